"""A day's tables out of what was read from its pages: articles, blocks, removed blocks.

Stays out: reading a page (`extraction`), and the pages that gave none (`transforms.rejects`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from transforms.articles.page import Extraction
from transforms.articles.site_lines import lines_of_sites, without_site_lines
from transforms.tables import Articles, Blocks, RemovedBlocks, SiteLines
from transforms.tables.base import conform, empty, polars_schema

_ARTICLE_COLUMNS = {
    name: dtype
    for name, dtype in polars_schema(Articles).items()
    if name not in ("fetched_on", "page_id", "parser_version", "extractor_version")
}

EXTRACTIONS_SCHEMA = pl.Schema(
    {
        "page_id": pl.String(),
        "extractor_version": pl.String(),
        "charset": pl.String(),
        "reason": pl.String(),
        "detail": pl.String(),
        **_ARTICLE_COLUMNS,
        "blocks": pl.List(pl.Struct({"zone": pl.String(), "text": pl.String()})),
        "removed": pl.List(pl.Struct({"reason": pl.String(), "text": pl.String()})),
    }
)
"""One row a page: what `extract_page` gave, nested; article columns are null where there is a reason."""


_NEWEST = ("date_modified", "date_published", "word_count", "page_id")
"""Order among several pages of one article; by what they say, so that it does not matter which was read first."""


@dataclass(frozen=True)
class ArticleTables:
    """What a day's extractions amount to."""

    articles: pl.DataFrame
    blocks: pl.DataFrame
    removed_blocks: pl.DataFrame
    site_lines: pl.DataFrame


def extractions_frame(extractions: Sequence[Extraction], extractor_version: str) -> pl.DataFrame:
    """Extractions as one frame of `EXTRACTIONS_SCHEMA`, marked with the version of the code that made them."""
    rows = [
        {
            **dict.fromkeys(EXTRACTIONS_SCHEMA),
            **extraction.article,
            "page_id": extraction.page_id,
            "extractor_version": extractor_version,
            "charset": extraction.charset,
            "reason": extraction.reason,
            "detail": extraction.detail,
            "blocks": [{"zone": zone, "text": text} for zone, text in extraction.blocks],
            "removed": [{"reason": reason, "text": text} for reason, text in extraction.removed],
        }
        for extraction in extractions
    ]
    return pl.DataFrame(rows, schema=EXTRACTIONS_SCHEMA)


def articles_from_extractions(
    extractions: pl.DataFrame, fetched_on: dt.date, known_lines: pl.DataFrame | None = None
) -> ArticleTables:
    """The day's tables, from a frame of `EXTRACTIONS_SCHEMA` and the `SiteLines` of earlier days.

    Of several pages of one article the one changed last is the article, or else the longest; `rejects_from` names the
    others.
    """
    current = (
        extractions.filter(pl.col("reason").is_null())
        .sort(["article_id", *_NEWEST], descending=[False, True, True, True, False], nulls_last=True)
        .unique("article_id", keep="first", maintain_order=True)
    )
    site_lines = lines_of_sites(current, fetched_on)
    current = without_site_lines(current, site_lines, empty(SiteLines) if known_lines is None else known_lines)
    day = pl.lit(fetched_on).alias("fetched_on")
    blocks = (
        _numbered(current, "blocks", "block_no")
        .with_columns(length=pl.col("text").str.len_chars().cast(pl.Int32))
        .with_columns(char_end=(pl.col("length") + 1).cum_sum().over("article_id", order_by="block_no") - 1)
        .with_columns(char_start=pl.col("char_end") - pl.col("length"))
    )
    return ArticleTables(
        articles=conform(current.with_columns(day, parser_version=pl.lit(None, dtype=pl.String)), Articles),
        blocks=conform(blocks.with_columns(day), Blocks).sort("article_id", "block_no"),
        removed_blocks=conform(_numbered(current, "removed", "removed_no").with_columns(day), RemovedBlocks).sort(
            "article_id", "removed_no"
        ),
        site_lines=site_lines,
    )


def _numbered(articles: pl.DataFrame, column: str, number: str) -> pl.DataFrame:
    """The structs of a list column as rows, numbered from 0 within the article; empty lists give no rows."""
    return (
        articles.select("article_id", column)
        .filter(pl.col(column).list.len() > 0)
        .with_columns(pl.int_ranges(0, pl.col(column).list.len()).alias(number))
        .explode(column, number)
        .unnest(column)
    )
