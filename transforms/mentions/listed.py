"""Areas and well-known organisations by name, whatever the tagger takes them for ("Kurils", "Fine Gael", "Asian-Pacific").

Belongs here: finding the names of these lists in a text. Stays out: countries and towns (`transforms.mentions.patterns`),
weapons (`transforms.mentions.weapons`), and what a list says of its entries (`transforms.lexicons`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from transforms.lexicons import capitals, country_names, demonyms, organisations, places, read_list
from transforms.lexicons.matching import all_names
from transforms.lexicons.titles import forms_of_address, titles
from transforms.mentions.document import Document, Span
from transforms.mentions.layout import Owners, held_in, new_span, owners_of, put, spans_in_order
from transforms.mentions.retyping import first_names, is_used_as_medium
from transforms.mentions.words import PLATFORMS

_SPLIT = re.compile(r"(?<=[^\W\d_])([-–])(?=[^\W\d_])|(['’]s?)(?=\s|$)|\s+")
_MISTAKEN_FOR = {
    "LOC": frozenset({"ORG", "NORP", "PRODUCT", "EVENT", "PERSON", "FAC"}),
    "ORG": frozenset({"GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "PERSON"}),
}
_Name = tuple[tuple[str, ...], str]


@cache
def _listed() -> dict[str, list[_Name]]:
    """First word → token sequences and types of the lists' names, the longest first."""
    index: dict[str, set[_Name]] = {}
    others = demonyms().keys() | country_names().keys() | capitals().keys() | places().keys()
    for surfaces, entity_type in ((_areas(), "LOC"), (organisations(), "ORG")):
        for surface in surfaces:
            words = tuple(part for part in _SPLIT.split(surface.removeprefix("the ").removeprefix("The ")) if part)
            if len(surface) > 2 and surface[0].isupper() and surface.casefold() not in others:
                index.setdefault(words[0], set()).add((words, entity_type))
    return {first: sorted(names, key=lambda name: (-len(name[0]), name)) for first, names in index.items()}


def _areas() -> Iterable[str]:
    """Names of `areas.csv`."""
    rows = read_list("areas.csv").select("name", "other_names").iter_rows()
    return {surface for name, other_names in rows for surface in all_names(name, other_names)}


def with_listed(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, in order, with the lists' names typed where they had no label, a wrong one, or one in part."""
    listed, form = _listed(), document.form
    hits = [
        (token, token + len(words), entity_type)
        for token, word in enumerate(form)
        if word in listed
        for words, entity_type in listed[word]
        if tuple(form[token : token + len(words)]) == words
    ]
    if not hits:
        return spans
    owner, forms = owners_of(document, spans), set(form)
    for first, last, entity_type in hits:
        old = held_in(owner, first, last)
        if any(span.first < first or span.last > last for span in old):
            continue
        if len(old) == 1 and old[0].size == last - first:
            is_wrong = old[0].entity_type in _MISTAKEN_FOR[entity_type] and old[0].name not in PLATFORMS
            if is_wrong and not _is_personal(document, old[0]):
                old[0].entity_type, old[0].method, old[0].confidence = entity_type, "ner+retyped", 0.75
        elif not _is_part_of_name(document, owner, first, last) and (
            last - first > 1 or _is_name(document, first, forms)
        ):
            span = new_span(document, first, last, entity_type, "lexicon", 0.75)
            if span.name in PLATFORMS and is_used_as_medium(document, span):
                span.entity_type, span.method = "PRODUCT", "lexicon+use"
            put(owner, span)
    return spans_in_order(owner)


def _is_personal(document: Document, span: Span) -> bool:
    """Whether a lone word labelled a person may be one's surname or first name ("Mr Porsche")."""
    if span.entity_type != "PERSON" or span.size > 1:
        return False
    before = document.form[span.first - 1].casefold() if span.first else ""
    return span.name in first_names() or before in forms_of_address()


def _is_name(document: Document, token: int, forms: set[str]) -> bool:
    """Whether a lone word without a label is a name here: no common word of the article, no line of its own."""
    form, block = document.form[token], document.block
    alone = (token == 0 or block[token - 1] != block[token]) and block[token + 1 : token + 2] != [block[token]]
    return document.upos[token] == "PROPN" and form.casefold() not in forms and not alone and len(form) > 2


def _is_part_of_name(document: Document, owner: Owners, first: int, last: int) -> bool:
    """Whether a capitalised word without a label of its own stands beside it ("Black Sea Grain Initiative")."""
    if last < len(document) and document.sentence[last] == document.sentence[first]:
        form = document.form[last]
        is_name = form[0].isupper() and document.upos[last] == "PROPN" and form.casefold() not in titles()
        if is_name or (form == "-" and document.touches_next(last - 1)):
            return True
    before = first - 1
    if before < 0 or document.sentence[before] != document.sentence[first]:
        return False
    form = document.form[before]
    is_name = form[0].isupper() and document.upos[before] == "PROPN" and owner[before] is None
    return is_name or (form == "-" and document.touches_next(before))
