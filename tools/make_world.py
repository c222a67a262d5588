"""Derive `dashboard/world.json` from Natural Earth's countries and the project's own list of countries.

    python -m tools.make_world --shapes naturalearth_lowres.shp --out dashboard/world.json

The shapes are Natural Earth's "Admin 0 – Countries" at 1:110 million (public domain) as the Python package geopandas 0.14.4
carries them (folder `datasets/naturalearth_lowres`; code BSD). Changes made here: offsets rounded to a tenth of a degree;
Antarctica left out; codes that Natural Earth leaves open are ISO 3166-1's; names and middles are those of
`transforms/lexicons/countries.csv`, which also has the countries that are too small for a shape.

Run by hand when the shapes are to be renewed, with pyshp installed beside; nothing of the product runs it.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
from pathlib import Path
from typing import Any

Ring = list[tuple[float, float]]

COUNTRIES = Path(__file__).parents[1] / "transforms" / "lexicons" / "countries.csv"
OTHER_CODES = {"France": "FRA", "Norway": "NOR", "Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM"}
"""Natural Earth has no ISO code for these. The last two are no ISO countries: their land is drawn with the state's."""


def shapes_by_country(path: Path) -> dict[str, list[list[Ring]]]:
    """ISO 3166-1 alpha-3 to polygons, each its outline and its holes."""
    import shapefile

    found: dict[str, list[list[Ring]]] = {}
    with shapefile.Reader(str(path)) as reader:
        for entry in reader.iterShapeRecords():
            record = entry.record.as_dict()
            code = OTHER_CODES.get(record["name"], record["iso_a3"])
            if code != "ATA":
                found.setdefault(code, []).extend(_polygons(entry.shape))
    return found


def _polygons(shape: Any) -> list[list[Ring]]:
    """Rings as they are: a shapefile's outlines run clockwise, which is what Vega's spherical projections want."""
    polygons: list[list[Ring]] = []
    for start, end in itertools.pairwise([*shape.parts, len(shape.points)]):
        rounded = [(round(x, 1), round(y, 1)) for x, y in shape.points[start:end]]
        ring = [point for point, before in zip(rounded, [None, *rounded], strict=False) if point != before]
        if len(ring) < 4:
            continue
        if _is_clockwise(ring) or not polygons:
            polygons.append([ring])
        else:
            polygons[-1].append(ring)
    return polygons


def _is_clockwise(ring: Ring) -> bool:
    return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in itertools.pairwise(ring)) > 0


def features(shapes: dict[str, list[list[Ring]]]) -> list[dict[str, Any]]:
    """A GeoJSON feature a country, in the order of the codes; those without a shape have no geometry."""
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        countries = {row["iso3"]: row for row in csv.DictReader(lines)}
    unknown = sorted(set(shapes) - set(countries))
    if unknown:
        raise SystemExit(f"No such country in {COUNTRIES.name}: {', '.join(unknown)}")
    return [
        {
            "type": "Feature",
            "properties": {
                "iso3": code,
                "name": row["name"],
                "longitude": float(row["longitude"]),
                "latitude": float(row["latitude"]),
            },
            "geometry": {"type": "MultiPolygon", "coordinates": shapes[code]} if code in shapes else None,
        }
        for code, row in sorted(countries.items())
        if row["latitude"]
    ]


def main() -> None:
    """Entry point of `python -m tools.make_world`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    collection = {"type": "FeatureCollection", "features": features(shapes_by_country(arguments.shapes))}
    arguments.out.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
