"""Which of several places a name means: all names of one article are decided together.

Every candidate gets a score, and the best one counts:

- **prior**: how likely the name means the place without any context. For cities the decimal logarithm of inhabitants less 2.5
  (15,000 give 1.7, ten millions 4.5), with 2 more for a capital and no less than 3 for one; for regions the same less 2, for a
  country, an area, a sea or a territory in dispute 6: newspapers write of these far more often than their size says.
- **context**: 0.8 for each other mention of the candidate's country, 3 at most: strong enough to turn a famous city into its
  namesake where the article speaks of that country again and again, too weak to do so at one mention. A named region of the
  candidate gives 1 more, and so does a named city to its region.
- **qualifier**: a name after a comma or "in" that holds the candidate ("Paris, Texas") gives 6; one that cannot hold it takes 3.

Without a qualifier and without any context for its country, a city of fewer than 100,000 inhabitants is nothing to bet on: the
name gets no place. The numbers were set by hand on made-up articles and on the names of development texts.

Belongs here: the choice. Stays out: reading the gazetteer, and finding names and qualifiers in a text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log10
from typing import NamedTuple

from transforms.lexicons import country_of
from transforms.names import name_key
from transforms.places.gazetteer import Place, candidates

_COUNTRY, _AREA = 6.0, 6.0
_CAPITAL, _LEAST_CAPITAL = 2.0, 3.0
_CITY, _REGION = 2.5, 2.0
_MENTION, _MOST_CONTEXT, _NAMED_REGION = 0.8, 3.0, 1.0
_QUALIFIED, _CONTRADICTED = 6.0, -3.0
_NOUN = 2.0
_SHARED = 1.0
"""A country that shares its name with a region of another ("Georgia") has a prior of 5."""
_UNSUPPORTED = 100_000
_SAME_NAME = 1.2
"""A region that is named like its own chief city gives way to it ("New York"), unless the text says "state"."""


_STATES = {
    "Ala.": "Alabama", "Ariz.": "Arizona", "Ark.": "Arkansas", "Calif.": "California", "Colo.": "Colorado",
    "Conn.": "Connecticut", "Del.": "Delaware", "Fla.": "Florida", "Ga.": "Georgia", "Ill.": "Illinois", "Ind.": "Indiana",
    "Kan.": "Kansas", "Ky.": "Kentucky", "La.": "Louisiana", "Md.": "Maryland", "Mass.": "Massachusetts",
    "Mich.": "Michigan", "Minn.": "Minnesota", "Miss.": "Mississippi", "Mo.": "Missouri", "Mont.": "Montana",
    "Neb.": "Nebraska", "Nev.": "Nevada", "N.H.": "New Hampshire", "N.J.": "New Jersey", "N.M.": "New Mexico",
    "N.Y.": "New York", "N.C.": "North Carolina", "N.D.": "North Dakota", "Okla.": "Oklahoma", "Ore.": "Oregon",
    "Pa.": "Pennsylvania", "R.I.": "Rhode Island", "S.C.": "South Carolina", "S.D.": "South Dakota", "Tenn.": "Tennessee",
    "Tex.": "Texas", "Vt.": "Vermont", "Va.": "Virginia", "Wash.": "Washington", "W.Va.": "West Virginia",
    "Wis.": "Wisconsin", "Wyo.": "Wyoming",
}  # fmt: skip
"""Abbreviations of American states as news agencies write them after a city."""


class PlaceMention(NamedTuple):
    """A place's name as an article writes it.

    `qualifiers` are the names that follow it and may say where it lies; the flags tell whether a noun after it says what it is
    ("province", "city").
    """

    name: str
    qualifiers: tuple[str, ...] = ()
    is_region_noun: bool = False
    is_city_noun: bool = False


def resolve_places(mentions: Sequence[PlaceMention], countries: Mapping[str, int]) -> list[Place | None]:
    """A place for each mention, None where the gazetteer has none or the article gives no hold.

    `countries` is how often the article names each country (ISO 3166-1 alpha-3) by other words: peoples, organisations, roles.
    Equal mentions get equal places: the qualifier of one serves all.
    """
    choices = {mention.name: candidates(mention.name) for mention in mentions}
    support = Counter(countries)
    own: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        sure = _sure(choices[mention.name])
        if sure is not None and sure.country is not None:
            support[sure.country] += 1
            own[mention.name, sure.country] += 1
    regions = {name_key(mention.name) for mention in mentions}
    held = {(place.country, place.region) for places in choices.values() if (place := _sure(places)) is not None}
    decided: dict[str, tuple[float, Place | None]] = {}
    for mention in mentions:
        best = _best(mention, choices[mention.name], support, own, regions, held)
        if best is not None and (mention.name not in decided or best[0] > decided[mention.name][0]):
            decided[mention.name] = best
    return [decided.get(mention.name, (0.0, None))[1] for mention in mentions]


def _sure(places: tuple[Place, ...]) -> Place | None:
    """The place of a name that leaves no choice of country, or that is ten times as large as its namesakes.

    A country that shares its name with a region of another ("Georgia") is never sure.
    """
    if not places:
        return None
    if len({place.country for place in places}) == 1:
        return places[0]
    priors = sorted((_prior(place) for place in places), reverse=True)
    first = max(places, key=_prior)
    if first.kind == "country" and any(place.kind == "region" and place.country != first.country for place in places):
        return None
    return first if priors[0] - priors[1] >= 1.0 else None


def _best(
    mention: PlaceMention,
    places: tuple[Place, ...],
    support: Mapping[str, int],
    own: Mapping[tuple[str, str], int],
    regions: set[str],
    held: set[tuple[str | None, str | None]],
) -> tuple[float, Place | None] | None:
    scored = []
    for place in places:
        # what the name itself gave to its country is no context for it
        country = place.country or ""
        others = support.get(country, 0) - own.get((mention.name, country), 0)
        context = min(_MOST_CONTEXT, _MENTION * max(0, others))
        qualified = _qualified(mention, place)
        score = _prior(place) + context + qualified + _by_noun(mention, place)
        if place.region is not None and name_key(place.region) in regions - {name_key(mention.name)}:
            score += _NAMED_REGION
        if place.kind == "country" and any(p.kind == "region" and p.country != place.country for p in places):
            score -= _SHARED
        if place.kind == "region" and (place.country, place.name) in held:
            score += _NAMED_REGION
        if place.kind == "region" and not mention.is_region_noun and _has_city(place, places):
            score -= _SAME_NAME
        scored.append((score, context > 0 or qualified > 0, place))
    if not scored:
        return None
    score, has_hold, place = max(scored, key=lambda entry: (entry[0], entry[2].population, entry[2].key))
    if place.kind == "city" and place.population < _UNSUPPORTED and not has_hold and not place.is_capital:
        return None
    return score, place


def _prior(place: Place) -> float:
    if place.kind == "country":
        return _COUNTRY
    if place.kind in {"area", "sea", "disputed"}:
        return _AREA
    size = log10(max(place.population, 1))
    if place.kind == "region":
        return size - _REGION
    return max(size - _CITY + _CAPITAL, _LEAST_CAPITAL) if place.is_capital else size - _CITY


def _has_city(region: Place, places: tuple[Place, ...]) -> bool:
    return any(
        place.kind == "city" and place.country == region.country and place.region == region.name for place in places
    )


def _by_noun(mention: PlaceMention, place: Place) -> float:
    if mention.is_region_noun:
        return _NOUN if place.kind == "region" else 0.0
    if mention.is_city_noun:
        return _NOUN if place.kind == "city" else 0.0
    return 0.0


def _qualified(mention: PlaceMention, place: Place) -> float:
    """What the names after it say: the place lies in one of them, or cannot lie in the first that is a region or country."""
    if place.kind not in {"city", "region"}:
        return 0.0
    contradicted = 0.0
    for qualifier in mention.qualifiers:
        written_out = _STATES.get(qualifier, qualifier) if place.country == "USA" else qualifier
        if place.region is not None and name_key(written_out) == name_key(place.region):
            return _QUALIFIED
        holders = [holder for holder in candidates(written_out) if holder.kind in {"country", "region"}]
        if any(holder.kind == "country" and holder.country == place.country for holder in holders):
            return _QUALIFIED
        if place.kind == "city" and any(
            holder.country == place.country and holder.name == place.region for holder in holders
        ):
            return _QUALIFIED
        if holders and country_of(qualifier) is not None and not any(h.country == place.country for h in holders):
            contradicted = _CONTRADICTED
    return contradicted
