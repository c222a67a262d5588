"""Names that the form of a news page gives away: datelines, credit lines, abbreviations in brackets.

Stays out: names in running text (`transforms.mentions.patterns`).
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms.lexicons import country_names
from transforms.mentions.document import Document, Span
from transforms.mentions.layout import Owners, is_capitalised, new_span
from transforms.mentions.retyping import is_person_name
from transforms.mentions.words import AGENCIES, CREDIT_VERBS, NO_NAMES, PARTICLES


def datelines(document: Document) -> Iterator[Span]:
    """ "DUBAI (Reuters) -", "BRASILIA/RIO DE JANEIRO, Dec 7 (Reuters) -": capitals at a block's start, then an agency."""
    form, block = document.form, document.block
    for bracket in range(1, len(document) - 1):
        if form[bracket] != "(" or form[bracket + 1].casefold() not in AGENCIES:
            continue
        start = bracket
        while start > 0 and block[start - 1] == block[bracket] and bracket - start < 12:
            start -= 1
        first = start
        for token in range(start, bracket + 1):
            word = form[token]
            if word.isupper() and (word.isalpha() or word.replace(".", "").isalpha()):
                continue
            if token > first:
                yield new_span(document, first, token, "GPE", "pattern+dateline", 0.75)
            if word != "/":
                break
            first = token + 1


def credit_lines(document: Document) -> Iterator[Span]:
    """Names in "(Reporting by A and B in X; Editing by C)" and "REUTERS/A B", and the agencies of picture credits."""
    form = document.form
    for token in range(len(document)):
        if form[token].isupper() and form[token].casefold() in AGENCIES and len(form[token]) > 2:
            before = form[token - 1] if token else ""
            if before != "©" and (before in {"via", "/"} or (token + 1 < len(document) and form[token + 1] == "/")):
                yield new_span(document, token, token + 1, "ORG", "pattern+credit", 0.7)
                if token + 3 < len(document) and form[token + 1] == "/":
                    last = _name_end(document, token + 2)
                    if last - token >= 4 and document.name(token + 2, last).casefold() not in NO_NAMES:
                        yield new_span(document, token + 2, last, "PERSON", "pattern+credit", 0.7)
        elif form[token] == "by" and token and form[token - 1].casefold() in CREDIT_VERBS:
            yield from _credited(document, token + 1)


def _credited(document: Document, token: int) -> Iterator[Span]:
    """Names of two or three words from the token on, as long as only commas and conjunctions part them."""
    while token < len(document):
        last = _name_end(document, token)
        if last - token >= 2 and is_person_name(document.name(token, last)):
            yield new_span(document, token, last, "PERSON", "pattern+credit", 0.7)
        while (last < len(document) and document.form[last] == "in") or (
            last == token and _is_name_form(document, last)
        ):
            last = max(_name_end(document, last + 1), last + 1)
        if last >= len(document) or document.form[last] not in {",", "and", "&"}:
            return
        token = last + 1


def _is_name_form(document: Document, token: int) -> bool:
    return token < len(document) and is_capitalised(document.form[token])


def _name_end(document: Document, token: int) -> int:
    """The token after a run of at most four capitalised words of one block, hyphens inside words included."""
    last = token
    while last < len(document) and last - token < 6 and document.block[last] == document.block[token]:
        joins = document.form[last] == "-" and last > token and document.touches_next(last - 1)
        after_hyphen = last > token and document.form[last - 1] == "-" and document.touches_next(last - 1)
        if not (joins or after_hyphen or is_capitalised(document.form[last]) or document.form[last] in PARTICLES):
            break
        last += 1
    return last


def acronyms_in_brackets(document: Document, spans: list[Span]) -> Iterator[Span]:
    """ "(USX)" after the organisation or product whose abbreviation it is."""
    for span in spans:
        token = span.last + 1
        if span.size > 1 and span.entity_type in {"ORG", "PRODUCT"} and token + 1 < len(document):
            form = document.form[token]
            in_brackets = document.form[token - 1] == "(" and document.form[token + 1] == ")"
            if in_brackets and sum(c.isupper() for c in form) > 1 and form.isalpha() and 2 <= len(form) <= 7:
                yield new_span(document, token, token + 1, span.entity_type, "pattern+acronym", 0.8)


def retype_brackets(document: Document, owner: Owners) -> None:
    """ "(USX)" after a body's name is the body too, whatever the tagger took it for."""
    for span in owner:
        if span is None or span.size > 1 or span.entity_type in {"ORG", "PRODUCT", "EVENT"} or span.first < 2:
            continue
        before = owner[span.first - 2]
        in_brackets = document.form[span.first - 1] == "(" and document.form[span.last : span.last + 1] == [")"]
        if in_brackets and before is not None and before.entity_type == "ORG" and before.size > 1:
            capitals_in = sum(c.isupper() for c in span.name)
            if capitals_in > 1 and len(span.name) < 8 and span.name.casefold() not in country_names():
                span.entity_type, span.method, span.confidence = "ORG", "ner+retyped", 0.75
