"""Who said what: quotations and their speakers, from tokens and mentions.

Belongs here: the public function. The rules are in the package's modules: `cue` finds reporting words and sources, `content`
what they report (`complements` where it is no clause, `edges` where it ends), `direct` looks around a marked stretch and
`marked` decides whether it is speech, `headline` reads what headlines do otherwise, `find` puts these together; `source` cuts
out the words of the source, `speaker` resolves sources to entities, `circumstances`
reads to whom, where and when, `confidence` how far a row is to be trusted, `rows` makes the tables. Stays out: finding
mentions, and which quotations of several articles are the same (`transforms.quote_clusters`).
"""

from __future__ import annotations

from typing import Any

import polars as pl

from transforms.quotes.document import documents
from transforms.quotes.find import find_quotations
from transforms.quotes.rows import rows_of
from transforms.quotes.speaker import Mention, resolve_speakers
from transforms.tables import QuoteMentions, Quotes
from transforms.tables.base import check, rows_to_frame


def quotes_from_tokens(
    tokens: pl.DataFrame, articles: pl.DataFrame, blocks: pl.DataFrame, mentions: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Quotations with their speakers (`Quotes`), and whom each of them speaks of (`QuoteMentions`).

    The frames are those of one day as `transforms.tables` declares them; `tokens` of several articles may come in any
    order. Offsets in the result count code points of `articles.text`. Contents never overlap and never span two
    paragraphs.

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
        quotes, spoken_of = rows_of(document, drafts, speakers, found)
        quote_rows += quotes
        mention_rows += spoken_of
    frame = rows_to_frame(quote_rows, Quotes).sort("article_id", "char_start", "char_end")
    whom = rows_to_frame(mention_rows, QuoteMentions).unique(["quote_id", "char_start", "char_end"], keep="first")
    return check(frame, Quotes), check(whom.sort("quote_id", "char_start", "char_end"), QuoteMentions)


def _mentions_by_article(mentions: pl.DataFrame) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    columns = ("char_start", "char_end", "mention_kind", "entity_type", "entity_id", "role_text", "confidence")
    ordered = mentions.sort("article_id", "char_start", "char_end", "entity_type")
    for article_id, *values in ordered.select("article_id", *columns).iter_rows():
        found.setdefault(article_id, []).append(Mention(*values))
    return found


__all__ = ["quotes_from_tokens"]
