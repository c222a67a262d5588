"""What an article says of the entities that it names, and with which words: role, country, sector, gender, place.

Country of an organisation: by its name, the list of known organisations, what stands before it or
after it ("Norwegian shipping company …", "…, a Norwegian think tank") or the place it is said to lie
in. Gender: by a form of address or a gendered role before the name, or by a pronoun whose link leaves no doubt; never by a
first name.

Stays out: persons (`transforms.mentions.person_evidence`), and weighing what several articles say (`transforms.entities`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.ids import stable_id
from transforms.lexicons import find_country, find_sector, igo_of, known_organisation
from transforms.lexicons.figures import home_of_group
from transforms.mentions.claims import Claim
from transforms.mentions.document import Document, Span
from transforms.mentions.person_evidence import claims_of_person
from transforms.mentions.pronouns import PRONOUNS
from transforms.mentions.weapons import weapon_country
from transforms.names import name_key

SURE_PRONOUN = 0.85
"""From this confidence on a pronoun's link says something about the gender of the person."""

_EDITION = re.compile(r"^[^\W\d_]+(?: News)? [^\W\d_]+$")
_ORG_NOUNS_AFTER = 10
_NO_HOME = "IMG"
"""CAMEO's code for militant groups without a home country."""


def evidence_rows(document: Document, spans: list[Span]) -> list[dict[str, object]]:
    """Rows of `entity_evidence` of one article, for each entity, attribute and value the best founded, else the first."""
    best: dict[tuple[str, str, str], Claim] = {}
    for span in spans:
        for claim in (*_of_list(document, span), *_claims(document, span, spans)):
            key = (span.entity_id, claim.attribute, claim.value)
            if key not in best or claim.confidence > best[key].confidence:
                best[key] = claim
    return [
        {
            "evidence_id": stable_id(document.article_id, *key),
            "entity_id": key[0],
            "article_id": document.article_id,
            "fetched_on": document.fetched_on,
            "attribute": claim.attribute,
            "value": claim.value,
            "char_start": claim.start,
            "char_end": claim.end,
            "evidence_text": document.text[claim.start : claim.end],
            "method": claim.method,
            "confidence": claim.confidence,
        }
        for key, claim in best.items()
    ]


def _of_list(document: Document, span: Span) -> Iterator[Claim]:
    """What the user's own list says, proved by nothing but the name."""
    if span.known is None or span.kind != "name":
        return
    start, end = document.start[span.first], document.end[span.last - 1]
    for attribute, value in (
        ("country", span.known.country),
        ("sector", span.known.sector),
        ("gender", span.known.gender),
        ("wikidata", span.known.wikidata_qid),
    ):
        if value is not None:
            yield Claim(start, end, attribute, value, "list", 1.0)


def _claims(document: Document, span: Span, spans: list[Span]) -> Iterator[Claim]:
    start, end = document.start[span.first], document.end[span.last - 1]
    if span.kind == "pronoun":
        if span.entity_type == "PERSON" and span.confidence >= SURE_PRONOUN:
            yield Claim(start, end, "gender", PRONOUNS[span.name.casefold()], "pronoun", span.confidence)
        return
    if span.kind == "nominal":
        return
    if span.place is not None:
        yield Claim(start, end, "place", span.place.key, "gazetteer", 0.9)
        if span.place.country is not None:
            yield Claim(start, end, "country", span.place.country, "gazetteer", 0.9)
        return
    if span.located is not None:
        first, last, country = span.located
        yield Claim(document.start[first], document.end[last - 1], "country", country, "place", 0.8)
    if span.entity_type == "PERSON":
        yield from claims_of_person(document, span, spans)
    elif span.entity_type == "ORG":
        yield from _of_organisation(document, span)
    elif span.entity_type in {"GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT"}:
        yield from _by_name(document, span)


# -------------------------------------------------------------------------------------------------- organisations


