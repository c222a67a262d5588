"""Where an event took place, as far as its sentence says.

Stays out: finding places in a text (mentions) and coordinates of places smaller than countries.
"""

from __future__ import annotations

from typing import NamedTuple

from transforms.events.parse import Parse
from transforms.lexicons import country_centres, country_names, country_of

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PREPOSITIONS = ("in", "at", "near", "outside", "across", "inside", "off", "on", "along")


class Where(NamedTuple):
    """Place as written, country (ISO 3166-1 alpha-3), degrees north and east where the place is a country."""

    placename: str | None
    country: str | None
    latitude: float | None
    longitude: float | None


NOWHERE = Where(None, None, None, None)


def place_of(
    parse: Parse, text: str, predicate: int, particle_tokens: list[int], taken: list[tuple[int, int]]
) -> Where:
    """The place in a phrase of the predicate or its object ("in Lima"), else the sentence's nearest other place.

    `taken` are the character ranges of actors and recipients; a name inside them is no place of the event.
    """
    for token in [predicate, *particle_tokens]:
        found = parse.prepositions(token)
        for preposition in _PREPOSITIONS:
            for noun in found.get(preposition, []):
                if parse.entity[noun] in _PLACES:
                    return _where(parse, text, noun)
    nearest: int | None = None
    sentence = parse.sentence[predicate]
    token = predicate
    while token > 0 and parse.sentence[token - 1] == sentence:
        token -= 1
    while token < len(parse.form) and parse.sentence[token] == sentence:
        if (
            parse.entity[token] == "GPE"
            and parse.dep[token] == "pobj"
            and parse.form[parse.head[token]].lower() in _PREPOSITIONS
            and not any(start <= parse.char_start[token] < end for start, end in taken)
            and (nearest is None or abs(token - predicate) < abs(nearest - predicate))
        ):
            nearest = token
        token += 1
    return _where(parse, text, nearest) if nearest is not None else NOWHERE


def _where(parse: Parse, text: str, noun: int) -> Where:
    start = noun
    while (
        start > 0
        and parse.entity[start - 1] == parse.entity[noun]
        and parse.sentence[start - 1] == parse.sentence[noun]
    ):
        start -= 1
    while start < noun and parse.upos[start] in ("DET", "PUNCT", "ADP"):
        start += 1
    name = text[parse.char_start[start] : parse.char_end[noun]]
    country = country_of(name)
    if country is None:
        for child in parse.with_dep(noun, "appos", "npadvmod"):
            country = country or country_of(parse.form[child])
        for inner in parse.prepositions(noun).get("in", []):
            country = country or country_of(parse.form[inner])
    key = name.casefold().removeprefix("the ")
    if country is not None and country_names().get(key) == country:
        latitude, longitude = country_centres()[country]
        return Where(name, country, latitude, longitude)
    return Where(name, country, None, None)
