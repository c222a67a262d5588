"""Names that the tagger splits or misses but that their surroundings give away: particles, nicknames, credit lines.

Stays out: names that are found because the article has them elsewhere (`transforms.mentions.names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.lexicons import capitals, country_names, places
from transforms.lexicons.titles import honorifics, titles
from transforms.mentions.document import Document, Span
from transforms.mentions.spans import is_person_name
from transforms.mentions.words import AGENCIES, AMBIGUOUS_COUNTRIES, CREDIT_VERBS, PARTICLES, WEAK_PARTICLES

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d$")
_VOTES = frozenset({"election", "elections", "referendum", "by-election"})
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})


def with_patterns(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, in order and without overlap, joined and completed by the patterns of this module."""
    owner: list[Span | None] = [None] * len(document)
    for span in spans:
        owner[span.first : span.last] = [span] * span.size
    candidates = [*_joined_persons(document, owner), *_joined_places(document, spans), *_elections(document, spans)]
    candidates += [*_addressed(document, owner), *_credits(document), *_acronyms_in_brackets(document, spans)]
    for new in [*candidates, *_listed_places(document)]:
        old = {id(span): span for span in owner[new.first : new.last] if span is not None}.values()
        covers = all(new.first <= span.first and span.last <= new.last for span in old)
        larger = any(span.size < new.size for span in old) and new.method == "pattern+joined"
        if covers and (not old or larger):
            owner[new.first : new.last] = [new] * new.size
    return [span for token, span in enumerate(owner) if span is not None and span.first == token]


def _span(document: Document, first: int, last: int, entity_type: str, method: str, confidence: float) -> Span:
    return Span(first, last, entity_type, method, confidence, document.name(first, last))


def _is_capitalised(form: str) -> bool:
    return form[0].isupper() and any(c.islower() for c in form)


def _joined_persons(document: Document, owner: list[Span | None]) -> Iterator[Span]:
    """ "Ann von der Lee" and 'Ann "Speedy" Lee': names with something lower-case or quoted in their middle."""
    form = document.form
    for token in range(1, len(document) - 1):
        if form[token] in PARTICLES or form[token] in WEAK_PARTICLES:
            first, last = token - 1, token + 1
            while last < len(document) and form[last] in PARTICLES | WEAK_PARTICLES:
                last += 1
            strong = form[token] in PARTICLES
        elif form[token] in _QUOTES and token + 3 < len(document) and form[token + 2] in _QUOTES:
            first, last, strong = token - 1, token + 3, False
        elif form[token] in _QUOTES and token + 4 < len(document) and form[token + 3] in _QUOTES:
            first, last, strong = token - 1, token + 4, False
        else:
            continue
        if last >= len(document) or not _is_capitalised(form[first]) or not _is_capitalised(form[last]):
            continue
        if document.sentence[first] != document.sentence[last] or form[first].casefold() in titles():
            continue
        if form[first].casefold() in AMBIGUOUS_COUNTRIES or form[first] == "The":
            continue
        left, right = owner[first], owner[last]
        is_person = any(side is not None and side.entity_type == "PERSON" for side in (left, right))
        if not (is_person or (strong and document.upos[first] == document.upos[last] == "PROPN")):
            continue
        if left is not None and left.entity_type == "PERSON":
            first = left.first
        if right is not None and right.last - last <= 2:
            last = max(last, right.last - 1)
        yield _span(document, first, last + 1, "PERSON", "pattern+joined", 0.8)


def _joined_places(document: Document, spans: list[Span]) -> Iterator[Span]:
    """ "Washington, D.C." is one name."""
    for span in spans:
        if document.form[span.last : span.last + 2] == [",", "D.C."]:
            yield _span(document, span.first, span.last + 2, "GPE", "pattern+joined", 0.8)


def _elections(document: Document, spans: list[Span]) -> Iterator[Span]:
    """A place between a year and "election": the name of an event, not of the place ("1998 Ruritanian … election")."""
    for span in spans:
        year = span.first - 1
        if year < 0 or span.entity_type not in {"GPE", "NORP"} or not _YEAR.match(document.form[year]):
            continue
        for token in range(span.last, min(span.last + 4, len(document))):
            if document.sentence[token] != document.sentence[year] or not document.form[token][0].isalpha():
                break
            if document.form[token].casefold() in _VOTES:
                yield _span(document, year, token + 1, "EVENT", "pattern+joined", 0.75)
                break


def _addressed(document: Document, owner: list[Span | None]) -> Iterator[Span]:
    """ "Mr Lee", "Prince Lee": an honorific or a capitalised title before capitalised words without a label."""
    for token in range(len(document) - 1):
        form = document.form[token]
        key = form.casefold()
        if not form[0].isupper() or (key not in honorifics() and key not in titles()) or owner[token + 1] is not None:
            continue
        last = token + 1
        while (
            last < len(document)
            and last - token <= 3
            and owner[last] is None
            and _is_capitalised(document.form[last])
            and document.upos[last] == "PROPN"
            and document.sentence[last] == document.sentence[token]
            and document.form[last].casefold() not in titles()
        ):
            last += 1
        needed = 2 if key in honorifics() else 3
        if last - token >= needed and is_person_name(document.name(token + 1, last)):
            yield _span(document, token + 1, last, "PERSON", "pattern+title", 0.7)


