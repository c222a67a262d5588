"""Which reports of several articles are of one event.

Stays out: restatements inside one article (test_events).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.event_clusters import clusters_of_events
from transforms.tables import EventClusters
from transforms.tables.base import check

DAY = dt.date(2026, 9, 28)
LATER = DAY + dt.timedelta(7)
NORWAY, ICELAND = {"country": "NOR"}, {"country": "ISL"}
KING = {"country": "NOR", "entity_id": "king", "entity_type": "PERSON"}
QUEEN = {"country": "NOR", "entity_id": "queen", "entity_type": "PERSON"}
Party = dict[str, Any]

EVENT_SCHEMA = {
    "event_id": pl.String, "article_id": pl.String, "fetched_on": pl.Date, "date_published": pl.Datetime, "story_id": pl.String,
    "event_type": pl.String, "status": pl.String, "is_reciprocal": pl.Boolean, "event_date_start": pl.Date,
    "event_date_end": pl.Date, "country": pl.String, "geonames_id": pl.String,
}  # fmt: skip
ACTOR_SCHEMA = {
    "event_id": pl.String, "fetched_on": pl.Date, "role": pl.String, "actor_no": pl.Int32, "entity_id": pl.String,
    "entity_type": pl.String, "country": pl.String, "raw_text": pl.String,
}  # fmt: skip


def report(actors: list[Party], recipients: list[Party], **columns: Any) -> dict[str, Any]:
    """A report of an accusation on the day, in an article of its own unless columns say otherwise."""
    return {
        "event_type": "ACCUSE", "status": "actual", "is_reciprocal": False, "event_date_start": DAY, "event_date_end": DAY,
        "actors": actors, "recipients": recipients, **columns,
    }  # fmt: skip


def clusters(*reports: dict[str, Any]) -> list[str]:
    """The cluster of each report, named by the number of its first; reports are published in their order."""
    events, actors = [], []
    for number, row in enumerate(reports):
        event_id = str(number)
        published = dt.datetime.combine(DAY, dt.time(8, number))
        base = {"event_id": event_id, "article_id": f"a{number}", "fetched_on": DAY, "date_published": published}
        events.append(base | {name: value for name, value in row.items() if name in EVENT_SCHEMA})
        for role in ("actor", "recipient"):
            for actor_no, party in enumerate(row[f"{role}s"]):
                actors.append({"event_id": event_id, "fetched_on": DAY, "role": role, "actor_no": actor_no} | party)
    frame = clusters_of_events(pl.DataFrame(events, schema=EVENT_SCHEMA), pl.DataFrame(actors, schema=ACTOR_SCHEMA))
    made = check(frame, EventClusters).sort("event_id")
    return made["event_cluster_id"].to_list()


def test_one_event_in_two_outlets_is_one() -> None:
    assert clusters(report([NORWAY], [ICELAND]), report([NORWAY], [ICELAND])) == ["0", "0"]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("another type", report([NORWAY], [ICELAND], event_type="REJECT")),
        ("the other way round", report([ICELAND], [NORWAY])),
        ("a week later", report([NORWAY], [ICELAND], event_date_start=LATER, event_date_end=LATER)),
        ("only announced", report([NORWAY], [ICELAND], status="future")),
        ("without a day", report([NORWAY], [ICELAND], event_date_start=None, event_date_end=None)),
        ("upon nobody", report([NORWAY], [])),
    ],
)  # fmt: skip
def test_what_is_another_event(name: str, other: dict[str, Any]) -> None:
    assert clusters(report([NORWAY], [ICELAND]), other) == ["0", "1"], name


def test_a_day_apart_is_the_same_day_in_another_time_zone() -> None:
    late = DAY + dt.timedelta(1)
    assert clusters(
        report([NORWAY], [ICELAND]), report([NORWAY], [ICELAND], event_date_start=late, event_date_end=late)
    ) == [
        "0",
        "0",
    ]


def test_background_in_one_outlet_is_news_in_another() -> None:
    assert clusters(report([NORWAY], [ICELAND]), report([NORWAY], [ICELAND], status="background")) == ["0", "0"]


def test_what_both_do_is_the_same_either_way_round() -> None:
    talks = {"event_type": "CONSULT", "is_reciprocal": True}
    assert clusters(report([NORWAY], [ICELAND], **talks), report([ICELAND], [NORWAY], **talks)) == ["0", "0"]


def test_two_people_of_one_state_are_two_but_the_state_may_be_either() -> None:
    assert clusters(report([KING], [ICELAND]), report([QUEEN], [ICELAND]), report([NORWAY], [ICELAND])) == [
        "0",
        "1",
        "0",
    ]


def test_places_that_contradict_each_other_are_two_events_and_a_state_holds_all_its_places() -> None:
    oslo, bergen, norway = (
        {"country": "NOR", "geonames_id": "1"}, {"country": "NOR", "geonames_id": "2"}, {"country": "NOR", "geonames_id": None}
    )  # fmt: skip
    rows = [report([NORWAY], [ICELAND], **place) for place in (oslo, bergen, norway)]
    assert clusters(*rows) == ["0", "1", "0"]


def test_inside_one_state_a_party_or_the_story_must_be_shared() -> None:
    police, driver, other = (
        {"country": "NOR", "raw_text": "Police"},
        {"country": "NOR", "entity_id": "driver", "entity_type": "PERSON"},
        {"country": "NOR", "entity_id": "other", "entity_type": "ORG"},
    )
    assert clusters(report([police], [driver]), report([police], [other])) == ["0", "1"]
    assert clusters(report([police], [driver]), report([police], [driver])) == ["0", "0"]
    assert clusters(report([police], [driver], story_id="s"), report([police], [other], story_id="s")) == ["0", "0"]


def test_without_a_day_a_story_must_be_shared() -> None:
    undated = {"event_date_start": None, "event_date_end": None}
    rows = [report([NORWAY], [ICELAND], **undated, story_id=story) for story in ("s", "s", "t")]
    assert clusters(*rows) == ["0", "0", "2"]


def test_parties_without_a_state_are_compared_by_name() -> None:
    un, nato = {"entity_id": "un", "entity_type": "ORG"}, {"entity_id": "nato", "entity_type": "ORG"}
    assert clusters(report([un], [ICELAND]), report([nato], [ICELAND]), report([un], [ICELAND])) == ["0", "1", "0"]


def test_no_events_no_clusters() -> None:
    empty = clusters_of_events(pl.DataFrame(schema=EVENT_SCHEMA), pl.DataFrame(schema=ACTOR_SCHEMA))
    assert check(empty, EventClusters).is_empty()


PARTIES = st.lists(st.sampled_from([NORWAY, ICELAND, KING, QUEEN]), max_size=2)
DAYS = st.integers(0, 4).map(lambda days: DAY + dt.timedelta(days))


@given(st.lists(st.tuples(PARTIES, PARTIES, DAYS), min_size=1, max_size=8))
def test_what_comes_later_changes_no_cluster_that_stands(drawn: list[tuple[list[Party], list[Party], dt.date]]) -> None:
    rows = [report(acting, receiving, event_date_start=day, event_date_end=day) for acting, receiving, day in drawn]
    assert clusters(*rows)[: len(rows) - 1] == (clusters(*rows[:-1]) if len(rows) > 1 else [])
