"""From the parser's entity labels to clean name spans: what is no part of a name is cut, what is no name dropped.

Stays out: whatever needs the rest of the article (`transforms.mentions.names`).
"""

from __future__ import annotations

import re

from transforms.lexicons import capitals, country_names, country_of, demonyms, igo_of, places
from transforms.lexicons.titles import honorifics, role_nouns, titles
from transforms.mentions.document import Document, Span
from transforms.mentions.words import (
    ADMINISTRATIVE_NOUNS,
    AMBIGUOUS_COUNTRIES,
    COMPOUND_TAILS,
    GEOGRAPHIC_NOUNS,
    GLUED_TAILS,
    NO_NAMES,
    NOT_PERSONS,
    PARTICLES,
    TYPE_BY_LAST_WORD,
    WEAK_PARTICLES,
)
from transforms.tables.mentions import ENTITY_TYPES

_POSSESSIVE = frozenset({"'s", "’s", "'S", "’S", "'", "’"})
_LEADING = frozenset({"the", "a", "an"})
_GLUED = re.compile(r"[a-zà-ÿ]{2}[A-ZÀ-Þ][a-zà-ÿ]")
_GLUED_PARTS = re.compile(r"^(?:Mac|Mc|De|Di|Le|La|Fitz|Van|Vander|Della|Abdel|Abdul|Saint)[A-ZÀ-Þ]")
_LETTER = re.compile(r"[^\W\d_]")
_NAME_STARTS = frozenset({"al", "el"})


def spans_of(document: Document) -> list[Span]:
    """The named spans of one article in order, trimmed and, where word lists or form decide, typed anew."""
    found = (_trimmed(document, *labelled) for labelled in _labelled(document))
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
    while first < last and not form[first][0].isalnum():
        first += 1
    while last > first and (form[last - 1] in _POSSESSIVE or not any(c.isalnum() or c == ")" for c in form[last - 1])):
        last -= 1
    while last - first > 1 and (
        form[first].casefold() in _LEADING
        or (form[first].islower() and form[first] not in _NAME_STARTS)
        or (document.xpos[first] == "VBG" and document.upos[first] == "VERB")
    ):
        first += 1
    if last > first and form[last - 1] == ")" and "(" not in form[first:last]:
        last -= 1
    if label == "PERSON":
        first, last = without_titles(document, first, last)
        last = _with_hyphenated_part(document, first, last)
    elif label == "LOC" and last < len(document) and form[last] in GEOGRAPHIC_NOUNS:
        last += document.block[last] == document.block[last - 1]
    if first >= last or _is_whole_short_block(document, first, last):
        return None
    name = document.name(first, last)
    if not _LETTER.search(name) or name.casefold() in NO_NAMES or not any(c.isupper() for c in name):
        return None
    span = Span(first, last, label, "ner", 0.8, name)
    _retype(document, span)
    is_glued = any(name.endswith(tail) and name[-len(tail) - 1 :][:1].islower() for tail in GLUED_TAILS)
    return None if is_glued or (span.entity_type == "PERSON" and not is_person_name(name)) else span


def without_titles(document: Document, first: int, last: int) -> tuple[int, int]:
    """The token range without honorifics and titles at its start and without lower-case words at either end."""
    form = document.form
    moved = True
    while moved and first < last:
        moved = False
        for size in (3, 2, 1):
            words = " ".join(form[first : first + size]).casefold()
            if first + size <= last and words != "don" and (words in titles() or words in honorifics()):
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
    while first < last and form[first].islower() and form[first] not in PARTICLES | WEAK_PARTICLES:
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


def _is_whole_short_block(document: Document, first: int, last: int) -> bool:
    """Whether the span is a line of its own of one word, as labels of sections and buttons are."""
    block = document.block
    alone = (first == 0 or block[first - 1] != block[first]) and (last == len(document) or block[last] != block[first])
    return alone and last - first == 1


def is_person_name(name: str) -> bool:
    """Whether the string may be a person's name: no digits, no words grown together, not too many words."""
    words = name.split()
    if any(c.isdigit() or c in "©@/#&:;" for c in name) or len(words) > 6 or name.casefold() in NOT_PERSONS:
        return False
    return not any(_GLUED.search(word) and not _GLUED_PARTS.match(word) for word in words)


def _retype(document: Document, span: Span) -> None:
    """What the word lists know better than a statistical tagger. Ambiguous names ("Jordan") keep a person's label."""
    key = span.name.casefold()
    words = key.split()
    label = span.entity_type
    if label == "PERSON" and (key in NOT_PERSONS or _ends_with_country(words)):
        label = "ORG"
    by_last_word = next((t for t, last_words in TYPE_BY_LAST_WORD.items() if words[-1] in last_words), None)
    if key in demonyms() and label != "NORP" and key not in capitals():
        label = "NORP"
    elif (is_place_name(span.name) and (label != "PERSON" or key not in AMBIGUOUS_COUNTRIES)) or (
        key in places() and label in {"ORG", "NORP", "PRODUCT"} and (" " in key or _in_place_position(document, span))
    ):
        label = "GPE"
    elif label not in {"ORG", "NORP"} and (span.name.isupper() or " " in key) and igo_of(span.name) is not None:
        label = "ORG" if span.size < 5 and country_of(span.name) is None else label
    elif by_last_word is not None and len(words) > 1 and not (by_last_word == "LOC" and label in {"GPE", "FAC"}):
        label = by_last_word
    elif label in {"ORG", "PERSON", "NORP", "PRODUCT"} and _in_place_position(document, span):
        label = "GPE"
    elif label not in {"PERSON", "NORP"} and after_role_noun(document, span) and is_person_name(span.name):
        label = "PERSON"
    if label != span.entity_type:
        span.entity_type, span.method, span.confidence = label, "ner+retyped", 0.75


def _ends_with_country(words: list[str]) -> bool:
    return len(words) > 1 and words[-1] in country_names() and words[-1] not in AMBIGUOUS_COUNTRIES


def _in_place_position(document: Document, span: Span) -> bool:
    """Whether the text treats the name as a place: "in X, Y" before a place's name, or "X province"."""
    after, before = span.last, span.first - 1
    if after >= len(document) or document.block[after] != document.block[span.first] or " of " in span.name:
        return False
    if document.form[after] in ADMINISTRATIVE_NOUNS:
        return True
    follows_preposition = before >= 0 and document.form[before].casefold() in {"in", "near"}
    if not follows_preposition or document.form[after] != "," or after + 1 >= len(document):
        return False
    return document.entity_type[after + 1] == "GPE" or document.form[after + 1].casefold() in country_names()


def is_place_name(name: str) -> bool:
    """Whether the whole name, as written, is a country's or a capital's."""
    key = name.casefold()
    return (key in country_names() or key in capitals()) and country_of(name) is not None


def after_role_noun(document: Document, span: Span) -> bool:
    """Whether a role noun in the singular stands right before a name of two to four capitalised words."""
    before = span.first - 1
    if before < 0 or not 2 <= span.size <= 4 or document.block[before] != document.block[span.first]:
        return False
    words = document.form[span.first : span.last]
    if document.form[before].casefold() not in role_nouns() or document.xpos[before] in {"NNS", "NNPS"}:
        return False
    return all(w[0].isupper() and not w.isupper() for w in words) and country_of(span.name) is None
