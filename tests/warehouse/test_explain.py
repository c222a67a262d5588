"""Where a row comes from, on one small day: the paragraph, its marks, the page and the rule. Stays out: printing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse import day as sample
from transforms.tables import BY_NAME, DAY_TABLES, table_name
from transforms.tables.base import check
from warehouse.explain import Explanation, UnknownId, explain
from warehouse.load import load_day, writing

NEXT_DAY = dt.date(2026, 3, 10)
_, QUOTED, THANKED = sample.TEXT.split("\n")


def with_long_ids(row: dict[str, Any]) -> dict[str, Any]:
    """The row with ids as long as real ones must at least be: `event` becomes `event-event`."""

    def kind(column: str) -> str:
        return {"statement_id": "quote"}.get(column, column.removesuffix("_id").split("_")[-1])

    return {
        column: f"{kind(column)}-{value}" if column.endswith("_id") and value is not None else value
        for column, value in row.items()
    }


def frames(day: dt.date, headline: str) -> dict[str, Any]:
    """The small day's frames, checked."""
    made = {name: [with_long_ids(row) for row in rows] for name, rows in sample.rows().items()}
    made["articles"][0]["headline"] = headline
    names = map(table_name, DAY_TABLES)
    return {name: check(sample.frame(name, made[name], day), BY_NAME[name]) for name in names}


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same article on two days; on the second its headline had changed."""
    with writing(tmp_path / "warehouse.duckdb") as connection:
        load_day(connection, sample.DAY, frames(sample.DAY, "Keeper wanted"), sample.run("run-1", sample.DAY))
        load_day(connection, NEXT_DAY, frames(NEXT_DAY, "Keeper still wanted"), sample.run("run-2", NEXT_DAY))
        yield connection


def marked(found: Explanation) -> list[tuple[str, str]]:
    """What is marked in the paragraph, and as what."""
    start = found.paragraph_start
    return [(mark.label, found.paragraph[mark.start - start : mark.end - start]) for mark in found.marks]


def test_evidence_shows_the_words_and_whom_they_speak_of(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = explain(warehouse, "evidence-e1")
    assert found.kind == "evidence"
    assert marked(found) == [("evidence", "Malta")]
    assert (found.facts["canonical_name"], found.facts["value"]) == ("Malta", "MLT")


def test_a_quote_shows_its_line_with_content_cue_and_speaker(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = explain(warehouse, "quote-quote")
    assert (found.kind, found.row_id, found.paragraph) == ("quote", "quote-quote", QUOTED)
    assert marked(found) == [("content", "We’re naïve."), ("cue", "told"), ("speaker", "Rosa\u00a0Billeci")]
    assert found.facts["quote_type"] == "direct"
    assert found.facts["speaker_resolution"] == "name"
    assert (found.facts["method"], found.facts["confidence"]) == ("invented", 0.5)


def test_an_event_shows_its_line_with_trigger_and_actors_even_where_one_stands_in_another_line(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = explain(warehouse, "event-event")
    assert (found.kind, found.paragraph) == ("event", THANKED)
    assert marked(found)[0] == ("trigger", "thanked")
    actor = found.marks[1]
    assert (actor.label, sample.TEXT[actor.start : actor.end]) == ("actor", "Malta")
    assert actor.start < found.paragraph_start
    assert len(found.marks) == 2  # the recipient has no place in the text
    assert (found.facts["event_type"], found.facts["status"]) == ("SUPPORT", "actual")


def test_a_mention_shows_its_line_and_itself(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = explain(warehouse, "mention-m1")
    assert (found.kind, found.paragraph) == ("mention", QUOTED)
    assert marked(found) == [("mention", "Rosa\u00a0Billeci")]
    assert found.facts["entity_type"] == "PERSON"


def test_an_article_shows_its_text_and_what_was_found_in_it(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = explain(warehouse, "article-article")
    assert (found.kind, found.paragraph, found.marks) == ("article", sample.TEXT, [])
    assert {name: found.facts[name] for name in ("status", "mentions", "quotes", "events", "removed blocks")} == {
        "status": "ok",
        "mentions": 2,
        "quotes": 1,
        "events": 1,
        "removed blocks": 1,
    }


@pytest.mark.parametrize("row_id", ["article-article", "mention-m1", "quote-quote", "event-event"])
def test_every_explanation_names_the_page_of_the_newest_day(warehouse: duckdb.DuckDBPyConnection, row_id: str) -> None:
    article = explain(warehouse, row_id).article
    assert article["headline"] == "Keeper still wanted"
    assert article["file"] == "page-1.html"
    assert article["url"] == "https://cape.example/keeper"
    assert article["date from"] == "jsonld"


def test_the_first_eight_digits_are_enough(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert explain(warehouse, "quote-qu") == explain(warehouse, "quote-quote")


@pytest.mark.parametrize(
    ("row_id", "said"),
    [
        ("mention-", "Several mentions begin with mention-: give more digits"),
        ("nothing-of-the-kind", "No article, mention, quote, event or evidence has the id nothing-of-the-kind"),
        ("page-page-1", "No article, mention, quote, event or evidence"),
        ("quote%%%%", "No article, mention, quote, event or evidence"),
        ("quote-q", "too short"),
        ("", "too short"),
    ],
)
def test_an_id_that_does_not_name_one_row_is_refused(
    warehouse: duckdb.DuckDBPyConnection, row_id: str, said: str
) -> None:
    with pytest.raises(UnknownId, match=said):
        explain(warehouse, row_id)


def test_parties_whose_words_do_not_name_them_say_how_they_are_known(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("UPDATE core.event_actors SET basis = 'dyad' WHERE role = 'actor'")
    found = explain(warehouse, "event-event")
    assert [mark.note for mark in found.marks if mark.label == "actor"] == ["dyad: MLT"]
    assert found.facts["recipient left unsaid"] == "implied: ?"
