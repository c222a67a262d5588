"""Word lists that several rule sets share: countries, intergovernmental organisations, sectors of society.

Belongs here: reading the lists and finding their entries in a noun phrase. Stays out: lists that only one rule set uses
(a module of their own beside this one). All lists are the project's own work: country names, codes and demonyms follow
ISO 3166-1 and common English usage, sectors follow PLOVER (manual, draft 0.8, section on actor sectors), codes of
organisations follow CAMEO's actor scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*\.?", re.UNICODE)
_NO_COUNTRY = ""
_NOT_IN_LOWER_CASE = frozenset({"chad", "china", "cook islands", "georgia", "guinea", "jordan", "oman", "polish",
                                "turkey", "turk", "swede", "dane", "pole", "finn", "scot", "tanzanite"})  # fmt: skip
"""Names that are also common English words; in a phrase without any capital letter they are not names."""
_STANCE_BEFORE = frozenset({"pro", "anti", "non"})
_STANCE_AFTER = frozenset({"backed", "supported", "funded", "trained", "allied", "aligned", "friendly", "made", "bound",
                           "armed", "sponsored", "financed", "language", "speaking"})  # fmt: skip
_PREPOSITIONS = frozenset({"of", "for", "at", "in", "from", "on", "with", "to", "under", "by", "near", "against", "who",
                           "which", "that", "during", "after", "before", "about", "over"})  # fmt: skip


class _Word(NamedTuple):
    """A word of a phrase: its form, and the characters between it and the word before."""

    form: str
    gap: str


class _Hit(NamedTuple):
    """A list entry found in a phrase: word numbers, from and up to, and what the list says."""

    start: int
    end: int
    value: str


# ------------------------------------------------------------------------------------------------- reading the lists


def read_list(file_name: str) -> pl.DataFrame:
    """A CSV file of this folder, every column as strings, empty cells null."""
    return pl.read_csv(_FOLDER / file_name, infer_schema=False, encoding="utf8")


@cache
def countries() -> pl.DataFrame:
    """One row a country or territory of ISO 3166-1 (and Kosovo, XKX), sorted by code.

    Columns: `iso3`; `name` (common English); `other_names`, `demonyms`, `capitals`, `metonyms`, `places` (lists of
    strings; places are states, regions and large cities); `latitude`, `longitude` (degrees, the country's middle).
    """
    lists = ["other_names", "demonyms", "capitals", "metonyms", "places"]
    no_entries = pl.lit([], pl.List(pl.String))
    return (
        read_list("countries.csv")
        .with_columns(
            *(
                pl.when(pl.col(c).is_null()).then(no_entries).otherwise(pl.col(c).str.split("|")).alias(c)
                for c in lists
            ),
            pl.col("latitude", "longitude").cast(pl.Float64),
        )
        .sort("iso3")
    )


def _surfaces(*columns: str) -> dict[str, str]:
    """Casefolded entries of the columns → ISO 3166-1 alpha-3."""
    found: dict[str, str] = {}
    for row in countries().select("iso3", *columns).iter_rows():
        for cell in row[1:]:
            for surface in [cell] if isinstance(cell, str) else cell:
                found.setdefault(surface.casefold(), row[0])
    return found


@cache
def country_names() -> dict[str, str]:
    """Casefolded names of countries, short and official → ISO 3166-1 alpha-3."""
    return _surfaces("name", "other_names")


@cache
def demonyms() -> dict[str, str]:
    """Casefolded adjectives and names of peoples → ISO 3166-1 alpha-3."""
    return _surfaces("demonyms")


@cache
def capitals() -> dict[str, str]:
    """Casefolded seats of government → ISO 3166-1 alpha-3."""
    return _surfaces("capitals")


@cache
def metonyms() -> dict[str, str]:
    """Casefolded buildings and offices that stand for a government ("the Kremlin") → ISO 3166-1 alpha-3."""
    return _surfaces("metonyms")


@cache
def places() -> dict[str, str]:
    """Casefolded states, regions and large cities other than capitals → ISO 3166-1 alpha-3."""
    return _surfaces("places")


@cache
def country_common_names() -> dict[str, str]:
    """ISO 3166-1 alpha-3 → the country's common English name."""
    return dict(countries().select("iso3", "name").iter_rows())


@cache
def country_centres() -> dict[str, tuple[float, float]]:
    """ISO 3166-1 alpha-3 → latitude and longitude of the country's middle, in degrees."""
    return {iso3: (lat, lon) for iso3, lat, lon in countries().select("iso3", "latitude", "longitude").iter_rows()}


@cache
def igos() -> pl.DataFrame:
    """One row an intergovernmental organisation: `code` (CAMEO), `name`, `other_names` (list), `sector`."""
    return read_list("igos.csv").with_columns(pl.col("other_names").fill_null("").str.split("|")).sort("code")


# ------------------------------------------------------------------------------------------- finding list entries


def _key(surface: str) -> tuple[str, ...]:
    """The words of a list entry, casefolded: dots of abbreviations and hyphens do not count ("U.S." is "us")."""
    return tuple(_bare(word.form) for word in _words(surface))


def _bare(form: str) -> str:
    return form.casefold().replace(".", "").replace("’", "'").removesuffix("'s").removesuffix("'")


def _words(phrase: str) -> list[_Word]:
    words, position = [], 0
    for match in _WORD.finditer(phrase):
        words.append(_Word(match.group(), phrase[position : match.start()]))
        position = match.end()
    return words


def _by_key(entries: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    keyed: dict[tuple[str, ...], str] = {}
    for surface, value in entries.items():
        keyed.setdefault(_key(surface), value)
    return keyed


def _scan(words: list[_Word], table: Mapping[tuple[str, ...], str], longest: int) -> Iterator[_Hit]:
    """Entries from left to right, the longest at every word, none inside another."""
    bare = [_bare(word.form) for word in words]
    position = 0
    while position < len(words):
        for size in range(min(longest, len(words) - position), 0, -1):
            value = table.get(tuple(bare[position : position + size]))
            if value is not None:
                yield _Hit(position, position + size, value)
                position += size
                break
        else:
            position += 1


@cache
def _no_country() -> frozenset[str]:
    """Names that hold a country's name or demonym but belong to no single country ("South China Sea")."""
    return frozenset(read_list("no_country.csv")["surface"])


@cache
def _country_table() -> tuple[dict[tuple[str, ...], str], int]:
    table = _by_key(dict.fromkeys(sorted(_no_country()), _NO_COUNTRY))
    for entries in (country_names(), demonyms(), metonyms(), capitals(), places()):
        for key, iso3 in _by_key(entries).items():
            table.setdefault(key, iso3)
    return table, max(map(len, table))


def _written_as_name(words: list[_Word], any_capital: bool) -> bool:
    """Whether the words may be a name: capitals, and for two letters all of them ("US", never "us" or "Us")."""
    text = " ".join(word.form for word in words)
    if len(_bare(text)) <= 3:
        return text.replace(".", "").removesuffix("'s").removesuffix("’s").isupper()
    if any_capital:
        return words[0].form[0].isupper()
    return text not in _NOT_IN_LOWER_CASE


@cache
def country_of(phrase: str) -> str | None:
    """ISO 3166-1 alpha-3 of the country a noun phrase points to, else None.

    The leftmost name, demonym, capital, metonym, region or large city counts, at every word the longest ("the Japanese
    ambassador to France" is JPN, "South Korea" is not "Korea"). Case counts, unless the phrase has no capital at all.
    A stance is no nationality: "pro-Russian", "U.S.-backed" give nothing. "Georgia" is the country (ISO 3166-1); a
    caller that knows better from the article overrides it.
    """
    words = _words(phrase)
    any_capital = any(char.isupper() for char in phrase)
    table, longest = _country_table()
    for hit in _scan(words, table, longest):
        found = words[hit.start : hit.end]
        if hit.value == _NO_COUNTRY or not _written_as_name(found, any_capital):
            continue
        before = _bare(words[hit.start - 1].form) if hit.start and _is_hyphen(words[hit.start].gap) else ""
        after = _bare(words[hit.end].form) if hit.end < len(words) and _is_hyphen(words[hit.end].gap) else ""
        if before in _STANCE_BEFORE or after in _STANCE_AFTER:
            continue
        return hit.value
    return None


def _is_hyphen(gap: str) -> bool:
    return gap in {"-", "‐", "‑", "–"}


@cache
def _igo_table() -> tuple[dict[tuple[str, ...], str], int]:
    entries: dict[str, str] = {}
    for code, name, other_names in igos().select("code", "name", "other_names").iter_rows():
        for surface in [name, *other_names]:
            if surface:
                entries.setdefault(surface, code)
    table = _by_key(entries)
    return table, max(map(len, table))


@cache
def igo_of(phrase: str) -> str | None:
    """CAMEO code of the intergovernmental organisation a noun phrase names, else None.

    The leftmost entry counts. Abbreviations must be in capitals ("WHO", never "who").
    """
    words = _words(phrase)
    table, longest = _igo_table()
    for hit in _scan(words, table, longest):
        found = words[hit.start : hit.end]
        abbreviation = len(found) == 1 and len(_bare(found[0].form)) <= 7
        form = found[0].form.removesuffix("'s").removesuffix("’s")
        if (form.isupper() or form in _mixed_case_igos()) if abbreviation else form[0].isupper():
            return hit.value
    return None


@cache
def _mixed_case_igos() -> frozenset[str]:
    """Short one-word names that are not written in capitals ("Interpol", "Nato")."""
    names = [surface for row in igos().select("name", "other_names").iter_rows() for surface in [row[0], *row[1]]]
    return frozenset(name for name in names if " " not in name and not name.isupper())


@cache
def _sector_table() -> tuple[dict[tuple[str, ...], str], int]:
    """Words of a role noun → weight and sector ("3MIL"); regular plurals are added."""
    rows = list(read_list("roles.csv").select("surface", "sector", "weight").iter_rows())
    table = _by_key({surface: f"{weight}{sector}" for surface, sector, weight in rows})
    for key, value in list(table.items()):
        table.setdefault((*key[:-1], _plural(key[-1])), value)
    return table, max(map(len, table))


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


@cache
def sector_of(phrase: str) -> str | None:
    """PLOVER sector (manual, draft 0.8) that the role nouns of a noun phrase point to, else None.

    The words before the first preposition decide, unless they hold no more than a weak role noun ("president", "head")
    and the rest says more ("president of the bank" is BUS, "president of the republic" GOV). Among equals the last
    word, the head of the noun phrase, counts ("military court" is JUD). A country's name alone has no sector: whether
    it stands for its government is the caller's matter.
    """
    words = _words(phrase)
    cut = next((i for i, word in enumerate(words) if i and word.form in _PREPOSITIONS), len(words))
    table, longest = _sector_table()
    # An entry may itself hold a preposition ("secretary of state"), so the whole phrase is scanned once.
    hits = list(_scan(words, table, longest))
    head = [hit for hit in hits if hit.start < cut]
    best = max(head, key=_strength, default=None)
    if best is None or best.value[0] == "1":
        best = max(hits, key=_strength, default=best)
    return best.value[1:] if best else None


def _strength(hit: _Hit) -> tuple[str, int]:
    return hit.value[0], hit.start
