"""Words that name political events: the lexicons `event_predicates.csv`, `event_nouns.csv`, `plover.csv` and others.

Belongs here: reading the lists. Stays out: how a sentence is searched for them (`transforms.events`). Types, modes,
scores and roots in `plover.csv` are those of the PLOVER manual, draft 0.8 (openeventdata/PLOVER @ 5e0c24f, CC BY-SA
4.0), with ACCUSE at -3 (printed without its sign) and PROTEST/vandalize, which has no score there, at that of PROTEST;
CAMEO codes and Goldstein scores are from andybega/icews (MIT). The word lists are the project's own work.

A row of `event_predicates.csv` says: this verb, adjective or noun (`lemma`, with its `particle`), with these
complements (`complement`, conditions separated by spaces, all of which must hold), names this type, mode and CAMEO
code, and the recipient stands in the first of these places that is filled (`recipient`). A row without a type says
that the words are no event. A condition is a place with a noun class of `event_nouns.csv`, a lemma, or a kind of
phrase in capitals (`transforms.events.conditions`), and perhaps a qualifier: `dobj:TALKS`, `on:STRIKE:hunger`, `xcomp`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

_FOLDER = Path(__file__).parent
KINDS = ("verb", "adj", "noun")


class Condition(NamedTuple):
    """What must stand in a place of a predicate; `noun` is a class, a lemma, a kind of phrase or "*"."""

    place: str
    noun: str
    qualifier: str


class Entry(NamedTuple):
    """A row of the predicate lexicon. `event_type` is "" where the words are no event."""

    lemma: str
    particle: str
    conditions: tuple[Condition, ...]
    event_type: str
    event_mode: str | None
    cameo_code: str | None
    contexts: tuple[str, ...]
    recipient: tuple[str, ...]


class EventType(NamedTuple):
    """A row of `plover.csv`: what PLOVER and CAMEO say of a type and mode."""

    quad_code: int
    quad_name: str
    intensity: float
    cameo_root: str
    cameo_code: str
    goldstein: float


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / file_name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _condition(text: str) -> Condition:
    place, _, rest = text.partition(":")
    noun, _, qualifier = rest.partition(":")
    return Condition(place, noun or "*", qualifier)


def _weight(entry: Entry) -> int:
    """How specific an entry is: named nouns weigh more than "any", qualifiers and particles add."""
    named = sum(_noun_weight(condition.noun) for condition in entry.conditions)
    return named + sum(bool(condition.qualifier) for condition in entry.conditions) + 3 * bool(entry.particle)


def _noun_weight(noun: str) -> int:
    """ "Any" weighs least, then a kind of phrase, a noun class, a single word."""
    if noun == "*":
        return 1
    if not noun.isupper():
        return 5
    return 4 if noun in _class_names() else 2


@cache
def _class_names() -> frozenset[str]:
    return frozenset(row["noun_class"] for row in _rows("event_nouns.csv"))


@cache
def predicates(kind: str) -> Mapping[str, tuple[Entry, ...]]:
    """Lemma → its entries, the most specific first; kind is "verb", "adj" or "noun".

    Raises ValueError where a row has an unknown kind or event type.
    """
    found: dict[str, list[Entry]] = {}
    types = plover()
    for row in _rows("event_predicates.csv"):
        if row["kind"] not in KINDS or (
            row["event_type"] and (row["event_type"], row["event_mode"] or None) not in types
        ):
            raise ValueError(f"event_predicates.csv: {row['lemma']}: unknown kind, type or mode")
        if row["kind"] == kind:
            found.setdefault(row["lemma"], []).append(
                Entry(
                    row["lemma"],
                    row["particle"],
                    tuple(_condition(text) for text in row["complement"].split()),
                    row["event_type"],
                    row["event_mode"] or None,
                    row["cameo_code"] or None,
                    tuple(text for text in row["contexts"].split("|") if text),
                    tuple(text for text in row["recipient"].split("|") if text),
                )
            )
    return MappingProxyType({lemma: tuple(sorted(rows, key=_weight, reverse=True)) for lemma, rows in found.items()})


@cache
def noun_classes() -> Mapping[str, frozenset[str]]:
    """Lemma → the noun classes it belongs to."""
    found: dict[str, set[str]] = {}
    for row in _rows("event_nouns.csv"):
        found.setdefault(row["lemma"], set()).add(row["noun_class"])
    return MappingProxyType({lemma: frozenset(classes) for lemma, classes in found.items()})


@cache
def plover() -> Mapping[tuple[str, str | None], EventType]:
    """(event type, mode or None) → quad class, PLOVER score, CAMEO root, default CAMEO code and its Goldstein score."""
    return MappingProxyType(
        {
            (row["event_type"], row["event_mode"] or None): EventType(
                int(row["quad_code"]),
                row["quad_name"],
                float(row["intensity"]),
                row["cameo_root"],
                row["cameo_code"],
                float(row["goldstein"]),
            )
            for row in _rows("plover.csv")
        }
    )


@cache
def cameo_goldstein() -> Mapping[str, float]:
    """CAMEO code → Goldstein score, for the codes that the lexicon uses (`cameo_goldstein.csv`)."""
    return MappingProxyType({row["cameo_code"]: float(row["goldstein"]) for row in _rows("cameo_goldstein.csv")})
