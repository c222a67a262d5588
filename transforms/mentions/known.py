"""The user's own list among the spans of an article: its names are found, and go before what the tagger says.

Stays out: the list's form (`transforms.known_entities`).
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms.known_entities import KnownEntities, KnownEntity
from transforms.mentions.document import Document, Span


def with_known(document: Document, spans: list[Span], known: KnownEntities) -> list[Span]:
    """The spans with every occurrence of a listed name among them, in order; each with the list's name and type.

    A listed name inside a longer name ("Reuters" in "Reuters Institute") is part of that name. A surname that the article
    gives to a listed person is that person's.
    """
    if not known.by_key:
        return spans
    kept = list(spans)
    for new in _occurrences(document, known):
        overlapping = [span for span in kept if span.first < new.last and new.first < span.last]
        if any(span.first <= new.first and new.last <= span.last and span.size > new.size for span in overlapping):
            continue
        kept = [span for span in kept if span not in overlapping] + [new]
    for span in kept:
        entity = span.known or known.of(span.canonical)
        if entity is not None:
            span.known, span.canonical, span.entity_type = entity, entity.name, entity.entity_type
    return sorted(kept, key=lambda span: span.first)


def _occurrences(document: Document, known: KnownEntities) -> Iterator[Span]:
    """Names of the list as written, from left to right, at every token the longest."""
    token = 0
    while token < len(document):
        found = _at(document, token, known)
        if found is None:
            token += 1
            continue
        last, entity = found
        span = Span(token, last, entity.entity_type, "list", 1.0, document.name(token, last), canonical=entity.name)
        span.known = entity
        yield span
        token = last


def _at(document: Document, token: int, known: KnownEntities) -> tuple[int, KnownEntity] | None:
    for surface, entity in known.beginning_with(document.form[token]):
        last = token
        while last < len(document) and document.end[last] - document.start[token] < len(surface):
            last += 1
        in_block = last < len(document) and document.block[last] == document.block[token]
        if in_block and document.name(token, last + 1) == surface:
            return last + 1, entity
    return None
