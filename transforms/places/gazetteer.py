"""The gazetteer: countries, first-level regions and cities of GeoNames, and the project's own list of seas, areas and territories
in dispute.

Belongs here: reading `places.csv` (GeoNames, CC BY 4.0; made by `tools/make_places.py`, see `transforms/lexicons/LICENSES.md`),
`areas.csv` and `place_names.csv` (own work), and looking names up. Stays out: which of several places is meant
(`transforms.places.resolve`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import polars as pl

from transforms.lexicons import countries, country_centres, read_list
from transforms.lexicons.matching import all_names
from transforms.names import name_key

KINDS = ("country", "region", "city", "sea", "area", "disputed")

_ADMINISTRATIVE = re.compile(
    r"^(?:the )?(.+?) (province|prefecture|region|oblast|governorate|state|canton|county|district|city|municipality)$"
)


class Place(NamedTuple):
    """A place of the gazetteer.

    `key` names it for good: the GeoNames number, else kind, country and name. `country` is ISO 3166-1 alpha-3, None for seas and
    for areas of several countries; `claimed_by` are the other countries that claim it. Degrees north and east, inhabitants.
    """

    key: str
    geonames_id: str | None
    name: str
    kind: str
    country: str | None
    claimed_by: tuple[str, ...]
    region: str | None
    latitude: float | None
    longitude: float | None
    population: int
    is_capital: bool


def candidates(name: str) -> tuple[Place, ...]:
    """The places of that name, countries and areas first, then by inhabitants; case, accents, dots and "the" do not count.

    "X province" is looked up as it stands, then as "X", where regions go before cities.
    """
    key = name_key(name).removeprefix("the ")
    found = _index().get(key)
    if found is None and (shorter := _ADMINISTRATIVE.match(key)):
        named = _index().get(shorter.group(1), ())
        wanted = "city" if shorter.group(2) in {"city", "municipality"} else "region"
        found = tuple(place for place in named if place.kind == wanted) or named
    return found or ()


def place_by_key(key: str) -> Place | None:
    """The place of that key."""
    return _by_key().get(key)


@cache
def _by_key() -> dict[str, Place]:
    return {place.key: place for places in _index().values() for place in places}


@cache
def _index() -> dict[str, tuple[Place, ...]]:
    """Key of a name → its places."""
    found: dict[str, list[Place]] = {}
    for place, names in (*_areas(), *_countries(), *_geonames()):
        for name in names:
            entries = found.setdefault(name_key(name).removeprefix("the "), [])
            if place not in entries:
                entries.append(place)
    return {key: tuple(sorted(entries, key=_order)) for key, entries in found.items()}


def _order(place: Place) -> tuple[bool, int, str]:
    return place.kind in {"city", "region"}, -place.population, place.key


def _areas() -> list[tuple[Place, list[str]]]:
    rows = read_list("areas.csv").select(
        "name", "other_names", "kind", "country", "claimed_by", "latitude", "longitude", "geonames_id"
    )
    return [
        (
            Place(
                geonames_id or f"{kind}:{country or ''}:{name_key(name)}", geonames_id, name, kind, country,
                _codes(claimed), None, float(latitude), float(longitude), 0, False,
            ),
            all_names(name, others),
        )
        for name, others, kind, country, claimed, latitude, longitude, geonames_id in rows.iter_rows()
    ]  # fmt: skip


def _countries() -> list[tuple[Place, list[str]]]:
    """The project's countries with GeoNames' numbers and inhabitants."""
    known = {
        row[2]: row
        for row in _table().filter(kind="country").select("geonames_id", "population", "country").iter_rows()
    }
    claims = {row[0]: row[1] for row in read_list("claims.csv").iter_rows()}
    found = []
    for iso3, name, others in countries().select("iso3", "name", "other_names").iter_rows():
        geonames_id, population, _ = known.get(iso3, (None, "0", iso3))
        latitude, longitude = country_centres()[iso3]
        place = Place(
            geonames_id or f"country:{iso3}", geonames_id, name, "country", iso3, _codes(claims.get(iso3)), None, latitude,
            longitude, int(population), False,
        )  # fmt: skip
        found.append((place, [name, *others]))
    return found


def _codes(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _geonames() -> list[tuple[Place, list[str]]]:
    """Regions and cities; a further name belongs to the city of that name, else to the region."""
    extra: dict[tuple[str, str], list[str]] = {}
    for name, country, other in read_list("place_names.csv").select("name", "country", "other_name").iter_rows():
        extra.setdefault((name, country), []).append(other)
    found = []
    columns = (
        "geonames_id", "kind", "name", "country", "region", "is_capital", "latitude", "longitude", "population", "other_names",
    )  # fmt: skip
    rows = _table().filter(pl.col("kind") != "country").select(columns).iter_rows()
    cities = set(_table().filter(kind="city").select("name", "country").iter_rows())
    for geonames_id, kind, name, country, region, capital, latitude, longitude, population, others in rows:
        place = Place(
            geonames_id or f"{kind}:{country}:{name_key(name)}", geonames_id, name, kind, country, (), region,
            float(latitude), float(longitude), int(population), capital is not None,
        )  # fmt: skip
        more = extra.get((name, country), []) if kind == "city" or (name, country) not in cities else []
        found.append((place, [*all_names(name, others), *more]))
    return found


@cache
def _table() -> pl.DataFrame:
    return read_list("places.csv")
