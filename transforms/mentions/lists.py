"""Names in a row: what most members of an enumeration are, a doubtful member is too.

Belongs here: enumerations with commas and conjunctions. Stays out: one name's own surroundings
(`transforms.mentions.retyping`) and other places of the article (`transforms.mentions.names`).
"""

from __future__ import annotations

from collections import Counter

from transforms.lexicons import demonyms, is_listed_place, known_organisation
from transforms.lexicons.titles import forms_of_address
from transforms.mentions.document import Document, Span
from transforms.mentions.retyping import is_person_name
from transforms.mentions.words import ORG_NOUNS, PARTY_ADJECTIVES, PARTY_NOUNS

_LINKS = ((",",), ("and",), ("or",), (",", "and"), (",", "or"), ("&",), (",", "&"))
_CLASSES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "GPE"}
_MISTAKEN_FOR = {
    "PERSON": frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "NORP"}),
    "GPE": frozenset({"ORG", "PERSON", "NORP", "PRODUCT"}),
    "ORG": frozenset({"GPE", "PERSON", "PRODUCT", "NORP"}),
}

_PARTISANS = PARTY_NOUNS | PARTY_ADJECTIVES | {"republican", "republicans", "democrat"}


def align_lists(document: Document, spans: list[Span]) -> None:
    """Type anew the members of lists of three and more names that differ from all, or all but one, of the others."""
    for members in _lists(document, spans):
        kinds = Counter(_CLASSES.get(span.entity_type, "") for span in members)
        kind, count = kinds.most_common(1)[0]
        odd = [span for span in members if _CLASSES.get(span.entity_type) != kind]
        if kind not in _MISTAKEN_FOR or not odd or count < 2 or count < 2 * len(odd):
            continue
        for span in odd:
            # A lone word before a comma and a town is a person with an address as often as a town.
            person_as_place = span.entity_type == "PERSON" and kind == "GPE"
            if person_as_place and (count < 3 or span.size > 1 or _after_title(document, span)):
                continue
            if span.method == "ner" and span.entity_type in _MISTAKEN_FOR[kind] and _may_be(span, kind):
                span.entity_type, span.method, span.confidence = kind, "ner+list", 0.7


def _after_title(document: Document, span: Span) -> bool:
    return span.first > 0 and document.form[span.first - 1].casefold() in forms_of_address()


def _lists(document: Document, spans: list[Span]) -> list[list[Span]]:
    found: list[list[Span]] = []
    for span in spans:
        previous = found[-1][-1] if found else None
        between = tuple(document.form[previous.last : span.first]) if previous is not None else ()
        if (
            previous is not None
            and between in _LINKS
            and document.sentence[previous.first] == document.sentence[span.first]
        ):
            found[-1].append(span)
        else:
            found.append([span])
    return [members for members in found if len(members) > 2]


def _may_be(span: Span, kind: str) -> bool:
    """Whether nothing known of the name speaks against the kind."""
    key = span.name.casefold()
    words = key.split()
    if key in demonyms() or known_organisation(span.name) is not None or (kind != "GPE" and is_listed_place(key)):
        return False
    if kind == "PERSON":
        return len(words) > 1 and is_person_name(span.name) and words[-1] not in ORG_NOUNS and not span.name.isupper()
    if kind == "GPE":
        return key not in _PARTISANS and len(words) < 4 and not set(words) & ORG_NOUNS and not span.name.isupper()
    return span.entity_type != "PERSON" or len(words) == 1
