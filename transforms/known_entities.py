"""The user's own list of entities: names that are known before any article is read. Its values take precedence.

Belongs here: the form of the list and its checks. Stays out: reading the file (`orchestration.settings` says where it is) and
what the rules do with it (`transforms.mentions.known`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from transforms.lexicons import country_common_names
from transforms.names import name_key
from transforms.tables.entities import GENDERS, SECTORS
from transforms.tables.mentions import ENTITY_TYPES

COLUMNS = ("name", "aliases", "type", "country", "sector", "wikidata_qid", "gender")
"""The columns of the list. `name` and `type` are needed, the others may be left out or left empty; aliases are parted by "|"."""

_QID = re.compile(r"Q[1-9]\d*$")
_LEADING_WORD = re.compile(r"\w+")
_MOST_REPORTED = 10


class BadEntityList(Exception):
    """The list cannot be used; the message names every faulty line (ten at most)."""


class KnownEntity(NamedTuple):
    """A line of the list; what it leaves empty is None."""

    name: str
    aliases: tuple[str, ...]
    entity_type: str
    country: str | None
    sector: str | None
    wikidata_qid: str | None
    gender: str | None


@dataclass(frozen=True)
class KnownEntities:
    """The list, by name: `by_key` has the keys of names and aliases, `surfaces` the names as written by their first word."""

    by_key: Mapping[str, KnownEntity]
    surfaces: Mapping[str, tuple[tuple[str, KnownEntity], ...]]

    def of(self, name: str) -> KnownEntity | None:
        """The entity of that name or alias; case, diacritics and dots do not count."""
        return self.by_key.get(name_key(name)) if self.by_key else None

    def beginning_with(self, form: str) -> tuple[tuple[str, KnownEntity], ...]:
        """The names as written that may begin with the word, the longest first."""
        word = _first_word(form)
        return self.surfaces.get(word, ()) if word is not None else ()


NONE = KnownEntities({}, {})
"""The empty list."""


def known_entities(text: str, source: str) -> KnownEntities:
    """The list from the text of a CSV file (RFC 4180, with a header); `source` names the file in messages.

    Raises `BadEntityList` where a column is unknown or missing, a value is none of its kind, or two lines claim one name.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    faults: list[str] = []
    by_key: dict[str, KnownEntity] = {}
    line_of: dict[str, int] = {}
    surfaces: dict[str, list[tuple[str, KnownEntity]]] = {}
    try:
        header = [name.strip() for name in rows.fieldnames or []]
        faults += _header_faults(header)
        if faults:
            raise BadEntityList(f"{source}: {' '.join(faults)}")
        rows.fieldnames = header
        for row in rows:
            line = rows.line_num
            found = list(_row_faults(row))
            faults += [f"line {line}: {fault}" for fault in found]
            if found:
                continue
            entity = _entity(row)
            for surface in (entity.name, *entity.aliases):
                key = name_key(surface)
                if by_key.get(key, entity) is not entity:
                    faults.append(
                        f"line {line}: {surface!r} is a name of line {line_of[key]}, too. One name, one entity."
                    )
                    continue
                by_key[key], line_of[key] = entity, line
                word = _first_word(surface)
                if word is not None:
                    surfaces.setdefault(word, []).append((surface, entity))
    except csv.Error as error:
        raise BadEntityList(f"{source}, line {rows.line_num + 1}: this is not CSV ({error}).") from error
    if faults:
        more = len(faults) - _MOST_REPORTED
        listed = faults[:_MOST_REPORTED] + ([f"and {more} more"] if more > 0 else [])
        raise BadEntityList(f"{source} cannot be used:\n  " + "\n  ".join(listed))
    longest_first = {
        word: tuple(sorted(names, key=lambda entry: (-len(entry[0]), entry[0]))) for word, names in surfaces.items()
    }
    return KnownEntities(by_key, longest_first)


def _first_word(text: str) -> str | None:
    found = _LEADING_WORD.match(text)
    return found.group().casefold() if found is not None else None


def _header_faults(header: list[str]) -> Iterator[str]:
    missing = [name for name in ("name", "type") if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    if missing:
        yield f"the first line must name the columns; missing: {', '.join(missing)}."
    if unknown:
        yield f"unknown columns: {', '.join(unknown)}. Known are {', '.join(COLUMNS)}."


def _row_faults(row: Mapping[str | None, str | None]) -> Iterator[str]:
    if None in row:
        yield "more values than columns (a value with a comma needs quotation marks)."
        return
    value = {str(name): (cell or "").strip() for name, cell in row.items()}
    if not value["name"]:
        yield "no name."
    for column, accepted in (
        ("type", ENTITY_TYPES),
        ("sector", SECTORS),
        ("gender", GENDERS),
        ("country", tuple(country_common_names())),
    ):
        given = value.get(column, "")
        if (given or column == "type") and given not in accepted:
            listed = "an ISO 3166-1 alpha-3 code" if column == "country" else f"one of {', '.join(accepted)}"
            yield f"{column} is {given!r}, but must be {listed}."
    qid = value.get("wikidata_qid", "")
    if qid and not _QID.match(qid):
        yield f"wikidata_qid is {qid!r}, but must be Q and a number."


def _entity(row: Mapping[str | None, str | None]) -> KnownEntity:
    def cell(name: str) -> str | None:
        return (row.get(name) or "").strip() or None

    aliases = tuple(alias.strip() for alias in (cell("aliases") or "").split("|") if alias.strip())
    return KnownEntity(
        " ".join((cell("name") or "").split()),
        tuple(" ".join(alias.split()) for alias in aliases),
        cell("type") or "",
        cell("country"),
        cell("sector"),
        cell("wikidata_qid"),
        cell("gender"),
    )
