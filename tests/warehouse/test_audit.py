"""The audit: only what is not yet published, all of its invariants, and no fact lost or doubled on its way to a mart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouse import day as sample
from warehouse.audit import audit, unpublished_days
from warehouse.checks import BrokenInvariant
from warehouse.load import load_day, writing

DAYS = [sample.DAY, sample.DAY + dt.timedelta(days=1)]
MARTS = {
    "fct_mention": "mentions",
    "fct_quote": "quotes",
    "fct_event": "events",
    "fct_entity_evidence": "entity_evidence",
    "bridge_quote_entity": "quote_mentions",
    "bridge_event_actor": "event_actors",
}


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """Two days of one article, and marts that hold the newer version as it stands in the core."""
    with writing(Path(":memory:")) as connection:
        for day in DAYS:
            load_day(connection, day, sample.frames(day), sample.run(f"run/{day}", day))
        connection.execute("CREATE TABLE dim_article AS FROM core.articles WHERE fetched_on = ?", [DAYS[1]])
        for mart, table in MARTS.items():
            connection.execute(f"CREATE TABLE {mart} AS FROM core.{table} WHERE fetched_on = ?", [DAYS[1]])
        yield connection


def test_what_is_published_as_it_is_need_not_be_looked_at_again(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert unpublished_days(warehouse, {}) == DAYS
    assert unpublished_days(warehouse, {DAYS[0]: f"run/{DAYS[0]}", DAYS[1]: "another"}) == DAYS[1:]


def test_whole_marts_pass_and_are_counted(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert audit(warehouse, DAYS) == {
        "dim_article": 1, "fct_mention": 2, "fct_quote": 1, "fct_event": 1, "fct_entity_evidence": 1,
        "bridge_quote_entity": 1, "bridge_event_actor": 2,
    }  # fmt: skip


@pytest.mark.parametrize("mart", MARTS)
def test_a_fact_that_is_lost_or_doubled_is_named_with_its_article(
    warehouse: duckdb.DuckDBPyConnection, mart: str
) -> None:
    warehouse.execute(f"INSERT INTO {mart} FROM {mart}")
    with pytest.raises(BrokenInvariant, match=rf"{mart}: every row of core\..* once — 1 rows .*'article'"):
        audit(warehouse, DAYS)
    warehouse.execute(f"DELETE FROM {mart}")
    with pytest.raises(BrokenInvariant, match=rf"{mart}: every row of core\."):
        audit(warehouse, DAYS)
    assert audit(warehouse, [])[mart] == 0


def test_an_article_that_is_missing_or_of_an_older_version_is_named(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("UPDATE dim_article SET fetched_on = ?", [DAYS[0]])
    with pytest.raises(BrokenInvariant, match=r"dim_article: every article .* in its newest version — 1 rows"):
        audit(warehouse, DAYS)


def test_invariants_of_the_core_are_looked_at_once_more(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute(
        "UPDATE core.mentions SET mention_text = 'Gozo' WHERE mention_id = 'm2' AND fetched_on = ?", [DAYS[0]]
    )
    with pytest.raises(BrokenInvariant, match=r"mentions: .* equals mention_text — 1 rows .*Gozo"):
        audit(warehouse, DAYS)
    audit(warehouse, DAYS[1:])
