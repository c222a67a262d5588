"""Organisations: intergovernmental ones, and well-known ones of one country.

Belongs here: `igos.csv`, `organisations.csv`. Stays out: armed groups (`transforms.lexicons.events`) and what role nouns
say (`transforms.lexicons.sectors`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import polars as pl

from transforms.lexicons.matching import (
    Found,
    Table,
    all_names,
    found_at,
    keyed,
    read_list,
    without_possessive,
    words_of,
    written_as_name,
)

_NONE = ""
_NATIONAL = ("National Security Council", "Supreme National Security Council", "National General Assembly")
"""Bodies of one country whose names hold the name of an intergovernmental one."""


class Organisation(NamedTuple):
    """A well-known organisation: its usual name, home country (ISO 3166-1 alpha-3), and PLOVER sector. An organisation
    of no single country (Oxfam) has None.
    """

    name: str
    country: str | None
    sector: str


@cache
def igos() -> pl.DataFrame:
    """One row an intergovernmental organisation: `code` (CAMEO), `name`, `other_names` (parted by "|"), `sector`."""
    return read_list("igos.csv").sort("code")


def igo_names() -> Iterator[tuple[str, str]]:
    """Every name of an intergovernmental organisation, with its CAMEO code."""
    for code, name, other_names in igos().select("code", "name", "other_names").iter_rows():
        for surface in all_names(name, other_names):
            yield surface, code


@cache
def _igo_table() -> Table:
    entries = dict.fromkeys(_NATIONAL, _NONE)
    for surface, code in igo_names():
        entries.setdefault(surface, code)
    return Table(keyed(entries))


@cache
def find_igo(phrase: str) -> Found | None:
    """The intergovernmental organisation a noun phrase names (CAMEO code) and the words that say so, else None.

    The leftmost entry counts. Abbreviations must be in capitals ("WHO", never "who").
    """
    words = words_of(phrase)
    for hit in _igo_table().scan(words):
        if hit.value == _NONE:
            continue
        first = words[hit.start]
        abbreviation = hit.end - hit.start == 1 and len(first.bare) <= 7
        form = without_possessive(first.form)
        if (form.isupper() or form in _mixed_case_igos()) if abbreviation else form[0].isupper():
            return found_at(words, hit, hit.value)
    return None


@cache
def igo_of(phrase: str) -> str | None:
    """CAMEO code of the intergovernmental organisation a noun phrase names (`find_igo`), else None."""
    found = find_igo(phrase)
    return found.value if found is not None else None


@cache
def igo_sectors() -> dict[str, str]:
    """CAMEO code of an intergovernmental organisation → PLOVER sector: IGO, or what kind of body it is ("NATO" MIL)."""
    return dict(igos().select("code", "sector").iter_rows())


@cache
def _mixed_case_igos() -> frozenset[str]:
    """Short one-word names that are not written in capitals ("Interpol", "Nato")."""
    return frozenset(name for name, _ in igo_names() if " " not in name and not name.isupper())


@cache
def organisations() -> dict[str, Organisation]:
    """Every name of `organisations.csv` as written → the organisation."""
    found: dict[str, Organisation] = {}
    for row in read_list("organisations.csv").select("name", "other_names", "country", "sector").iter_rows():
        name, other_names, country, sector = row
        for surface in all_names(name, other_names):
            found.setdefault(surface, Organisation(name, country, sector))
    return found


@cache
def _by_whole_name() -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for surface, organisation in organisations().items():
        found.setdefault(_folded(surface), organisation)
    return found


def _folded(name: str) -> str:
    key = " ".join(name.casefold().replace(".", "").replace("’", "'").split())
    return key.removeprefix("the ")


@cache
def known_organisation(name: str) -> Organisation | None:
    """The well-known organisation that has exactly this name, else None; case, dots and a leading "the" do not count.

    "Yonhap" is KOR, MED; a name that several countries have ("Labour Party") is not in the list.
    """
    return _by_whole_name().get(_folded(name))


@cache
def _organisation_table() -> Table:
    return Table(keyed({surface: surface for surface in organisations()}))


@cache
def find_organisation(phrase: str) -> tuple[Organisation, Found] | None:
    """The first well-known organisation named in a noun phrase, and where its name stands; case counts."""
    words = words_of(phrase)
    for hit in _organisation_table().scan(words):
        if written_as_name(words[hit.start : hit.end]):
            organisation = organisations()[hit.value]
            return organisation, found_at(words, hit, organisation.name)
    return None
