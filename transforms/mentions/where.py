"""Which place a place's name means, and whether it stands for a government: decided for all names of an article together.

Stays out: the gazetteer and the choice among its places (`transforms.places`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from transforms.lexicons import country_of, metonyms
from transforms.mentions.discourse import head_of
from transforms.mentions.document import Document, Span
from transforms.places.gazetteer import Place
from transforms.places.resolve import PlaceMention, resolve_places

_REGION_NOUNS = frozenset({"province", "prefecture", "region", "oblast", "governorate", "state", "canton", "county"})
_CITY_NOUNS = frozenset({"city", "town", "village", "municipality"})
_NOUNS_AFTER = (
    _REGION_NOUNS
    | _CITY_NOUNS
    | {"station", "airport", "base", "port", "prison", "stadium", "hospital", "university", "school"}
)
"""What may stand between a place's name and the comma before the name of where it lies."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MOST_QUALIFIERS = 3
_TYPE_OF_KIND = {"country": "GPE", "region": "GPE", "city": "GPE", "sea": "LOC", "area": "LOC"}
_LAND = frozenset({"island", "islands", "rocks", "heights", "peninsula", "strip", "bank", "glacier", "bay"})
_WHEREABOUTS = frozenset(
    {"in", "at", "near", "outside", "around", "inside", "across", "into", "through", "via", "on", "over"}
)
_ACTING = frozenset(
    {"with", "by", "between", "against", "among", "from", "to", "toward", "towards", "for", "than", "of"}
)
_OWN_MATTERS = frozenset(
    {"policy", "position", "stance", "decision", "claim", "demand", "interest", "move", "ambition", "problem", "concern",
     "relation", "tie", "ally", "offer", "proposal", "response", "view", "plan", "attempt", "effort", "refusal",
     "government", "envoy", "ambassador", "sovereignty", "support", "influence", "intention", "leadership"}
)  # fmt: skip


def place_names(document: Document, spans: list[Span]) -> None:
    """Give the place names among the spans their place, its type and name, and what the text says of where they lie."""
    wanted = [span for span in spans if span.entity_type in _PLACES]
    starts = {span.first: span for span in spans}
    qualifiers = [list(_qualifiers(document, span, starts)) for span in wanted]
    asked = [
        PlaceMention(
            span.name,
            tuple(q.name for q in found),
            _followed_by(document, span, _REGION_NOUNS),
            _followed_by(document, span, _CITY_NOUNS),
        )
        for span, found in zip(wanted, qualifiers, strict=True)
    ]
    for span, place in zip(wanted, resolve_places(asked, _countries_named(document, spans)), strict=True):
        if place is not None and span.entity_type != "FAC":
            _take(span, place)
    for span, found in zip(wanted, qualifiers, strict=True):
        _locate(span, found)
    for span in spans:
        span.is_metonym = span.entity_type != "PERSON" and _stands_for_government(document, span)


def _take(span: Span, place: Place) -> None:
    span.place = place
    if span.known is not None:
        return
    span.canonical = place.name
    span.entity_type = _TYPE_OF_KIND.get(place.kind) or ("LOC" if place.name.split()[-1].casefold() in _LAND else "GPE")


def _qualifiers(document: Document, span: Span, starts: dict[int, Span]) -> Iterator[Span]:
    """The place names that follow after a comma or "in": "Nagato, Yamaguchi prefecture, Japan"."""
    current = span
    for _ in range(_MOST_QUALIFIERS):
        token = current.last
        while token < len(document) and document.form[token] in _NOUNS_AFTER:
            token += 1
        if token + 1 >= len(document) or document.form[token] not in {",", "in"}:
            return
        following = starts.get(token + 1)
        if (
            following is None
            or following.entity_type not in _PLACES
            or document.block[token + 1] != document.block[span.first]
        ):
            return
        yield following
        current = following


def _followed_by(document: Document, span: Span, nouns: frozenset[str]) -> bool:
    after = span.last
    return after < len(document) and document.form[after].casefold() in nouns


def _countries_named(document: Document, spans: list[Span]) -> Counter[str]:
    """How often the article names each country by a people's name, an organisation's or a role."""
    named: Counter[str] = Counter()
    for span in spans:
        if span.entity_type in {"NORP", "ORG"}:
            country = country_of(span.name)
            if country is not None:
                named[country] += 1
        if span.role is not None:
            country = country_of(document.name(*span.role))
            if country is not None:
                named[country] += 1
    return named


def _locate(span: Span, qualifiers: list[Span]) -> None:
    """For a place that the gazetteer does not know: the country of the first name that says where it lies."""
    if span.place is not None:
        return
    for qualifier in qualifiers:
        country = qualifier.place.country if qualifier.place is not None else None
        if country is not None:
            span.located = qualifier.first, qualifier.last, country
            return


def _stands_for_government(document: Document, span: Span) -> bool:
    """Whether a capital or a seat acts or is dealt with: as a subject, or after "with", "between", "against"."""
    is_seat = span.name.casefold() in metonyms()
    if not is_seat and not (span.place is not None and span.place.is_capital):
        return False
    token = head_of(document, span)
    while document.deprel[token] == "conj" and document.head[token] != token:
        token = document.head[token]
    relation, head = document.deprel[token], document.head[token]
    if relation == "pobj":
        preposition = document.form[head].casefold()
        return preposition not in _WHEREABOUTS and (is_seat or preposition in _ACTING - {"from", "to", "of", "for"})
    if relation == "poss":
        return is_seat or document.lemma[head].casefold() in _OWN_MATTERS
    if relation in {"nsubj", "nsubjpass", "dobj", "dative"}:
        return relation == "nsubj" or is_seat
    return is_seat
