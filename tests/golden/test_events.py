"""Sentences of `events.toml` beside the events that they must give: one reading of all, then a test a case.

A new case needs no change here. The sentences are invented; texts of publishers and of gold sets stay out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from benchmarks.score import events_of
from benchmarks.texts import Documents
from tests.golden.cases import Row, assert_rows, read_cases
from transforms.tables.events import EVENT_STATUSES, EVENT_TYPES

PUBLISHED = dt.date(2024, 5, 15)
CASES = read_cases("events.toml")
HARD = (
    "light verb",
    "particle",
    "passive with agent",
    "passive without agent",
    "nominal",
    "copular",
    "several actors",
    "several recipients",
    "each other",
    "bilateral",
    "the two countries",
    "both sides",
    "a weapon stands for its owner",
    "a capital stands for its government",
    "date",
    "place: disputed",
    "restated in the article",
    "reported speech",
    "a commentator's background",
    "no event",
)
"""What makes events hard in news, by the first words of the cases' names."""


@pytest.fixture(scope="module")
def found(parse: Callable[..., Documents]) -> dict[str, list[Row]]:
    """The events of every case by its name, with the countries of their parties and how these are known."""
    docs = parse({case["name"]: case["text"] for case in CASES}, PUBLISHED)
    events, actors = events_of(docs)
    sides: dict[tuple[str, str], list[Row]] = {}
    for party in actors.sort("event_id", "role", "actor_no").iter_rows(named=True):
        sides.setdefault((party["event_id"], party["role"]), []).append(party)
    by_case: dict[str, list[Row]] = {case["name"]: [] for case in CASES}
    for event in events.sort("article_id", "char_start").iter_rows(named=True):
        for role in ("actor", "recipient"):
            parties = sides.get((event["event_id"], role), [])
            event[role] = [party["country"] or "" for party in parties]
            event[f"{role}_basis"] = sorted({party["basis"] for party in parties})
        by_case[event["article_id"]].append(event)
    return by_case


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_sentence_gives_its_events(case: Row, found: dict[str, list[Row]]) -> None:
    assert_rows(found[case["name"]], case.get("event", []), "event_type")


def test_every_type_stands_there_with_every_status() -> None:
    first = {(case["event"][0]["event_type"], case["event"][0]["status"]) for case in CASES if case.get("event")}
    assert first >= {(event_type, status) for event_type in EVENT_TYPES for status in EVENT_STATUSES}


@pytest.mark.parametrize("phenomenon", HARD)
def test_every_hard_phenomenon_has_a_case(phenomenon: str) -> None:
    assert any(case["name"].startswith(phenomenon) for case in CASES)


def test_no_two_cases_share_a_name() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)
