"""Entities: who and what a day's articles speak of, one row each, from the mentions and what they say.

Belongs here: weighing the evidence of several articles. Stays out: finding mentions and evidence (`transforms.mentions`), and
merging over days (dbt, `int_merged_entities`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from transforms.places.gazetteer import place_by_key
from transforms.tables import Entities
from transforms.tables.base import check, rows_to_frame

__all__ = ["entities_from_mentions"]

GENDER_LEAD = 3.0
"""Evidence for one gender must weigh three times that for the other; between them the gender is unknown."""

_ROLE_OF_COUNTERPART = "counterpart"
_LISTED = 1e6
"""What a value of the user's own list weighs: more than all articles together."""
_GENDER_METHODS = ("list", "honorific", "pronoun")
"""The best of several methods is named."""


class _Claim(NamedTuple):
    """A row of `entity_evidence`, as far as it is needed here."""

    article_id: str
    attribute: str
    value: str
    method: str
    confidence: float


class _Use(NamedTuple):
    """What the mentions of an entity come to."""

    entity_type: str
    names: Counter[str]
    surfaces: set[str]
    is_partial: bool
    mentions: int
    fetched_on: object


def entities_from_mentions(mentions: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """One row an entity of the day (`Entities`), sorted by `entity_id`, from a day's `Mentions` and `EntityEvidence`.

    Country and sector: the value with most confidence behind it over the articles (of equals, the first in the alphabet);
    one of the user's own list goes before all. Gender: where the evidence for one weighs three times that for the other.
    Raises `BrokenFrame` if a row breaks the declaration.
    """
    claims: dict[str, list[_Claim]] = defaultdict(list)
    columns = ("entity_id", "article_id", "attribute", "value", "method", "confidence")
    for entity_id, *rest in evidence.select(columns).sort(columns).iter_rows():
        claims[entity_id].append(_Claim(*rest))
    rows = [_row(entity_id, use, claims[entity_id]) for entity_id, use in sorted(_uses(mentions).items())]
    return check(rows_to_frame(rows, Entities), Entities)


def _uses(mentions: pl.DataFrame) -> dict[str, _Use]:
    found: dict[str, _Use] = {}
    types: dict[str, Counter[str]] = defaultdict(Counter)
    columns = ("entity_id", "entity_type", "canonical_name", "mention_text", "mention_kind", "is_partial", "fetched_on")
    counted = mentions.group_by(columns).agg(count=pl.len()).sort(columns)
    for entity_id, entity_type, name, text, kind, is_partial, day, count in counted.iter_rows():
        use = found.get(entity_id)
        if use is None:
            use = found[entity_id] = _Use(entity_type, Counter(), set(), is_partial, 0, day)
        use.names[name] += count
        if kind == "name":
            use.surfaces.add(" ".join(text.split()))
        types[entity_id][entity_type] += count
        found[entity_id] = use._replace(mentions=use.mentions + count)
    return {
        entity_id: use._replace(entity_type=_most(types[entity_id]) or use.entity_type)
        for entity_id, use in found.items()
    }


def _row(entity_id: str, use: _Use, claims: list[_Claim]) -> dict[str, object]:
    name = _most(use.names) or ""
    by_attribute: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        by_attribute[claim.attribute].append(claim)
    gender, gender_method = _gender(by_attribute["gender"])
    place = place_by_key(by_attribute["place"][0].value) if by_attribute["place"] else None
    role = _role(by_attribute["role"])
    return {
        "entity_id": entity_id,
        "fetched_on": use.fetched_on,
        "entity_type": use.entity_type,
        "canonical_name": name,
        "is_partial": use.is_partial,
        "aliases": sorted(use.surfaces - {name}),
        "country": _best(by_attribute["country"]),
        "claimed_by": sorted(place.claimed_by) if place is not None else [],
        "sector": _best(by_attribute["sector"]),
        "role_text": role,
        "office": _best(by_attribute["office"]) if role and _ROLE_OF_COUNTERPART in role.casefold() else None,
        "gender": gender,
        "gender_method": gender_method,
        "place_kind": place.kind if place is not None else None,
        "geonames_id": place.geonames_id if place is not None else None,
        "latitude": place.latitude if place is not None else None,
        "longitude": place.longitude if place is not None else None,
        "wikidata_qid": _best(by_attribute["wikidata"]),
        "mention_count": use.mentions,
    }


def _most(counts: Counter[str]) -> str | None:
    """The most frequent value, among equals the longest, then the first in the alphabet."""
    return min(counts, key=lambda value: (-counts[value], -len(value), value)) if counts else None


def _best(claims: Iterable[_Claim]) -> str | None:
    """The value with most confidence behind it; of equals the first in the alphabet."""
    weights = _weights(claims)
    return min(weights, key=lambda value: (-weights[value], value)) if weights else None


def _weights(claims: Iterable[_Claim]) -> dict[str, float]:
    """Value → the confidence behind it; one of the user's list outweighs all others."""
    weights: dict[str, float] = defaultdict(float)
    for claim in claims:
        weights[claim.value] += claim.confidence if claim.method != "list" else _LISTED
    return {value: round(weight, 6) for value, weight in weights.items()}


def _role(claims: list[_Claim]) -> str | None:
    """The role that most articles give, a real one before "counterpart"; of equals the longest."""
    own = [claim for claim in claims if _ROLE_OF_COUNTERPART not in claim.value.casefold()] or claims
    return _most(Counter(claim.value for claim in own))


def _gender(claims: list[_Claim]) -> tuple[str, str]:
    """Gender and what it was read from; contradictions that neither side outweighs give `unknown`."""
    weights = _weights(claims)
    if not weights:
        return "unknown", "none"
    first, *others = sorted(weights, key=lambda value: (-weights[value], value))
    if others and weights[first] < GENDER_LEAD * weights[others[0]]:
        return "unknown", "none"
    methods = {claim.method for claim in claims if claim.value == first}
    return first, next(method for method in _GENDER_METHODS if method in methods)
