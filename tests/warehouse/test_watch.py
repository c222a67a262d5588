"""The figures of sources in the published file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouse import day as sample
from warehouse.load import load_day, writing
from warehouse.watch import MEASURES, daily_measures, newest_articles

DAY, BEFORE = sample.DAY, sample.DAY - dt.timedelta(days=1)


@pytest.fixture
def core() -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample day and the same a day earlier; its pages came from a folder of the source `cape`."""
    with writing(Path(":memory:")) as connection:
        for day in (BEFORE, DAY):
            load_day(connection, day, sample.frames(day), sample.run(f"run of {day}", day))
        connection.execute("UPDATE core.pages SET source_name = 'cape/' || page_id || '.html'")
        yield connection


def test_the_newest_article_of_a_source_is_that_of_any_of_its_files(core: duckdb.DuckDBPyConnection) -> None:
    core.execute("UPDATE core.pages SET fetched_at = fetched_at + INTERVAL 1 DAY WHERE fetched_on = $day", {"day": DAY})
    assert newest_articles(core) == {"cape": sample.NOON + dt.timedelta(days=1)}


def test_a_page_without_article_says_nothing_of_a_sources_articles(core: duckdb.DuckDBPyConnection) -> None:
    core.execute("UPDATE core.pages SET source_name = 'feed' WHERE page_id = 'page-2'")
    assert set(newest_articles(core)) == {"cape"}


def test_measures_are_by_source_and_day_and_over_all_sources(core: duckdb.DuckDBPyConnection) -> None:
    core.execute("UPDATE core.pages SET source_name = 'feed' WHERE page_id = 'page-2'")
    found = daily_measures(core, DAY, 15)
    assert found.columns == ["source", "fetched_on", "pages", "articles", *MEASURES]
    rows = {(row["source"], row["fetched_on"]): row for row in found.iter_rows(named=True)}
    assert set(rows) == {(name, day) for name in (None, "cape", "feed") for day in (BEFORE, DAY)}
    made = sample.rows()
    everything, cape, feed = (rows[name, DAY] for name in (None, "cape", "feed"))
    assert (everything["pages"], everything["articles"], everything["articles_per_page"]) == (2, 1, 0.5)
    assert (cape["pages"], cape["articles"], cape["articles_per_page"]) == (1, 1, 1.0)
    assert (feed["articles"], feed["quotes_per_article"], feed["articles_per_page"]) == (0, None, 0.0)
    assert cape["quotes_per_article"] == len(made["quotes"])
    assert cape["events_per_article"] == len(made["events"])
    assert cape["words_per_article"] == made["articles"][0]["word_count"]


def test_only_the_days_asked_for_are_measured(core: duckdb.DuckDBPyConnection) -> None:
    assert set(daily_measures(core, DAY, 1)["fetched_on"]) == {DAY}
    assert set(daily_measures(core, BEFORE, 5)["fetched_on"]) == {BEFORE}
    assert daily_measures(core, BEFORE - dt.timedelta(days=1), 5).is_empty()