def _credits(document: Document) -> Iterator[Span]:
    """Names in "(Reporting by A and B in X; Editing by C)" and "REUTERS/A B", and the agencies of picture credits."""
    form = document.form
    for token in range(len(document)):
        if form[token].isupper() and form[token].casefold() in AGENCIES and len(form[token]) > 2:
            before = form[token - 1] if token else ""
            if before != "©" and (before in {"via", "/"} or (token + 1 < len(document) and form[token + 1] == "/")):
                yield _span(document, token, token + 1, "ORG", "pattern+credit", 0.7)
                if token + 3 < len(document) and form[token + 1] == "/":
                    last = _name_end(document, token + 2)
                    if last - token >= 4:
                        yield _span(document, token + 2, last, "PERSON", "pattern+credit", 0.7)
        elif form[token] == "by" and token and form[token - 1].casefold() in CREDIT_VERBS:
            yield from _credited(document, token + 1)


def _credited(document: Document, token: int) -> Iterator[Span]:
    """Names of two or three words from the token on, as long as only commas and conjunctions part them."""
    while token < len(document):
        last = _name_end(document, token)
        if last - token >= 2 and is_person_name(document.name(token, last)):
            yield _span(document, token, last, "PERSON", "pattern+credit", 0.7)
        while (last < len(document) and document.form[last] == "in") or (
            last == token and _is_name_form(document, last)
        ):
            last = max(_name_end(document, last + 1), last + 1)
        if last >= len(document) or document.form[last] not in {",", "and", "&"}:
            return
        token = last + 1


def _is_name_form(document: Document, token: int) -> bool:
    return token < len(document) and _is_capitalised(document.form[token])


def _name_end(document: Document, token: int) -> int:
    """The token after a run of at most four capitalised words of one block, hyphens inside words included."""
    last = token
    while last < len(document) and last - token < 6 and document.block[last] == document.block[token]:
        joins = document.form[last] == "-" and last > token and document.touches_next(last - 1)
        after_hyphen = last > token and document.form[last - 1] == "-" and document.touches_next(last - 1)
        if not (joins or after_hyphen or _is_capitalised(document.form[last]) or document.form[last] in PARTICLES):
            break
        last += 1
    return last


def _acronyms_in_brackets(document: Document, spans: list[Span]) -> Iterator[Span]:
    """ "(USX)" after the organisation or product whose abbreviation it is."""
    for span in spans:
        token = span.last + 1
        if span.size > 1 and span.entity_type in {"ORG", "PRODUCT"} and token + 1 < len(document):
            form = document.form[token]
            in_brackets = document.form[token - 1] == "(" and document.form[token + 1] == ")"
            if in_brackets and form.isupper() and form.isalpha() and 2 <= len(form) <= 7:
                yield _span(document, token, token + 1, span.entity_type, "pattern+acronym", 0.8)


# ------------------------------------------------------------------------------------------- places of the lexicon


@cache
def _listed() -> dict[str, list[tuple[str, ...]]]:
    """First word → word sequences of unambiguous countries and capitals, and of cities of several words."""
    index: dict[str, list[tuple[str, ...]]] = {}
    several_words = (name for name in places() if " " in name)
    for name in sorted({*country_names(), *capitals(), *several_words}, key=lambda n: (-len(n), n)):
        if (
            name not in AMBIGUOUS_COUNTRIES
            and len(name) > 3
            and "." not in name
            and "-" not in name
            and "'" not in name
        ):
            words = tuple(name.split())
            index.setdefault(words[0], []).append(words)
    return index


def _listed_places(document: Document) -> Iterator[Span]:
    """Countries and capitals that have no label, written as names and not beside another name."""
    folded = [form.casefold() for form in document.form]
    for token, key in enumerate(folded):
        if key not in _listed() or not document.form[token][0].isupper():
            continue
        for words in _listed()[key]:
            last = token + len(words)
            if tuple(folded[token:last]) != words or document.block[token] != document.block[last - 1]:
                continue
            if all(form[0].isupper() for form in document.form[token:last]) and not _beside_name(document, token, last):
                yield _span(document, token, last, "GPE", "lexicon", 0.75)
            break


def _beside_name(document: Document, first: int, last: int) -> bool:
    for token in (first - 1, last):
        if 0 <= token < len(document) and document.sentence[token] == document.sentence[first]:
            form = document.form[token]
            if (_is_capitalised(form) and document.upos[token] == "PROPN") or form == "-":
                return True
    return False
