"""Countries and peoples: the lists, and the country that a noun phrase points to.

Belongs here: `countries.csv`, `peoples.csv` (peoples and misspelt names), `no_country.csv`. Stays out: organisations
(`transforms.lexicons.organisations`) and whether a country stands for its government (`transforms.events.codes`).
"""

from __future__ import annotations

from functools import cache

import polars as pl

from transforms.lexicons.matching import (
    Found,
    Hit,
    Key,
    Table,
    Word,
    found_at,
    hyphen_before,
    key_of,
    keyed,
    read_list,
    words_of,
)

_NO_COUNTRY = ""
_PEOPLE = "+"
"""Marks a people or region of `peoples.csv` in the table: "+NGA", or "+" where it has no single country."""
_NOT_IN_LOWER_CASE = frozenset({"chad", "china", "cook islands", "georgia", "guinea", "jordan", "oman", "polish",
                                "turkey", "turk", "swede", "dane", "pole", "finn", "scot", "tanzanite", "mali", "druze",
                                "nice"})  # fmt: skip
"""Names that are also common English words; in a phrase without any capital letter they are not names."""
_STANCE_BEFORE = frozenset({"pro", "anti", "non"})
_STANCE_AFTER = frozenset({"backed", "supported", "funded", "trained", "allied", "aligned", "friendly", "made", "bound",
                           "armed", "sponsored", "financed", "language", "speaking"})  # fmt: skip
_WHERE = frozenset({"in", "of", "from", "inside", "within"})


@cache
def countries() -> pl.DataFrame:
    """One row a country or territory of ISO 3166-1 (and Kosovo, XKX), sorted by code.

    Columns: `iso3`; `name` (common English); `other_names`, `demonyms`, `capitals`, `metonyms`, `institutions`,
    `places` (lists of strings; institutions are bodies whose own name tells the country, "FBI", "Knesset"; places are
    states, regions and large cities); `latitude`, `longitude` (degrees, the country's middle).
    """
    lists = ["other_names", "demonyms", "capitals", "metonyms", "institutions", "places"]
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
def institutions() -> dict[str, str]:
    """Casefolded bodies whose own name tells their country ("Knesset", "FBI") → ISO 3166-1 alpha-3."""
    return _surfaces("institutions")


@cache
def places() -> dict[str, str]:
    """Casefolded states, regions and large cities other than capitals → ISO 3166-1 alpha-3."""
    return _surfaces("places")


def is_listed_place(name: str) -> bool:
    """Whether the lists have the whole name as a country, a capital, a region or a large city; case does not count."""
    key = name.casefold()
    return key in country_names() or key in capitals() or key in places()


@cache
def country_common_names() -> dict[str, str]:
    """ISO 3166-1 alpha-3 → the country's common English name."""
    return dict(countries().select("iso3", "name").iter_rows())


@cache
def country_centres() -> dict[str, tuple[float, float]]:
    """ISO 3166-1 alpha-3 → latitude and longitude of the country's middle, in degrees."""
    return {iso3: (lat, lon) for iso3, lat, lon in countries().select("iso3", "latitude", "longitude").iter_rows()}


@cache
def peoples() -> dict[str, str | None]:
    """Casefolded names of peoples that are no nationality ("Yoruba") → the country where most of them live, None where
    no single country is their home ("Kurds").
    """
    rows = read_list("peoples.csv").filter(pl.col("kind") == "people").select("surface", "country")
    return {surface.casefold(): country for surface, country in rows.iter_rows()}


@cache
def _misspellings() -> dict[str, str]:
    rows = read_list("peoples.csv").filter(pl.col("kind") == "misspelling").select("surface", "country")
    return dict(rows.iter_rows())


@cache
def _no_country() -> frozenset[str]:
    """Names that hold a country's name or demonym but belong to no single country ("South China Sea")."""
    return frozenset(read_list("no_country.csv")["surface"])


@cache
def _country_table() -> Table:
    table: dict[Key, str] = keyed(dict.fromkeys(sorted(_no_country()), _NO_COUNTRY))
    for entries in (country_names(), demonyms(), metonyms(), institutions(), capitals(), places(), _misspellings()):
        for key, iso3 in keyed(entries).items():
            table.setdefault(key, iso3)
    for surface, country in (
        read_list("peoples.csv").filter(pl.col("kind") != "misspelling").select("surface", "country").iter_rows()
    ):
        table.setdefault(key_of(surface), _PEOPLE + (country or ""))
    return Table(table)


def _written_as_name(words: tuple[Word, ...], any_capital: bool) -> bool:
    """Whether the words may be a name: capitals, and for two letters all of them ("US", never "us" or "Us")."""
    text = " ".join(word.form for word in words)
    if len(words) == 1 and len(words[0].bare) <= 3:
        return text.replace(".", "").removesuffix("'s").removesuffix("’s").isupper() or (
            text[0].isupper() and words[0].bare in peoples()
        )
    if any_capital:
        return words[0].form[0].isupper()
    return text not in _NOT_IN_LOWER_CASE


@cache
def find_country(phrase: str) -> Found | None:
    """The country a noun phrase points to (ISO 3166-1 alpha-3) and the words that say so, else None.

    The leftmost name, demonym, capital, metonym, region or large city counts, at every word the longest ("the Japanese
    ambassador to France" is JPN, "South Korea" is not "Korea"). A people's name counts less than the country where its
    members are said to live: "ethnic Hungarians in Slovakia" is SVK, "Turkish Kurds" TUR, "Hausa traders" alone NGA.
    Case counts, unless the phrase has no capital at all. A stance is no nationality: "pro-Russian", "U.S.-backed" give
    nothing. "Georgia" is the country (ISO 3166-1); a caller that knows better from the article overrides it.
    """
    words = words_of(phrase)
    any_capital = any(char.isupper() for char in phrase)
    people: Hit | None = None
    for hit in _country_table().scan(words):
        if hit.value == _NO_COUNTRY or not _written_as_name(words[hit.start : hit.end], any_capital):
            continue
        if _is_stance(words, hit):
            continue
        if hit.value[0] == _PEOPLE or (hit.start and words[hit.start - 1].bare == "ethnic"):
            people = people or hit
            continue
        if people is not None and len(people.value) > 1 and not _lives_in(words, people, hit):
            break
        return found_at(words, hit, hit.value)
    iso3 = people.value.removeprefix(_PEOPLE) if people is not None else ""
    return found_at(words, people, iso3) if people is not None and iso3 else None


def _is_stance(words: tuple[Word, ...], hit: Hit) -> bool:
    """Whether the name is part of a stance towards the country ("pro-Russian", "U.S.-backed")."""
    return (hyphen_before(words, hit.start) and words[hit.start - 1].bare in _STANCE_BEFORE) or (
        hyphen_before(words, hit.end) and words[hit.end].bare in _STANCE_AFTER
    )


def _lives_in(words: tuple[Word, ...], people: Hit, country: Hit) -> bool:
    """Whether the country that follows a people's name is said to be where they live."""
    return any(word.form in _WHERE for word in words[people.end : country.start])


@cache
def country_of(phrase: str) -> str | None:
    """ISO 3166-1 alpha-3 of the country a noun phrase points to (`find_country`), else None."""
    found = find_country(phrase)
    return found.value if found is not None else None
