"""What an article says of a person beside the name: role, office, country, sector, and gender by a form of address.

The country is the one that a role belongs to ("Russian Defense Minister", "analyst at the Bank of Korea"), not one that it
deals with ("China expert", "envoy to France").

Stays out: finding the role (`transforms.mentions.roles`), organisations and places (`transforms.mentions.evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.lexicons import country_of, demonyms, find_country, find_sector
from transforms.lexicons.figures import figure_of, home_of
from transforms.lexicons.titles import gender_of_honorifics
from transforms.mentions.claims import Claim
from transforms.mentions.discourse import grammatical_role, head_of
from transforms.mentions.document import Document, Span

_PREPOSITION = re.compile(r"\b(in|on|to|for|about|against|with|of|at|from)\b")
_DEALS_WITH = re.compile(
    r"\b(?:experts?|critics?|specialists?|watchers?|analysts?|scholars?|historians?|correspondents?|hawks?)\b"
)
_SPEAKS_FOR = re.compile(
    r"\b(?:spokes\w+|adviser|advisor|lawyer|attorney|minister|secretary|press officer)\b", re.IGNORECASE
)
_COUNTERPART = re.compile(r"\bcounterpart\b", re.IGNORECASE)
_SENTENCES_TO_OFFICE = 2


def claims_of_person(document: Document, span: Span, spans: list[Span]) -> Iterator[Claim]:
    """The claims of one named mention; `spans` are all of the article, for counterparts and places."""
    yield from _honorific(document, span)
    start, end = document.start[span.first], document.end[span.last - 1]
    figure = figure_of(span.canonical)
    country = home_of(span.canonical)
    if country is not None:
        yield Claim(start, end, "country", country, "lexicon", 0.6 if figure is not None else 0.5)
    if figure is not None:
        yield Claim(start, end, "sector", figure[1], "lexicon", 0.5)
    if span.role is None:
        return
    first, last = span.role
    start, role = document.start[first], document.slice(first, last)
    trust = {"title": 0.9, "apposition": 0.85}.get(span.role_method, 0.75)
    yield Claim(start, document.end[last - 1], "role", document.name(first, last), span.role_method, trust)
    yield from _country_of_role(document, span, spans, trust)
    sector = find_sector(role)
    if sector is not None:
        yield Claim(start + sector.start, start + sector.end, "sector", sector.value, span.role_method, trust)
    if _COUNTERPART.search(role):
        yield from _office_of_counterpart(document, span, spans)


def _country_of_role(document: Document, span: Span, spans: list[Span], trust: float) -> Iterator[Claim]:
    """The country of the words before the first preposition, else of the body or place that follows it."""
    if span.role is None:
        return
    first, last = span.role
    start, role = document.start[first], document.slice(first, last)
    preposition = _PREPOSITION.search(role)
    own = role[: preposition.start()] if preposition else role
    found = find_country(own)
    if found is not None:
        if not _DEALS_WITH.search(own) or own[found.start : found.end].casefold() in demonyms():
            yield Claim(start + found.start, start + found.end, "country", found.value, span.role_method, trust)
        return
    if preposition is None:
        return
    word = preposition.group()
    if word in {"of", "at", "from", "with"} or (word == "for" and _SPEAKS_FOR.search(own)):
        rest = preposition.end()
        found = find_country(role[rest:])
        if found is not None:
            begin, end = start + rest + found.start, start + rest + found.end
            yield Claim(begin, end, "country", found.value, "organisation" if word != "of" else span.role_method, 0.75)
            return
    if word in {"of", "at", "from", "in", "with"} and not _DEALS_WITH.search(own):
        for other in spans:
            if (
                first <= other.first
                and other.last <= last
                and other.place is not None
                and other.place.country is not None
            ):
                begin, end = document.start[other.first], document.end[other.last - 1]
                yield Claim(begin, end, "country", other.place.country, "place", 0.6)
                return


def _office_of_counterpart(document: Document, span: Span, spans: list[Span]) -> Iterator[Claim]:
    """ "met his Japanese counterpart, …": the office of the subject of the sentence, else of the last person who has one."""
    offices = {
        other.entity_id: other.role
        for other in reversed(spans)
        if other.role is not None and other.kind == "name" and not _COUNTERPART.search(document.slice(*other.role))
    }
    office = next(
        (offices[other.entity_id] for other in _peers(document, span, spans) if other.entity_id in offices), None
    )
    if office is None:
        return
    first, last = office
    while first < last - 1 and _is_country_word(document, first):
        first += 1
    start, end = document.start[first], document.end[last - 1]
    yield Claim(start, end, "office", document.name(first, last), "counterpart", 0.8)
    sector = find_sector(document.slice(first, last))
    if sector is not None:
        yield Claim(start + sector.start, start + sector.end, "sector", sector.value, "counterpart", 0.8)


def _peers(document: Document, span: Span, spans: list[Span]) -> Iterator[Span]:
    """Other named persons near by, the likeliest first: subjects of the sentence, its others, then backwards."""
    sentence, block = document.sentence[span.first], document.block[span.first]
    zone = document.zone_of_block.get(block)
    others = [
        other
        for other in spans
        if other.entity_type == "PERSON"
        and other.kind == "name"
        and other.entity_id != span.entity_id
        and document.zone_of_block.get(document.block[other.first]) == zone
    ]
    here = [other for other in others if document.sentence[other.first] == sentence]
    yield from sorted(here, key=lambda other: grammatical_role(document, head_of(document, other))[0] != "subject")
    for other in reversed(others):
        if 0 < sentence - document.sentence[other.first] <= _SENTENCES_TO_OFFICE:
            yield other


def _is_country_word(document: Document, token: int) -> bool:
    form = document.form[token]
    return form in {"'s", "’s", "'", "’"} or form.casefold() in demonyms() or country_of(form) is not None


def _honorific(document: Document, span: Span) -> Iterator[Claim]:
    """The gender that the word right before the name or the end of the role shows ("Mrs", "Queen", "spokeswoman")."""
    token = span.first - 1
    if token >= 0 and document.sentence[token] == document.sentence[span.first]:
        form = document.form[token]
        gender = gender_of_honorifics().get(form.casefold())
        # "father Lee" may be "Lee's father", so a kinship noun counts only as a form of address.
        if gender is not None and (form[0].isupper() or form.endswith(("man", "woman"))):
            yield Claim(document.start[token], document.end[token], "gender", gender, "honorific", 0.9)
            return
    if span.role is None:
        return
    first, last = span.role
    preposition = next((t for t in range(first, last) if document.upos[t] == "ADP"), last)
    noun = preposition - 1
    if noun >= first:
        form = document.form[noun].casefold()
        gender = gender_of_honorifics().get(form)
        if gender is not None and form.endswith(("man", "woman")) and form != "chairman":
            yield Claim(document.start[noun], document.end[noun], "gender", gender, "honorific", 0.85)
