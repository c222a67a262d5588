"""Gold texts as the tables that the product's rules read: `articles`, `blocks` and `tokens` without any page.

Stays out: reading gold folders (`benchmarks.score`) and the rules themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from orchestration.engine import Engine
from transforms.tables import Articles, Blocks, Tokens
from transforms.tables.base import conform, rows_to_frame
from transforms.tokens import ParseInput

DAY = dt.date(2000, 1, 1)
"""The partition that gold texts are put into; no rule may look at it."""


@dataclass(frozen=True)
class Documents:
    """The three tables that every rule starts from."""

    articles: pl.DataFrame
    blocks: pl.DataFrame
    tokens: pl.DataFrame


def documents(
    texts: Mapping[str, str],
    engine: Engine,
    published: Mapping[str, dt.date] | None = None,
    headlines: Mapping[str, str | None] | None = None,
    zones: Mapping[str, Sequence[str]] | None = None,
) -> Documents:
    """One article a text, one block a line that is not empty: of the zone that `zones` lists for it, else body.

    Offsets stay those of the text as given.
    """
    article_rows, block_rows, parse_inputs = [], [], []
    for article_id, text in texts.items():
        day = (published or {}).get(article_id)
        article_rows.append(
            {
                "article_id": article_id,
                "fetched_on": DAY,
                "page_id": article_id,
                "outlet": "unknown",
                "headline": (headlines or {}).get(article_id),
                "authors": [],
                "keywords": [],
                "date_published": dt.datetime.combine(day, dt.time()) if day else None,
                "date_published_source": "meta" if day else "none",
                "in_language": "en",
                "text": text,
                "word_count": len(text.split()),
                "input_kind": "txt",
                "article_kind": "article",
                "text_extraction_method": "scraped-text",
                "extractor_version": "gold",
                "status": "ok",
            }
        )
        starts, position = [], 0
        listed = (zones or {}).get(article_id)
        for line in text.split("\n"):
            if line.strip():
                starts.append(position)
                block_rows.append(
                    {
                        "article_id": article_id,
                        "fetched_on": DAY,
                        "block_no": len(starts) - 1,
                        "zone": listed[len(starts) - 1] if listed else "body",
                        "char_start": position,
                        "char_end": position + len(line),
                    }
                )
            position += len(line) + 1
        parse_inputs.append(ParseInput(article_id, text, tuple(starts)))
    tokens = engine.parse(parse_inputs).with_columns(fetched_on=pl.lit(DAY))
    return Documents(
        articles=rows_to_frame(article_rows, Articles),
        blocks=rows_to_frame(block_rows, Blocks),
        tokens=conform(tokens, Tokens),
    )
