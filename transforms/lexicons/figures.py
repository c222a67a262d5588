"""Persons and armed groups that are known by name alone: leaders and ministers, other public figures, armed movements.

Belongs here: `leaders.csv`, `figures.csv`, `armed_groups.csv`. Stays out: other organisations (`organisations`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from transforms.lexicons.matching import Table, keyed, read_list, without_possessive, words_of, written_as_name
from transforms.names import without_accents

_NAME_SIZE = 4
_T = TypeVar("_T")


@cache
def leaders() -> Mapping[str, str]:
    """Names by which texts call heads of state and government and ministers, as written → ISO 3166-1 alpha-3."""
    return MappingProxyType(dict(read_list("leaders.csv").select("name", "country").iter_rows()))


@cache
def armed_groups() -> Mapping[str, tuple[str, str]]:
    """Names of armed groups, as written → home country (ISO 3166-1 alpha-3) or IMG for groups without one, and
    sector.
    """
    rows = read_list("armed_groups.csv").select("name", "code", "sector").iter_rows()
    return MappingProxyType({name: (code, sector) for name, code, sector in rows})


@cache
def _group_table() -> Table:
    return Table(keyed({name: name for name in armed_groups()}))


@cache
def home_of_group(text: str) -> tuple[str, str] | None:
    """Home country (or IMG) and sector of the armed group that the phrase names, the longest name first."""
    words = words_of(text)
    hits = [hit for hit in _group_table().scan(words) if written_as_name(words[hit.start : hit.end])]
    longest = max(hits, key=lambda hit: hit.end - hit.start, default=None)
    return armed_groups()[longest.value] if longest is not None else None


@cache
def leader_country(text: str) -> str | None:
    """Country of the head of state or government whose name the phrase ends with."""
    return _name_at_end(text, _leaders())


@cache
def known_person(text: str) -> tuple[str | None, str] | None:
    """Country and sector of the public figure whose name the phrase ends with, or who is named in it in full or with a
    possessive ("President Havel's adviser"): heads of state and government and their ministers (GOV), and others by
    what they are known for (`figures.csv`).
    """
    country = leader_country(text)
    if country is not None:
        return country, "GOV"
    return _name_at_end(text, _figures()) or _name_within(text)


def _name_at_end(text: str, table: Mapping[tuple[str, ...], _T]) -> _T | None:
    words = [_plain_name(word) for word in text.split()]
    for size in range(min(_NAME_SIZE, len(words)), 0, -1):
        found = table.get(tuple(words[-size:]))
        if found is not None:
            return found
    return None


def _name_within(text: str) -> tuple[str | None, str] | None:
    """Country and sector of the first person named in full or with a possessive."""
    forms = text.split()
    words = [_plain_name(form) for form in forms]
    for start, word in enumerate(words):
        if not word or not word[0].isalpha() or word.islower():
            continue
        for size in range(min(_NAME_SIZE, len(words) - start), 0, -1):
            if size == 1 and without_possessive(forms[start]) == forms[start]:
                continue
            found = _of_name(tuple(words[start : start + size]))
            if found is not None:
                return found
    return None


def _plain_name(word: str) -> str:
    """The word as the tables of names have it: without possessive, punctuation and accents."""
    return without_accents(without_possessive(word).removesuffix("'").strip("().,"))


@cache
def _leaders() -> dict[tuple[str, ...], str]:
    """Names of leaders by their words, without accents."""
    return {tuple(without_accents(name).split()): country for name, country in leaders().items()}


@cache
def _figures() -> dict[tuple[str, ...], tuple[str | None, str]]:
    """Names of other public figures by their words, without accents → country and sector."""
    rows = read_list("figures.csv").select("name", "country", "sector").iter_rows()
    return {tuple(without_accents(name).split()): (country, sector) for name, country, sector in rows}


def _of_name(words: tuple[str, ...]) -> tuple[str | None, str] | None:
    country = _leaders().get(words)
    return (country, "GOV") if country is not None else _figures().get(words)


def figure_of(name: str) -> tuple[str | None, str] | None:
    """Country and sector of the public figure of exactly that name, in two words or more (accents do not count)."""
    words = tuple(without_accents(name).split())
    return _of_name(words) if len(words) > 1 else None


def home_of(name: str) -> str | None:
    """Country of the public figure of that name, in two words or more, else of the leader whom texts call just so."""
    figure = figure_of(name)
    return figure[0] if figure is not None else leaders().get(name)
