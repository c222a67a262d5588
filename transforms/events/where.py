"""Where an event took place, as far as its sentence says.

Belongs here: choosing the place among those that the sentence names. Stays out: which place a name means, with coordinates and
claims (`transforms.places`, by way of the mentions).
"""

from __future__ import annotations

from typing import NamedTuple

from transforms.events.actors import Actors
from transforms.events.parse import Parse
from transforms.events.party import MentionedEntity
from transforms.lexicons import country_centres, country_names, country_of

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PREPOSITIONS = ("in", "at", "near", "outside", "across", "inside", "off", "on", "along")


class Where(NamedTuple):
    """Place as written, country (ISO 3166-1 alpha-3), GeoNames number, degrees north and east of its middle, and whether
    another state claims it.
    """

    placename: str | None
    country: str | None
    geonames_id: str | None
    latitude: float | None
    longitude: float | None
    is_disputed: bool


NOWHERE = Where(None, None, None, None, None, False)


def place_of(
    parse: Parse,
    text: str,
    actors: Actors,
    predicate: int,
    arguments: list[int],
    taken: list[tuple[int | None, int | None]],
) -> Where:
    """The place in a phrase of the predicate or its arguments ("in Lima"), else the sentence's nearest other place.

    `taken` are the character ranges of actors and recipients; a name inside them is no place of the event.
    """
    for token in [predicate, *arguments]:
        found = parse.prepositions(token)
        for preposition in _PREPOSITIONS:
            for noun in found.get(preposition, []):
                if parse.entity[noun] in _PLACES or _is_place(actors.mention_covering(noun)):
                    return _where(parse, text, actors, noun)
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
            and not any(
                start is not None and end is not None and start <= parse.char_start[token] < end for start, end in taken
            )
            and (nearest is None or abs(token - predicate) < abs(nearest - predicate))
        ):
            nearest = token
        token += 1
    return _where(parse, text, actors, nearest) if nearest is not None else NOWHERE


def _is_place(mention: MentionedEntity | None) -> bool:
    return mention is not None and mention.entity_type in _PLACES


def _where(parse: Parse, text: str, actors: Actors, noun: int) -> Where:
    """The place at a noun; where the gazetteer does not know it ("Osan Air Base"), that of the place it lies in."""
    name = _name(parse, text, actors, noun)
    country, known = None, None
    for token in [noun, *_lies_in(parse, noun)]:
        mention = actors.mention_covering(token)
        here = mention if mention is not None and mention.entity_type in _PLACES else None
        if known is None and here is not None and here.latitude is not None:
            known = here
        country = (
            country or (here.country if here is not None else None) or country_of(_name(parse, text, actors, token))
        )
    if known is not None:
        return Where(
            name, known.country or country, known.geonames_id, known.latitude, known.longitude, bool(known.claimed_by)
        )
    if country is not None and country_names().get(name.casefold().removeprefix("the ")) == country:
        return Where(name, country, None, *country_centres()[country], False)
    return Where(name, country, None, None, None, False)


def _lies_in(parse: Parse, noun: int) -> list[int]:
    """The places that a place is said to lie in: "Osan Air Base in Pyeongtaek, South Korea"."""
    found: list[int] = []
    queue = [noun]
    while queue:
        token = queue.pop(0)
        inner = parse.with_dep(token, "appos", "npadvmod", "conj")
        inner = [child for child in inner if parse.entity[child] in _PLACES and child > token]
        inner += [child for child in parse.prepositions(token).get("in", []) if child > token]
        found += inner
        queue += inner
    return sorted(set(found))


def _name(parse: Parse, text: str, actors: Actors, noun: int) -> str:
    mention = actors.mention_covering(noun)
    if mention is not None and mention.entity_type in _PLACES:
        return text[mention.char_start : mention.char_end]
    start = noun
    while (
        start > 0
        and parse.entity[start - 1] == parse.entity[noun]
        and parse.sentence[start - 1] == parse.sentence[noun]
    ):
        start -= 1
    while start < noun and parse.upos[start] in ("DET", "PUNCT", "ADP"):
        start += 1
    return text[parse.char_start[start] : parse.char_end[noun]]
