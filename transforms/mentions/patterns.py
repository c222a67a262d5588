"""Names that the tagger splits or misses but that their surroundings give away: particles, nicknames, titles, first names.

Stays out: names that are found because the article has them elsewhere (`transforms.mentions.names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.lexicons import capitals, country_names, places
from transforms.lexicons.titles import forms_of_address, honorifics, titles
from transforms.mentions.document import Document, Span
from transforms.mentions.furniture import acronyms_in_brackets, credit_lines, datelines, retype_brackets
from transforms.mentions.layout import Owners, held_in, is_capitalised, new_span, owners_of, put, spans_in_order
from transforms.mentions.listed import with_listed
from transforms.mentions.lists import align_lists
from transforms.mentions.phrases import phrases
from transforms.mentions.retyping import (
    after_company_noun,
    before_facility_noun,
    first_names,
    is_person_name,
    looks_like_person,
)
from transforms.mentions.teams import name_teams
from transforms.mentions.weapons import with_weapons
from transforms.mentions.words import ALL_PARTICLES, AMBIGUOUS_COUNTRIES, PARTICLES, TITLES_IN_NAMES
from transforms.tags import TIMES

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d$")
_VOTES = frozenset({"election", "elections", "referendum", "by-election"})
_PRONOUNS = frozenset(
    {"I", "He", "She", "We", "You", "They", "It", "Who", "What", "Why", "How", "This", "That", "The", "Is", "Was"}
)
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})


def with_patterns(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, in order and without overlap, joined and completed by the patterns of this module."""
    owner = owners_of(document, spans)
    capital = [token for token, form in enumerate(document.form) if form[0].isupper()]
    candidates = [*_joined_persons(document, owner), *_joined_places(document, spans), *_elections(document, spans)]
    candidates += [*_addressed(document, owner, capital), *credit_lines(document)]
    candidates += [*phrases(document, owner, capital), *datelines(document), *_by_neighbours(document, owner, capital)]
    retype_brackets(document, owner)
    for new in [*candidates, *_listed_places(document, capital)]:
        old = held_in(owner, new.first, new.last)
        covers = all(new.first <= span.first and span.last <= new.last for span in old)
        larger = any(span.size < new.size for span in old) and new.method == "pattern+joined"
        larger |= new.method == "pattern+dateline"
        if covers and (not old or larger):
            put(owner, new)
    found = with_listed(document, _with_acronyms(document, spans_in_order(owner)))
    align_lists(document, found)
    name_teams(document, found)
    return with_weapons(document, found)


def _with_acronyms(document: Document, spans: list[Span]) -> list[Span]:
    taken = {span.first for span in spans}
    new = [span for span in acronyms_in_brackets(document, spans) if span.first not in taken]
    return sorted([*spans, *new], key=lambda span: span.first) if new else spans


def _joined_persons(document: Document, owner: Owners) -> Iterator[Span]:
    """ "Ann von der Lee" and 'Ann "Speedy" Lee': names with something lower-case or quoted in their middle."""
    form = document.form
    for token in range(1, len(document) - 1):
        if form[token] in ALL_PARTICLES:
            first, last = token - 1, token + 1
            while last < len(document) and form[last] in ALL_PARTICLES:
                last += 1
            strong = form[token] in PARTICLES
        elif form[token] in _QUOTES and token + 3 < len(document) and form[token + 2] in _QUOTES:
            first, last, strong = token - 1, token + 3, False
        elif form[token] in _QUOTES and token + 4 < len(document) and form[token + 3] in _QUOTES:
            first, last, strong = token - 1, token + 4, False
        else:
            continue
        if last >= len(document) or not is_capitalised(form[first]) or not is_capitalised(form[last]):
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
        yield new_span(document, first, last + 1, "PERSON", "pattern+joined", 0.8)


def _joined_places(document: Document, spans: list[Span]) -> Iterator[Span]:
    """ "Washington, D.C." is one name."""
    for span in spans:
        if document.form[span.last : span.last + 2] == [",", "D.C."]:
            yield new_span(document, span.first, span.last + 2, "GPE", "pattern+joined", 0.8)


def _elections(document: Document, spans: list[Span]) -> Iterator[Span]:
    """A place between a year and "election": the name of an event, not of the place ("1998 Ruritanian … election")."""
    for span in spans:
        year = span.first - 1
        if year < 0 or span.entity_type not in {"GPE", "NORP", "ORG"} or not _YEAR.match(document.form[year]):
            continue
        for token in range(span.last, min(span.last + 4, len(document))):
            if document.sentence[token] != document.sentence[year] or not document.form[token][0].isalpha():
                break
            if document.form[token].casefold() in _VOTES:
                last = _with_place(document, spans, token + 1) if document.upos[span.first] == "PROPN" else token + 1
                yield new_span(document, year, last, "EVENT", "pattern+joined", 0.75)
                break