def _of_organisation(document: Document, span: Span) -> Iterator[Claim]:
    start, end = document.start[span.first], document.end[span.last - 1]
    name = document.slice(span.first, span.last)
    if name.replace(".", "") != span.canonical and _is_short_name(name, span.canonical):
        method = "brackets" if span.first > 0 and document.form[span.first - 1] == "(" else "initials"
        yield Claim(start, end, "short_name", name, method, 0.9 if method == "brackets" else 0.7)
    if igo_of(span.canonical) is not None:
        yield Claim(start, end, "sector", "IGO", "lexicon", 0.9)
        return
    known = known_organisation(span.canonical) or known_organisation(name)
    if known is not None:
        if known.country is not None:
            yield Claim(start, end, "country", known.country, "lexicon", 0.85)
        if known.sector is not None:
            yield Claim(start, end, "sector", known.sector, "lexicon", 0.85)
        return
    group = home_of_group(name)
    if group is not None:
        if group[0] != _NO_HOME:
            yield Claim(start, end, "country", group[0], "lexicon", 0.8)
        yield Claim(start, end, "sector", group[1], "lexicon", 0.8)
        return
    sector = find_sector(name)
    country = find_country(name)
    if country is not None and not _is_edition(name, country.start, sector.value if sector else None):
        yield Claim(start + country.start, start + country.end, "country", country.value, "name", 0.8)
    if sector is not None:
        yield Claim(start + sector.start, start + sector.end, "sector", sector.value, "name", 0.75)
    for first, last in _descriptions(document, span):
        begin, phrase = document.start[first], document.slice(first, last)
        said = find_country(phrase)
        if said is not None and country is None:
            yield Claim(begin + said.start, begin + said.end, "country", said.value, "description", 0.7)
        said = find_sector(phrase)
        if said is not None:
            yield Claim(begin + said.start, begin + said.end, "sector", said.value, "description", 0.8)


def _is_short_name(name: str, canonical: str) -> bool:
    return name.replace(".", "").isupper() and len(name) <= 8 and name_key(name) != name_key(canonical)


def _is_edition(name: str, country_start: int, sector: str | None) -> bool:
    """ "Tribune Brazil" is the edition of a foreign house as often as a Brazilian one: the name does not tell."""
    return sector == "MED" and country_start > 0 and _EDITION.match(name) is not None


def _descriptions(document: Document, span: Span) -> Iterator[tuple[int, int]]:
    """The nouns and adjectives right before the name, and an apposition with an indefinite article after it."""
    first = span.first
    while first > 0 and span.first - first < 6 and document.block[first - 1] == document.block[span.first]:
        is_word = document.upos[first - 1] in {"NOUN", "ADJ", "PROPN"} and document.form[first - 1][0].isalnum()
        if (
            not (is_word or document.form[first - 1] in {"'s", "’s", "-"})
            or document.sentence[first - 1] != document.sentence[span.first]
        ):
            break
        first -= 1
    if first < span.first and document.upos[span.first - 1] in {"NOUN", "ADJ"}:
        yield first, span.first
    after = span.last
    if after + 2 < len(document) and document.form[after] == "," and document.form[after + 1].casefold() in {"a", "an"}:
        last = after + 2
        while (
            last < len(document)
            and last - after < _ORG_NOUNS_AFTER
            and document.upos[last] in {"NOUN", "ADJ", "PROPN", "NUM"}
        ):
            last += 1
        if last > after + 2 and document.upos[last - 1] in {"NOUN", "PROPN"}:
            yield after + 2, last


# --------------------------------------------------------------------------------------------------------- others


def _by_name(document: Document, span: Span) -> Iterator[Claim]:
    """Country by the name itself ("Russian", "Tokyo Tower"), of a product also by the adjective before it."""
    start = document.start[span.first]
    if span.entity_type == "PRODUCT" and (maker := weapon_country(span.canonical)) is not None:
        end = document.end[span.last - 1]
        yield Claim(start, end, "country", maker, "lexicon", 0.7)
        yield Claim(start, end, "sector", "MIL", "lexicon", 0.7)
        return
    found = find_country(document.slice(span.first, span.last))
    if found is not None:
        yield Claim(start + found.start, start + found.end, "country", found.value, "name", 0.75)
        return
    if span.entity_type == "PRODUCT" and span.first > 0:
        for first, last in _descriptions(document, span):
            said = find_country(document.slice(first, last))
            if said is not None:
                begin = document.start[first]
                yield Claim(begin + said.start, begin + said.end, "country", said.value, "description", 0.7)
