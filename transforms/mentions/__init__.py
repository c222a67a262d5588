"""Mentions: where an article speaks of whom, and what it says of them.

Belongs here: names from the parser's entity labels, repaired by what the whole article says; noun phrases and pronouns
that mean the same persons; the words that give a role, a country, a sector, a gender. Stays out: weighing what several
articles say of one entity (`transforms.entities`).
"""

from __future__ import annotations

import polars as pl

from transforms.ids import stable_id
from transforms.known_entities import NONE, KnownEntities
from transforms.mentions.coreference import referring_spans
from transforms.mentions.document import Document, Span, documents
from transforms.mentions.evidence import evidence_rows
from transforms.mentions.headlines import drop_headline_fragments
from transforms.mentions.identity import set_entity_ids, settle_names
from transforms.mentions.known import with_known
from transforms.mentions.names import link_names
from transforms.mentions.patterns import with_patterns
from transforms.mentions.roles import role_of
from transforms.mentions.spans import spans_of
from transforms.mentions.where import place_names
from transforms.tables import EntityEvidence, Mentions
from transforms.tables.base import check, rows_to_frame

__all__ = ["mentions_from_tokens"]


def mentions_from_tokens(
    tokens: pl.DataFrame, articles: pl.DataFrame, blocks: pl.DataFrame, known: KnownEntities = NONE
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The mentions (`Mentions`) of the articles that have tokens, and what they say of the entities (`EntityEvidence`).

    Names are the parser's (OntoNotes labels), trimmed of articles, possessives and titles; inside one article a surname
    takes the full name, one name has one type, and occurrences that the tagger missed are added. Pronouns and definite noun
    phrases are mentions where they mean somebody who is named. What the user's own list says (`known`) takes precedence.
    Sorted by article and offset. Raises `BrokenFrame` if a row breaks the declaration, `KeyError` if an article of the
    tokens is not in `articles`.
    """
    rows: list[dict[str, object]] = []
    evidence: list[dict[str, object]] = []
    for document in documents(tokens, articles, blocks):
        spans = _spans(document, known)
        rows += [_row(document, span) for span in spans]
        evidence += evidence_rows(document, spans)
    return (
        check(rows_to_frame(rows, Mentions), Mentions).sort("article_id", "char_start", "char_end"),
        check(rows_to_frame(evidence, EntityEvidence), EntityEvidence).sort("article_id", "char_start", "evidence_id"),
    )


def _spans(document: Document, known: KnownEntities) -> list[Span]:
    spans = with_patterns(document, spans_of(document))
    _outlet_is_no_person(document, spans)
    spans = link_names(document, drop_headline_fragments(document, spans))
    spans = with_known(document, spans, known)
    for span in spans:
        role = role_of(document, span) if span.entity_type == "PERSON" else None
        if role is not None:
            span.role, span.role_method = (role.first, role.last), role.method
    settle_names(document, spans)
    place_names(document, spans)
    set_entity_ids(document, spans)
    return sorted([*spans, *referring_spans(document, spans)], key=lambda span: (span.first, span.last))


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
    role = (document.start[span.role[0]], document.end[span.role[1] - 1]) if span.role is not None else (None, None)
    return {
        "mention_id": stable_id(document.article_id, start, end, span.entity_type),
        "article_id": document.article_id,
        "fetched_on": document.fetched_on,
        "sentence_no": document.sentence[span.first],
        "char_start": start,
        "char_end": end,
        "mention_text": document.text[start:end],
        "mention_kind": span.kind,
        "entity_type": span.entity_type,
        "entity_id": span.entity_id,
        "canonical_name": span.canonical,
        "is_partial": span.is_partial,
        "is_metonym": span.is_metonym,
        "role_text": document.text[role[0] : role[1]] if span.role is not None else None,
        "role_char_start": role[0],
        "role_char_end": role[1],
        "zone": document.zone_of_block.get(document.block[span.first], "body"),
        "method": span.method,
        "confidence": span.confidence,
    }
