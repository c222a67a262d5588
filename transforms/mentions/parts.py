"""Where one label of the tagger covers two names, and where a name's edges carry what is no part of it.

Belongs here: token ranges in, token ranges out, by the words inside the range alone. Stays out: types
(`transforms.mentions.retyping`) and names that go on beyond the label (`transforms.mentions.phrases`).
"""

from __future__ import annotations

from transforms.mentions.document import Document
from transforms.mentions.words import COMPANY_FORMS, CREDIT_HEADS, EDGE_WORDS, ORG_NOUNS, TYPE_BY_LAST_WORD

_DASHES = frozenset({"-", "–", "—"})


def parts(document: Document, first: int, last: int, label: str) -> list[tuple[int, int]]:
    """The token ranges of the names under one label: cut at slashes, open brackets, free dashes and between list items."""
    form = document.form
    cuts = [
        token
        for token in range(first + 1, last - 1)
        if not form[token].isalnum() or form[token] in {"and", "or"}
        if _parts_names(document, first, token, last, label)
    ]
    if not cuts:
        return [(first, last)]
    starts = [first, *(token + 1 for token in cuts)]
    return list(zip(starts, [*cuts, last], strict=True))


def _parts_names(document: Document, first: int, token: int, last: int, label: str) -> bool:
    form = document.form
    before, after = form[token - 1], form[token + 1]
    if form[token] == "/":
        return len(before) > 1 and before[0].isupper() and after[0].isupper()
    if form[token] == "(":
        return ")" not in form[token:last] and after[0].isalnum()
    if form[token] in _DASHES:
        return not document.touches_next(token - 1) and not document.touches_next(token) and after[0].isalpha()
    if label != "ORG" or not after[0].isupper():
        return False
    if form[token] == ",":
        return _parts_a_list(document, first, token, last)
    return form[token] == "and" and _joins_two_bodies(document, first, token, last)


def _parts_a_list(document: Document, first: int, comma: int, last: int) -> bool:
    """ "University of Graz, Urban League" are two; "Acme, Inc." and "Department of Health, Education and Welfare" one."""
    form = document.form
    if form[comma + 1].casefold().rstrip(".") in COMPANY_FORMS:
        return False
    if form[comma + 1].casefold() in ORG_NOUNS and comma + 2 < last and form[comma + 2] == "of":
        return True
    return not {"and", "&"} & set(form[comma:last]) and form[first].casefold() not in {"department", "ministry"}


def _joins_two_bodies(document: Document, first: int, token: int, last: int) -> bool:
    """ "Coastal Bank and IMF": what stands before "and" is complete, and so is what follows."""
    form = document.form
    first += form[first].casefold() == "the"
    rest = form[token + 1 : last]
    complete = token - first > 1 and form[token - 1].casefold() in TYPE_BY_LAST_WORD["ORG"]
    of_place = token - first > 3 and form[token - 2] == "of" and "of" in rest
    is_acronym = len(rest) == 1 and rest[0].isupper()
    ends_complete = rest[-1].casefold() in TYPE_BY_LAST_WORD["ORG"] and form[token - 1].casefold() != "army"
    return (complete and (is_acronym or ends_complete or len(rest) == 1)) or of_place


def without_edges(document: Document, first: int, last: int, label: str) -> int:
    """The end without function words, words of credit lines and, behind a body's name, common nouns."""
    form = document.form
    while last - first > 1:
        word = form[last - 1]
        if (
            word in EDGE_WORDS
            or (word in CREDIT_HEADS and label in {"PERSON", "GPE", "ORG"})
            or (label == "ORG" and word.islower() and form[last - 2] != "-" and word not in ORG_NOUNS)
        ):
            last -= 1
        else:
            break
    return last
