"""Spans over tokens: which span holds which token, and small questions about a word's form.

Stays out: every rule of naming.
"""

from __future__ import annotations

from transforms.mentions.document import Document, Span

Owners = list[Span | None]
"""One entry a token: the span that holds it."""


def owners_of(document: Document, spans: list[Span]) -> Owners:
    """The span of every token, None where no span is."""
    owners: Owners = [None] * len(document)
    for span in spans:
        owners[span.first : span.last] = [span] * span.size
    return owners


def spans_in_order(owners: Owners) -> list[Span]:
    """The spans that hold tokens, each once."""
    return [span for token, span in enumerate(owners) if span is not None and span.first == token]


def held_in(owners: Owners, first: int, last: int) -> list[Span]:
    """The spans that hold a token of the range, each once."""
    return list({id(span): span for span in owners[first:last] if span is not None}.values())


def put(owners: Owners, span: Span) -> None:
    """Give the span its tokens, whoever holds them."""
    owners[span.first : span.last] = [span] * span.size


def new_span(document: Document, first: int, last: int, entity_type: str, method: str, confidence: float) -> Span:
    """A span over the tokens `first` up to `last`, named as written."""
    return Span(first, last, entity_type, method, confidence, document.name(first, last))


def is_capitalised(form: str) -> bool:
    """Whether the word has a capital first and small letters after it."""
    return form[0].isupper() and any(c.islower() for c in form)