def _with_place(document: Document, spans: list[Span], last: int) -> int:
    """The end of "… election in Ruritania", if the place ends the title: no further name and no comma follow."""
    if document.form[last : last + 1] != ["in"]:
        return last
    start = last + 1 + (document.form[last + 1 : last + 2] == ["the"])
    return next((span.last for span in spans if span.first == start and span.entity_type == "GPE"), last)


def _addressed(document: Document, owner: Owners, capital: list[int]) -> Iterator[Span]:
    """ "Mr Lee", "Prince Lee": an honorific or a capitalised title before capitalised words without a label."""
    for token in capital:
        key = document.form[token].casefold()
        if key not in forms_of_address() or token + 1 == len(document) or owner[token + 1] is not None:
            continue
        last = token + 1
        while (
            last < len(document)
            and last - token <= 3
            and owner[last] is None
            and is_capitalised(document.form[last])
            and document.upos[last] == "PROPN"
            and document.sentence[last] == document.sentence[token]
            and document.form[last].casefold() not in titles()
        ):
            last += 1
        needed = 2 if key in honorifics() or key in TITLES_IN_NAMES else 3
        if last - token >= needed and is_person_name(document.name(token + 1, last)):
            yield new_span(document, token + 1, last, "PERSON", "pattern+title", 0.7)


def _by_neighbours(document: Document, owner: Owners, capital: list[int]) -> Iterator[Span]:
    """ "Ingrid Solberg" without a label, or with one on "Ingrid" alone; names without one in "the miner X", "X prison"."""
    given = first_names()
    for token in capital[: -1 if capital and capital[-1] == len(document) - 1 else None]:
        form, left = document.form[token], owner[token]
        single = left is not None and left.size == 1 and left.entity_type in {"PERSON", "NORP", "GPE", "ORG"}
        if form in given and (left is None or single) and owner[token + 1] is None:
            last = token + 1
            while last < len(document) and last - token < 3 and owner[last] is None and _may_follow(document, last):
                last += 1
            name = document.name(token, last)
            after_hyphen = token > 0 and document.form[token - 1] == "-" and document.touches_next(token - 1)
            if last > token + 1 and not after_hyphen and looks_like_person(name) and is_person_name(name):
                yield new_span(document, token, last, "PERSON", "pattern+joined", 0.75)
        elif left is None and _may_open(document, token) and after_company_noun(document, token, token + 1):
            last = token + 1
            while last < len(document) and last - token < 3 and owner[last] is None and _may_follow(document, last):
                last += 1
            yield new_span(document, token, last, "ORG", "pattern+noun", 0.7)
        elif left is None and _may_open(document, token) and before_facility_noun(document, token, token + 1):
            first = token
            while first > 0 and token - first < 2 and owner[first - 1] is None and _may_open(document, first - 1):
                first -= 1
            yield new_span(document, first, token + 1, "FAC", "pattern+noun", 0.7)


def _may_open(document: Document, token: int) -> bool:
    """Whether a body's name may start here: no day, no title, no abbreviation of two letters."""
    form = document.form[token]
    is_day = document.entity_type[token] in TIMES
    return document.upos[token] == "PROPN" and len(form) > 2 and not is_day and form.casefold() not in titles()


def _may_follow(document: Document, token: int) -> bool:
    form = document.form[token]
    return (
        is_capitalised(form)
        and document.upos[token] == "PROPN"
        and form not in _PRONOUNS
        and document.sentence[token] == document.sentence[token - 1]
        and form.casefold() not in titles()
    )


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


def _listed_places(document: Document, capital: list[int]) -> Iterator[Span]:
    """Countries and capitals that have no label, written as names and not beside another name."""
    listed, form = _listed(), document.form
    for token in capital:
        for words in listed.get(form[token].casefold(), ()):
            last = token + len(words)
            if (
                tuple(word.casefold() for word in form[token:last]) != words
                or document.block[token] != document.block[last - 1]
            ):
                continue
            if all(word[0].isupper() for word in form[token:last]) and not _beside_name(document, token, last):
                yield new_span(document, token, last, "GPE", "lexicon", 0.75)
            break


def _beside_name(document: Document, first: int, last: int) -> bool:
    for token in (first - 1, last):
        if 0 <= token < len(document) and document.sentence[token] == document.sentence[first]:
            form = document.form[token]
            touches = document.touches_next(token if token < first else last - 1)
            if (is_capitalised(form) and document.upos[token] == "PROPN") or (form == "-" and touches):
                return True
    return False
