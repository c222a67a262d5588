"""From a quotation found to a row of `quotes`, and to those of `quote_mentions`.

Stays out: finding (`find`), and whom the source means (`speaker`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from transforms.dates import resolve_date
from transforms.ids import stable_id
from transforms.quotes.circumstances import Circumstances, Span, circumstances
from transforms.quotes.confidence import confidence_of
from transforms.quotes.direct import word_count
from transforms.quotes.document import Document
from transforms.quotes.draft import Draft
from transforms.quotes.speaker import Mention, Speaker

Row = dict[str, Any]


def rows_of(
    document: Document, drafts: Sequence[Draft], speakers: Sequence[Speaker], mentions: Sequence[Mention]
) -> tuple[list[Row], list[Row]]:
    """Rows of `quotes` and `quote_mentions` of one article."""
    quotes: list[Row] = []
    spoken_of: list[Row] = []
    statements = _statements(document, drafts)
    for draft, speaker, statement_id in zip(drafts, speakers, statements, strict=True):
        row = _row(document, draft, speaker, mentions)
        row["statement_id"] = statement_id
        quotes.append(row)
        spoken_of += _spoken_of(document, draft, row["quote_id"], speaker, mentions)
    return quotes, spoken_of


def _quote_id(document: Document, draft: Draft) -> str:
    return stable_id(document.article_id, draft.start, draft.end)


def _statements(document: Document, drafts: Sequence[Draft]) -> list[str]:
    """For each draft the id of its statement's first part: parts share a cue, or go on without one."""
    by_cue: dict[int, str] = {}
    by_draft: dict[int, str] = {}
    for draft in drafts:
        own = _quote_id(document, draft)
        before = by_draft.get(id(draft.follows)) if draft.follows is not None else None
        if draft.cue is not None and before is None:
            before = by_cue.setdefault(draft.cue.token, own)
        by_draft[id(draft)] = before or own
    return [by_draft[id(draft)] for draft in drafts]


def _row(document: Document, draft: Draft, speaker: Speaker, mentions: Sequence[Mention]) -> Row:
    quotation = document.text[draft.start : draft.end]
    first = min(document.first_from(draft.start), len(document.sentence) - 1)
    row: Row = {
        "quote_id": _quote_id(document, draft),
        "article_id": document.article_id,
        "fetched_on": document.fetched_on,
        "sentence_no": document.sentence[first],
        "char_start": draft.start,
        "char_end": draft.end,
        "quotation": quotation,
        "quote_type": draft.quote_type,
        "speaker_entity_id": speaker.entity_id,
        "speaker_role": speaker.role,
        "speaker_resolution": speaker.resolution,
        "is_negated": False,
        "is_hedged": False,
        "word_count": word_count(quotation),
        "zone": document.paragraphs[draft.paragraph].zone,
        "method": draft.method,
        "confidence": confidence_of(document, draft, speaker),
    }
    if draft.source is not None:
        row |= _written(document, "speaker", *draft.source)
    if draft.cue is not None:
        row |= _written(document, "cue", *_offsets(document, (draft.cue.first, draft.cue.last)))
        row |= {
            "cue_lemma": draft.cue.lemma,
            "cue_class": draft.cue.speech_class,
            "is_negated": draft.cue.is_negated,
            "is_hedged": draft.cue.is_hedged,
        }
        row |= _circumstances(document, circumstances(document, draft), mentions)
    return row


def _circumstances(document: Document, found: Circumstances, mentions: Sequence[Mention]) -> Row:
    row: Row = {}
    for name, span in (("addressee", found.addressee), ("venue", found.venue), ("said", found.time)):
        if span is not None:
            row |= _written(document, name, *_offsets(document, span))
    if found.addressee_head is not None:
        row["addressee_entity_id"] = _entity_at(document, found.addressee_head, mentions)
    if "said_text" in row:
        day, last, _ = resolve_date(row["said_text"], document.published)
        row["said_on"] = day if day == last else None
    return row


def _written(document: Document, name: str, start: int, end: int) -> Row:
    return {f"{name}_text": document.text[start:end], f"{name}_char_start": start, f"{name}_char_end": end}


def _offsets(document: Document, span: Span) -> tuple[int, int]:
    return document.start[span[0]], document.end[span[1] - 1]


def _entity_at(document: Document, token: int, mentions: Sequence[Mention]) -> str | None:
    """The entity of the longest mention over a token."""
    place = document.start[token]
    over = [mention for mention in mentions if mention.start <= place < mention.end]
    return max(over, key=lambda mention: mention.end - mention.start).entity_id if over else None


def _spoken_of(
    document: Document, draft: Draft, quote_id: str, speaker: Speaker, mentions: Sequence[Mention]
) -> list[Row]:
    return [
        {
            "quote_id": quote_id,
            "article_id": document.article_id,
            "fetched_on": document.fetched_on,
            "entity_id": mention.entity_id,
            "char_start": mention.start,
            "char_end": mention.end,
        }
        for mention in mentions
        if mention.kind != "pronoun"
        and draft.start <= mention.start
        and mention.end <= draft.end
        and mention.entity_id != speaker.entity_id
    ]
