"""Finding the entries of a word list in a noun phrase.

Belongs here: cutting a phrase into words with their places, and looking the longest entries up from left to right. Stays
out: the lists (modules of their own beside this one) and what an entry means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import polars as pl

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*\.?", re.UNICODE)
_POSSESSIVES = ("'s", "’s", "'S", "’S")
_HYPHENS = frozenset({"-", "‐", "‑", "–"})
Key: TypeAlias = tuple[str, ...]


class Found(NamedTuple):
    """What a list says of a phrase, and where: `phrase[start:end]` is the words that decided, without a possessive."""

    value: str
    start: int
    end: int


class Word(NamedTuple):
    """A word of a phrase: its form and the same casefolded without dots and possessive; `gap` is what stands before."""

    form: str
    bare: str
    gap: str
    start: int
    end: int


class Hit(NamedTuple):
    """A list entry found in a phrase: word numbers, from and up to, and what the list says."""

    start: int
    end: int
    value: str


class Table:
    """Entries by their words, with the longest entry that begins with each word."""

    def __init__(self, entries: Mapping[Key, str]) -> None:
        self.entries = dict(entries)
        self._reach: dict[str, int] = {}
        for key in self.entries:
            self._reach[key[0]] = max(self._reach.get(key[0], 0), len(key))

    def scan(self, words: tuple[Word, ...]) -> Iterator[Hit]:
        """Entries from left to right, the longest at every word, none inside another."""
        position, count = 0, len(words)
        while position < count:
            for size in range(min(self._reach.get(words[position].bare, 0), count - position), 0, -1):
                value = self.entries.get(tuple(word.bare for word in words[position : position + size]))
                if value is not None:
                    yield Hit(position, position + size, value)
                    position += size
                    break
            else:
                position += 1


def read_list(file_name: str) -> pl.DataFrame:
    """A CSV file of this folder, every column as strings, empty cells null."""
    return pl.read_csv(_FOLDER / file_name, infer_schema=False, encoding="utf8")


def all_names(name: str, other_names: str | None) -> list[str]:
    """The names of a list's line: its name and what its column of further names holds, parted by "|"."""
    return [surface for surface in (name, *(other_names or "").split("|")) if surface]


def bare(form: str) -> str:
    """The word as the tables have it: casefolded, without the dots of abbreviations and the possessive."""
    return form.casefold().replace(".", "").replace("’", "'").removesuffix("'s").removesuffix("'")


def without_possessive(form: str) -> str:
    """The word as written, without "'s"."""
    return form[:-2] if form.endswith(_POSSESSIVES) else form


@lru_cache(maxsize=4096)
def words_of(phrase: str) -> tuple[Word, ...]:
    """The words of a phrase in order."""
    words, position = [], 0
    for match in _WORD.finditer(phrase):
        form = match.group()
        words.append(Word(form, bare(form), phrase[position : match.start()], match.start(), match.end()))
        position = match.end()
    return tuple(words)


def key_of(surface: str) -> Key:
    """The words of a list entry as the tables have them; hyphens do not count."""
    return tuple(word.bare for word in words_of(surface))


def keyed(entries: Mapping[str, str]) -> dict[Key, str]:
    """The entries by their words, the first of several equal ones."""
    found: dict[Key, str] = {}
    for surface, value in entries.items():
        found.setdefault(key_of(surface), value)
    return found


def found_at(words: tuple[Word, ...], hit: Hit, value: str) -> Found:
    """Where the words of a hit stand: neither the last word's possessive nor a full stop after it counts."""
    last = words[hit.end - 1]
    form = without_possessive(last.form)
    if form.endswith(".") and "." not in form[:-1]:
        form = form[:-1]
    return Found(value, words[hit.start].start, last.start + len(form))


def hyphen_before(words: tuple[Word, ...], position: int) -> bool:
    """Whether a hyphen joins the word to the one before it."""
    return 0 < position < len(words) and words[position].gap in _HYPHENS


def written_as_name(words: Iterable[Word]) -> bool:
    """Whether the words may be an organisation's name: a capital in the first, and short ones all in capitals."""
    forms = [without_possessive(word.form) for word in words]
    first = forms[0]
    if len(forms) == 1 and len(first.replace(".", "")) <= 3:
        return first.replace(".", "").isupper()
    return any(form[0].isupper() for form in forms) and (first[0].isupper() or first.casefold() in {"al", "el", "the"})
