"""docs/events.md names every type, status, grain, basis, rule and column of events that the code has.

Stays out: whether the rows of its example are those of the sample (tests/end_to_end).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.events.rows import METHODS
from transforms.tables import EventActors, EventClusters, Events
from transforms.tables.event_actors import ACTOR_ROLES, BASES
from transforms.tables.events import DATE_GRAINS, EVENT_STATUSES, EVENT_TYPES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "events.md").read_text(encoding="utf-8")
OF_EVERY_TABLE = {"article_id", "fetched_on", "sentence_no", "actor_no"}
AS_IN_THE_MARTS = {
    "event_date_start": "event_date",
    "date_grain": "event_date_grain",
    "date_basis": "event_date_source",
    "country": "country_iso3",
}
GDELT = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate", "Actor1Code", "Actor1Name", "Actor1CountryCode",
    "Actor1KnownGroupCode", "Actor1EthnicCode", "Actor1Religion1Code", "Actor1Type1Code", "IsRootEvent",
    "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone", "Actor1Geo_", "Actor2Geo_", "ActionGeo_FullName", "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""The columns of GDELT's Event table (codebook 2.0), those of the second actor and of numbered repetitions left out."""


@pytest.mark.parametrize("names", [EVENT_TYPES, EVENT_STATUSES, DATE_GRAINS, BASES, ACTOR_ROLES, tuple(METHODS)])
def test_every_value_is_explained(names: tuple[str, ...]) -> None:
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_every_column_is_named() -> None:
    columns = {*Events.columns(), *EventActors.columns(), *EventClusters.columns()} - OF_EVERY_TABLE
    assert [name for name in sorted(columns) if AS_IN_THE_MARTS.get(name, name) not in PAGE] == []


@pytest.mark.parametrize("column", GDELT)
def test_every_column_of_gdelt_has_its_bridge(column: str) -> None:
    table = PAGE.split("| GDELT | Dateline |")[1].split("\n\n")[0]
    assert re.search(rf"`{column}", table)
