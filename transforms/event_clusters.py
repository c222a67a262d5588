"""One event, many reports: which rows of `events`, over all articles and days, are of one event.

Belongs here: comparing events of several articles. Stays out: restatements inside an article (`transforms.events.same`) and
near-duplicate articles (`transforms.stories`).

Two reports are of one event if type and kind of status agree, their parties are the same states (for parties without a state,
the same entities), no two people stand where one should be, no two places contradict each other, and their days lie at most one
apart, since outlets in other time zones and "on Monday" beside "overnight" differ by a day. Inside one state, where states tell
nothing ("police arrested …"), they must share a named party or a story. Without a day, they must share a story. Reports are taken
day by day, each day in order of publication, and each joins the earliest cluster whose first report it agrees with (leader
clustering: Hartigan, "Clustering Algorithms", 1975, chapter 3).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from transforms.names import name_key
from transforms.publication import REACH, in_order
from transforms.tables import EventClusters
from transforms.tables.base import conform, empty

_DAY_APART = dt.timedelta(days=1)
_KIND_OF_STATUS = {"background": "actual"}
"""What one outlet reports as news is background in another."""


@dataclass(frozen=True, slots=True)
class _Party:
    """An actor or recipient: its entity, whether that is a person, its state, and its words."""

    entity_id: str | None
    is_person: bool
    country: str | None
    words: str

    @property
    def key(self) -> str:
        """The state, where there is one, else the entity, else the words."""
        return self.country or self.entity_id or self.words


@dataclass(frozen=True, slots=True)
class _Report:
    """What of an event is compared."""

    event_id: str
    fetched_on: dt.date
    event_type: str
    status: str
    is_reciprocal: bool
    first_day: dt.date | None
    last_day: dt.date | None
    place: tuple[str | None, str | None]
    story_id: str | None
    actors: tuple[_Party, ...]
    recipients: tuple[_Party, ...]

    def pairs(self) -> Iterator[tuple[str, str, str, str]]:
        """Under what a cluster of this event can be looked up: type, status, and each pair of an actor and a recipient."""
        for actor in self.actors or (_NOBODY,):
            for recipient in self.recipients or (_NOBODY,):
                pair = (actor.key, recipient.key)
                yield (self.event_type, self.status, *(sorted(pair) if self.is_reciprocal else pair))


_NOBODY = _Party(None, False, None, "")


def clusters_of_events(
    events: pl.DataFrame, actors: pl.DataFrame, standing: pl.DataFrame | None = None
) -> pl.DataFrame:
    """`EventClusters` of the events, one row an event and day.

    `events` has `event_id`, `article_id`, `fetched_on`, `date_published`, `story_id` and, as in `Events`, `event_type`, `status`,
    `is_reciprocal`, `event_date_start`, `event_date_end`, `country`, `geonames_id`. `standing` holds, in the same columns, the
    events that founded clusters in the days before (`REACH`). `actors` has the parties of both: `event_id`, `fetched_on`,
    `role`, `actor_no`, `entity_id`, `entity_type`, `country`, `raw_text`. All events of one day come together.
    """
    if events.is_empty():
        return empty(EventClusters)
    sides = _sides(actors)
    before = events.clear() if standing is None else standing.select(events.columns)
    order = in_order("article_id", "event_id")
    ordered = pl.concat([before.sort(order), events.sort(order)])
    leaders: list[_Report] = []
    days: list[dt.date] = []
    by_key: dict[tuple[str, str, str, str], list[int]] = {}
    cluster_ids: list[str] = []
    founded: list[dt.date] = []
    columns = (
        "event_id", "fetched_on", "event_type", "status", "is_reciprocal", "event_date_start", "event_date_end", "country",
        "geonames_id", "story_id",
    )  # fmt: skip
    for number, (event_id, day, event_type, status, mutual, start, end, country, geonames_id, story) in enumerate(
        ordered.select(columns).iter_rows()
    ):
        report = _Report(
            event_id, day, event_type, _KIND_OF_STATUS.get(status, status), mutual, start, end, (country, geonames_id), story,
            sides.get((event_id, day, "actor"), ()), sides.get((event_id, day, "recipient"), ()),
        )  # fmt: skip
        leader = None
        if number >= before.height:
            reach = bisect_left(days, day - REACH)
            candidates = sorted({at for key in report.pairs() for at in by_key.get(key, ()) if at >= reach})
            leader = next((leaders[at] for at in candidates if _are_one(leaders[at], report)), None)
        if leader is None:
            for key in report.pairs():
                by_key.setdefault(key, []).append(len(leaders))
            leaders.append(report)
            days.append(day)
        cluster_ids.append((leader or report).event_id)
        founded.append((leader or report).fetched_on)
    frame = ordered.select("event_id", "article_id", "fetched_on").with_columns(
        event_cluster_id=pl.Series(cluster_ids), founded_on=pl.Series(founded, dtype=pl.Date)
    )
    return conform(frame.tail(events.height), EventClusters).sort("fetched_on", "event_id")


def _are_one(first: _Report, second: _Report) -> bool:
    """Whether two reports that share a pair of parties are of one event."""
    share_story = first.story_id is not None and first.story_id == second.story_id
    if not _days_agree(first, second) and not (share_story and _undated(first, second)):
        return False
    if not _places_agree(first.place, second.place):
        return False
    straight = _sides_agree(first.actors, second.actors) and _sides_agree(first.recipients, second.recipients)
    swapped = first.is_reciprocal and second.is_reciprocal
    swapped = (
        swapped and _sides_agree(first.actors, second.recipients) and _sides_agree(first.recipients, second.actors)
    )
    if not straight and not swapped:
        return False
    return share_story or _crosses_borders(first) or _share_entity(first, second)


def _sides(actors: pl.DataFrame) -> dict[tuple[str, dt.date, str], tuple[_Party, ...]]:
    found: dict[tuple[str, dt.date, str], list[_Party]] = {}
    columns = ("event_id", "fetched_on", "role", "entity_id", "entity_type", "country", "raw_text")
    for event_id, day, role, entity_id, kind, country, words in (
        actors.sort("fetched_on", "event_id", "role", "actor_no").select(columns).iter_rows()
    ):
        party = _Party(entity_id, kind == "PERSON", country, name_key(words or ""))
        found.setdefault((event_id, day, role), []).append(party)
    return {key: tuple(parties) for key, parties in found.items()}


def _undated(first: _Report, second: _Report) -> bool:
    return first.first_day is None or second.first_day is None


def _days_agree(first: _Report, second: _Report) -> bool:
    if first.first_day is None or second.first_day is None:
        return False
    first_end, second_end = first.last_day or first.first_day, second.last_day or second.first_day
    return first.first_day - _DAY_APART <= second_end and second.first_day - _DAY_APART <= first_end


def _places_agree(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> bool:
    """Whether the places can be one: an unknown place and a whole state contradict nothing inside it."""
    if first[0] is not None and second[0] is not None and first[0] != second[0]:
        return False
    return first[1] is None or second[1] is None or first[1] == second[1]


def _sides_agree(first: tuple[_Party, ...], second: tuple[_Party, ...]) -> bool:
    """Whether a party of one side is one of the other's; two different people of one state are not."""
    if not first or not second:
        return not first and not second
    shared = {party.key for party in first} & {party.key for party in second}
    if not shared:
        return False
    people = [{party.entity_id for party in side if party.is_person} for side in (first, second)]
    return not (people[0] and people[1]) or bool(people[0] & people[1])


def _crosses_borders(report: _Report) -> bool:
    acting = {party.country for party in report.actors if party.country is not None}
    receiving = {party.country for party in report.recipients if party.country is not None}
    return bool(acting) and bool(receiving) and acting.isdisjoint(receiving)


def _share_entity(first: _Report, second: _Report) -> bool:
    return not _named(first).isdisjoint(_named(second))


def _named(report: _Report) -> set[str]:
    """The parties that are somebody: entities, and words without a state ("the union")."""
    parties = (*report.actors, *report.recipients)
    return {party.entity_id or party.words for party in parties if party.entity_id is not None or party.country is None}
