"""From the parser's entity labels to clean name spans: what is no part of a name is cut, what is no name dropped.

Stays out: whatever needs the rest of the article (`transforms.mentions.names`).
"""

from __future__ import annotations

import re

from transforms.lexicons import demonyms
from transforms.lexicons.reporting import reporting_words
from transforms.lexicons.titles import forms_of_address, role_nouns, titles
from transforms.mentions.document import Document, Span
from transforms.mentions.parts import parts, without_edges
from transforms.mentions.retyping import is_law, is_person_name, retype
from transforms.mentions.words import (
    ALL_PARTICLES,
    COMPOUND_TAILS,
    FURNITURE,
    GEOGRAPHIC_NOUNS,
    GLUED_TAILS,
    NO_NAMES,
    PARTICLES,
    PORTFOLIOS,
)
from transforms.tables.mentions import ENTITY_TYPES
from transforms.tags import TENSED

_POSSESSIVE = frozenset({"'s", "’s", "'S", "’S", "'", "’"})
_LEADING = frozenset({"the", "a", "an"})
_LETTER = re.compile(r"[^\W\d_]")
_NAME_STARTS = frozenset({"al", "el"})


def spans_of(document: Document) -> list[Span]:
    """The named spans of one article in order, trimmed and, where word lists or form decide, typed anew."""
    found = (
        _trimmed(document, *part, label)
        for first, last, label in _labelled(document)
        for part in parts(document, first, last, label)
    )
    return [span for span in found if span is not None]


def _labelled(document: Document) -> list[tuple[int, int, str]]:
    """Token ranges of equal label; a block's end ends a name, whatever the parser says."""
    found: list[tuple[int, int, str]] = []
    for token, label in enumerate(document.entity_type):
        if label is None:
            continue
        goes_on = (
            found
            and found[-1][1] == token
            and found[-1][2] == label
            and not document.is_entity_start[token]
            and document.block[token] == document.block[token - 1]
        )
        if goes_on:
            found[-1] = (found[-1][0], token + 1, label)
        else:
            found.append((token, token + 1, label))
    return [entry for entry in found if entry[2] in ENTITY_TYPES]


def _trimmed(document: Document, first: int, last: int, label: str) -> Span | None:
    form = document.form
    if _is_address(document, first, last):
        return None
    while first < last and (
        not form[first][0].isalnum() or (form[first].isupper() and form[first].casefold() in FURNITURE)
    ):
        first += 1
    while last > first and (form[last - 1] in _POSSESSIVE or not any(c.isalnum() or c == ")" for c in form[last - 1])):
        last -= 1
    while last - first > 1 and (
        form[first].casefold() in _LEADING
        or (form[first].islower() and form[first] not in _NAME_STARTS and not _opens_surname(document, first, label))
        or (document.xpos[first] == "VBG" and document.upos[first] == "VERB")
    ):
        first += 1
    if last > first and form[last - 1] == ")" and "(" not in form[first:last]:
        last -= 1
    last = without_edges(document, first, last, label)
    if label == "PERSON":
        first, last = without_titles(document, first, last)
        if last - first > 1 and _says(document, last - 1):
            last -= 1  # "Ruiz Said" in a headline
        last = _with_hyphenated_part(document, first, last)
    elif label == "LOC" and last < len(document) and form[last] in GEOGRAPHIC_NOUNS:
        last += document.block[last] == document.block[last - 1]
    if first >= last or _is_whole_short_block(document, first, last) or _is_portfolio(document, first, last):
        return None
    name = document.name(first, last)
    if is_law(name) or not _LETTER.search(name) or name.casefold() in NO_NAMES or not any(c.isupper() for c in name):
        return None
    span = Span(first, last, label, "ner", 0.8, name)
    retype(document, span)
    is_glued = any(name.endswith(tail) and name[-len(tail) - 1 :][:1].islower() for tail in GLUED_TAILS)
    return None if is_glued or (span.entity_type == "PERSON" and not is_person_name(name)) else span


def _says(document: Document, token: int) -> bool:
    return document.xpos[token] in TENSED and document.lemma[token].casefold() in reporting_words("verb")


def _opens_surname(document: Document, token: int, label: str) -> bool:
    """ "von der Marwitz", "bin Omar": a particle that the tagger labelled with the name it opens."""
    following = document.form[token + 1]
    return (
        label in {"PERSON", "ORG"}
        and document.form[token] in PARTICLES
        and (following[0].isupper() or following in PARTICLES)
    )


def without_titles(document: Document, first: int, last: int) -> tuple[int, int]:
    """The token range without honorifics and titles at its start and without lower-case words at either end."""
    form = document.form
    moved = True
    while moved and first < last:
        moved = False
        for size in (3, 2, 1):
            words = " ".join(form[first : first + size]).casefold()
            if first + size <= last and words != "don" and words in forms_of_address():
                first, moved = first + size, True
                break
    if (
        last - first > 1
        and form[first].casefold() in demonyms()
        and (last - first > 2 or form[first].endswith(("man", "woman")))
    ):
        first += 1
    while last - first > 2 and form[first].casefold() in role_nouns():
        first += 1
    while last - first > 1 and form[last - 1].islower() and form[last - 2] != "-":
        last -= 1
    while first < last and form[first].islower() and form[first] not in ALL_PARTICLES:
        first += 1
    return first, last


def _with_hyphenated_part(document: Document, first: int, last: int) -> int:
    """The end of a name whose part after a hyphen the tagger left out ("Kim Min" of "Kim Min-ji")."""
    form = document.form
    if last + 1 < len(document) and first < last and form[last] == "-" and document.touches_next(last - 1):
        tail = form[last + 1]
        is_name_part = tail.isalpha() and (tail[0].isupper() or (len(tail) <= 5 and tail not in COMPOUND_TAILS))
        if document.touches_next(last) and last - first > 1 and is_name_part:
            return last + 2
    return last


def _is_address(document: Document, first: int, last: int) -> bool:
    """Whether the span is of a handle, a hashtag, an e-mail or a web address."""
    forms = document.form[first:last]
    if any("@" in form or "://" in form or form.startswith(("www.", "#")) for form in forms):
        return True
    before = first - 1
    return before >= 0 and document.form[before] in {"@", "#"} and document.touches_next(before)


def _is_portfolio(document: Document, first: int, last: int) -> bool:
    """ "Health" in "Health Secretary", "State" in "Secretary of State"."""
    form = document.form
    if last - first > 1 or form[first].casefold() not in PORTFOLIOS:
        return False
    before_title = last < len(form) and form[last][0].isupper() and form[last].casefold() in titles()
    after_title = first > 1 and form[first - 1] == "of" and form[first - 2].casefold() in {"secretary", "minister"}
    return before_title or after_title


def _is_whole_short_block(document: Document, first: int, last: int) -> bool:
    """Whether the span is a line of its own of one word, as labels of sections and buttons are."""
    block = document.block
    alone = (first == 0 or block[first - 1] != block[first]) and (last == len(document) or block[last] != block[first])
    return alone and last - first == 1
