"""Countries: their names, their middles, their shapes. Stays out: drawing them (`charts`).

The shapes are Natural Earth's (public domain), derived by `tools/make_world.py`; so a map needs no tiles from outside.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("world.json")


@functools.cache
def _features() -> dict[str, dict[str, Any]]:
    found = json.loads(_FILE.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["iso3"]: feature for feature in found}


@functools.cache
def land() -> list[dict[str, Any]]:
    """GeoJSON features of every country that is large enough to be drawn, without properties."""
    return [
        {"type": "Feature", "geometry": feature["geometry"]}
        for feature in _features().values()
        if feature["geometry"] is not None
    ]


def name(iso3: str) -> str:
    """The English name of a country by its ISO 3166-1 alpha-3 code; the code itself where it is none."""
    feature = _features().get(iso3)
    return str(feature["properties"]["name"]) if feature else iso3


def middle(iso3: str) -> tuple[float, float] | None:
    """Latitude and longitude (degrees) of about the middle of a country; None where the code is none."""
    feature = _features().get(iso3)
    return (feature["properties"]["latitude"], feature["properties"]["longitude"]) if feature else None
