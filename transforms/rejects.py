"""Which pages gave nothing usable and why, and what became of every page. Stays out: finding the reasons."""

from __future__ import annotations

import polars as pl

from transforms.tables import Articles, Pages, Rejects
from transforms.tables.base import conform

_PAGE_DETAILS = {
    "empty": "The file holds no bytes.",
    "too_large": "The page is larger than the limit of the settings (DATELINE_MAX_PAGE_BYTES) and was not kept.",
    "unreadable": "The file could not be read: no permission, a broken link, or damaged compression.",
}


def rejects_from(
    pages: pl.DataFrame, extractions: pl.DataFrame, articles: pl.DataFrame, parses: pl.DataFrame
) -> pl.DataFrame:
    """`Rejects` of a day: pages without bytes, pages without article, second pages of an article, failed parses."""
    unread = pages.filter(pl.col("status") != "ok").select(
        "page_id",
        "fetched_on",
        stage=pl.lit("pages"),
        reason=pl.col("status"),
        detail=pl.col("status").replace_strict(_PAGE_DETAILS, default="The page was not usable."),
    )
    read = extractions.join(pages.select("page_id", "fetched_on"), on="page_id")
    no_article = read.filter(pl.col("reason").is_not_null()).select(
        "page_id", "fetched_on", "reason", "detail", stage=pl.lit("articles")
    )
    current = articles.select("article_id", current_page="page_id")
    copies = (
        read.filter(pl.col("reason").is_null())
        .join(current, on="article_id")
        .filter(pl.col("page_id") != pl.col("current_page"))
        .select(
            "page_id",
            "fetched_on",
            reason=pl.lit("duplicate"),
            detail=pl.format("The same article as page {}.", pl.col("current_page")),
            stage=pl.lit("articles"),
        )
    )
    unparsed = (
        parses.filter(pl.col("status") != "ok")
        .join(articles.select("article_id", "page_id"), on="article_id")
        .select("page_id", "fetched_on", reason="status", detail=pl.col("detail").fill_null(""), stage=pl.lit("tokens"))
    )
    return pl.concat([conform(part, Rejects) for part in (unread, no_article, copies, unparsed)]).sort(
        "page_id", "stage"
    )


def articles_with_parse(articles: pl.DataFrame, parses: pl.DataFrame) -> pl.DataFrame:
    """`Articles` with the parser's version, and the status `parse_failed` where the parse failed."""
    joined = articles.drop("parser_version").join(
        parses.select("article_id", "parser_version", parse_status="status"), on="article_id", how="left"
    )
    failed = pl.col("parse_status").is_not_null() & (pl.col("parse_status") != "ok")
    status = pl.when(failed).then(pl.lit("parse_failed")).otherwise(pl.col("status"))
    return conform(joined.with_columns(status=status), Articles).sort("article_id")


def pages_with_status(
    pages: pl.DataFrame, extractions: pl.DataFrame, articles: pl.DataFrame, rejects: pl.DataFrame
) -> pl.DataFrame:
    """`Pages` with what became of each: the reason of its reject, else the status of its article."""
    outcome = pl.concat(
        [
            rejects.select("page_id", outcome="reason", rank=pl.lit(0)),
            articles.select("page_id", outcome="status", rank=pl.lit(1)),
        ]
    )
    outcome = outcome.sort("page_id", "rank").unique("page_id", keep="first", maintain_order=True).drop("rank")
    joined = (
        pages.drop("charset")
        .join(extractions.select("page_id", "charset"), on="page_id", how="left")
        .join(outcome, on="page_id", how="left")
    )
    status = pl.coalesce("outcome", pl.when(pl.col("status") == "ok").then(pl.lit("error")).otherwise(pl.col("status")))
    return conform(joined.with_columns(status=status), Pages).sort("page_id")
