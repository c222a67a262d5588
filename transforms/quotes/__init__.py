"""Who said what: quotations and their speakers, from tokens and mentions.

Belongs here: the public function, and the step from drafts to rows. The rules are in the package's modules: `marks`
pairs quotation marks, `cue` finds reporting words and sources, `content` what they report, `direct` which marked
stretch is speech, `find` puts these together, `speaker` resolves sources to entities. Stays out: finding mentions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from transforms.ids import stable_id
from transforms.quotes.direct import word_count
from transforms.quotes.document import Document, documents
from transforms.quotes.draft import Draft
from transforms.quotes.find import find_quotations
from transforms.quotes.speaker import Mention, Speaker, resolve_speakers
from transforms.tables import QuoteMentions, Quotes
from transforms.tables.base import check, rows_to_frame

CONFIDENCE: Mapping[str, float] = {
    "after-cue": 0.95,
    "before-cue": 0.85,
    "split": 0.9,
    "lead-in": 0.8,
    "credit": 0.8,
    "colon": 0.7,
    "alone": 0.5,
    "embedded": 0.5,
    "inserted": 0.5,
    "judgement": 0.7,
    "noun": 0.6,
    "infinitive": 0.6,
    "gerund": 0.6,
    "object": 0.4,
    "linked": 0.7,
    "after-subject": 0.4,
    "ccomp": 0.75,
    "fronted": 0.75,
    "parataxis": 0.8,
    "conjunction": 0.7,
    "as": 0.5,
    "according-to": 0.75,
}
"""Rank of the rules, by the second half of `method`: roughly the share of rows that were right on development texts."""

_WORD = re.compile(r"\w+")
_ADDRESSING = frozenset({"tell", "inform", "advise", "assure", "warn", "remind", "ask", "notify"})


def quotes_from_tokens(
    tokens: pl.DataFrame, articles: pl.DataFrame, blocks: pl.DataFrame, mentions: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Quotations with their speakers (`Quotes`), and whom each of them speaks of (`QuoteMentions`).

    The frames are those of one day as `transforms.tables` declares them; `tokens` of several articles may come in any
    order. Offsets in the result count code points of `articles.text`. Contents never overlap and never span two
    paragraphs; the headline gives no quotations.

    Raises ValueError where tokens belong to no article, and `BrokenFrame` where the result breaks its declaration.
    """
    by_article = _mentions_by_article(mentions)
    quote_rows: list[dict[str, Any]] = []
    mention_rows: list[dict[str, Any]] = []
    for document in documents(tokens, articles, blocks):
        drafts = find_quotations(document)
        if not drafts:
            continue
        found = by_article.get(document.article_id, [])
        speakers = resolve_speakers(document, drafts, found)
        for draft, speaker in zip(drafts, speakers, strict=True):
            row = _row(document, draft, speaker, found)
            quote_rows.append(row)
            mention_rows += _spoken_of(document, draft, str(row["quote_id"]), speaker, found)
    quotes = rows_to_frame(quote_rows, Quotes).sort("article_id", "char_start", "char_end")
    spoken_of = rows_to_frame(mention_rows, QuoteMentions).unique(["quote_id", "char_start", "char_end"], keep="first")
    return check(quotes, Quotes), check(spoken_of.sort("quote_id", "char_start", "char_end"), QuoteMentions)


def _mentions_by_article(mentions: pl.DataFrame) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    columns = ("char_start", "char_end", "mention_kind", "entity_type", "entity_id", "role_text", "confidence")
    ordered = mentions.sort("article_id", "char_start", "char_end", "entity_type")
    for article_id, *values in ordered.select("article_id", *columns).iter_rows():
        found.setdefault(article_id, []).append(Mention(*values))
    return found


def _row(document: Document, draft: Draft, speaker: Speaker, mentions: Sequence[Mention]) -> dict[str, Any]:
    quotation = document.text[draft.start : draft.end]
    first = min(document.first_from(draft.start), len(document.sentence) - 1)
    row: dict[str, Any] = {
        "quote_id": stable_id(document.article_id, draft.start, draft.end),
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
        "word_count": word_count(quotation),
        "quote_cluster_id": stable_id(*_WORD.findall(quotation.casefold())),
        "zone": document.paragraphs[draft.paragraph].zone,
        "method": draft.method,
        "confidence": CONFIDENCE[draft.method.rpartition("/")[2]],
    }
    if draft.source is not None:
        start, end = draft.source
        row |= {"speaker_text": document.text[start:end], "speaker_char_start": start, "speaker_char_end": end}
    if draft.cue is not None:
        start, end = document.start[draft.cue.first], document.end[draft.cue.last - 1]
        row |= {
            "cue_text": document.text[start:end],
            "cue_lemma": draft.cue.lemma,
            "cue_char_start": start,
            "cue_char_end": end,
            "is_negated": draft.cue.is_negated,
            "addressee_entity_id": _addressee(document, draft, mentions),
        }
    return row


def _addressee(document: Document, draft: Draft, mentions: Sequence[Mention]) -> str | None:
    """The name right behind a cue of telling ("told Reuters"); nobody else."""
    cue = draft.cue
    if cue is None or cue.lemma not in _ADDRESSING:
        return None
    told = document.child(cue.token, "dobj", "dative")
    if told is None or told < cue.token:
        return None
    place = document.start[told]
    over = (mention for mention in mentions if mention.kind == "name" and mention.start <= place < mention.end)
    return next((mention.entity_id for mention in over), None)


def _spoken_of(
    document: Document, draft: Draft, quote_id: str, speaker: Speaker, mentions: Sequence[Mention]
) -> list[dict[str, Any]]:
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


__all__ = ["CONFIDENCE", "quotes_from_tokens"]
