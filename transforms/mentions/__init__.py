"""Mentions: where an article speaks of whom.

Belongs here: named mentions, from the parser's entity labels repaired by what the whole article says. Stays out:
pronouns and noun phrases (resolved by the quotes) and everything over more than one article (`transforms.entities`).
"""

from __future__ import annotations

import polars as pl

from transforms.ids import stable_id
from transforms.mentions.document import Document, Span, documents
from transforms.mentions.headlines import drop_headline_fragments
from transforms.mentions.names import link_names
from transforms.mentions.patterns import with_patterns
from transforms.mentions.roles import role_of
from transforms.mentions.spans import spans_of
from transforms.tables import Mentions
from transforms.tables.base import check, rows_to_frame

__all__ = ["mentions_from_tokens"]


def mentions_from_tokens(tokens: pl.DataFrame, articles: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """The named mentions (`Mentions`) of the articles that have tokens, sorted by article and offset.

    Spans are the parser's (OntoNotes labels), trimmed of articles, possessives and titles; inside one article a surname
    takes the full name, one name has one type, and occurrences that the tagger missed are added. Raises `BrokenFrame`
    if a row breaks the declaration, `KeyError` if an article of the tokens is not in `articles`.
    """
    rows = [row for document in documents(tokens, articles, blocks) for row in _rows(document)]
    return check(rows_to_frame(rows, Mentions), Mentions).sort("article_id", "char_start")


def _rows(document: Document) -> list[dict[str, object]]:
    spans = with_patterns(document, spans_of(document))
    _outlet_is_no_person(document, spans)
    spans = link_names(document, drop_headline_fragments(document, spans))
    return [_row(document, span) for span in spans]


def _outlet_is_no_person(document: Document, spans: list[Span]) -> None:
    outlet = (document.outlet_name or "").casefold()
    for span in spans:
        if (
            outlet
            and span.entity_type == "PERSON"
            and span.name.casefold() in outlet
            and " " + span.name.casefold() in " " + outlet
        ):
            span.entity_type, span.method = "ORG", "ner+outlet"


def _row(document: Document, span: Span) -> dict[str, object]:
    start, end = document.start[span.first], document.end[span.last - 1]
    return {
        "mention_id": stable_id(document.article_id, start, end, span.entity_type),
        "article_id": document.article_id,
        "fetched_on": document.fetched_on,
        "sentence_no": document.sentence[span.first],
        "char_start": start,
        "char_end": end,
        "mention_text": document.text[start:end],
        "mention_kind": "name",
        "entity_type": span.entity_type,
        "entity_id": stable_id(span.entity_type, span.canonical.casefold()),
        "canonical_name": span.canonical,
        "role_text": role_of(document, span) if span.entity_type == "PERSON" else None,
        "zone": document.zone_of_block.get(document.block[span.first], "body"),
        "method": span.method,
        "confidence": span.confidence,
    }
