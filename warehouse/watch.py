"""What the published file says of the sources: when each last gave an article, and whether there is less in them than before.

Belongs here: the figures. Stays out: what counts as too old or too few (`orchestration.checks`).
"""

from __future__ import annotations

import datetime as dt

import duckdb
import polars as pl

from warehouse.ddl import CORE_SCHEMA

MEASURES = ("quotes_per_article", "events_per_article", "words_per_article", "articles_per_page")

_OF_SOURCE = "split_part(p.source_name, '/', 1)"
"""A page of a folder is named after its source and the file's path in it."""


def newest_articles(connection: duckdb.DuckDBPyConnection) -> dict[str, dt.datetime]:
    """When the newest page that gave an article was fetched (UTC), by source."""
    return dict(
        connection.execute(
            f"SELECT {_OF_SOURCE}, max(p.fetched_at) FROM {CORE_SCHEMA}.pages p"
            f" SEMI JOIN {CORE_SCHEMA}.articles a USING (page_id, fetched_on) GROUP BY 1"
        ).fetchall()
    )


def daily_measures(connection: duckdb.DuckDBPyConnection, until: dt.date, days: int) -> pl.DataFrame:
    """One row a source and day of the `days` up to `until`, and one a day for all together (source null).

    Columns: source, fetched_on, pages, articles (English ones with status ok), and `MEASURES`, null where there is nothing to
    divide by.
    """
    since = until - dt.timedelta(days=days - 1)
    within = "fetched_on BETWEEN $since AND $until"
    return connection.execute(
        f"""
        WITH found AS (
            SELECT p.fetched_on, {_OF_SOURCE} AS source, a.article_id, a.word_count, a.status = 'ok' AS is_article,
                coalesce(q.n, 0) AS quotes, coalesce(e.n, 0) AS events
            FROM (FROM {CORE_SCHEMA}.pages WHERE {within}) p
            LEFT JOIN (FROM {CORE_SCHEMA}.articles WHERE {within}) a USING (page_id, fetched_on)
            LEFT JOIN (SELECT article_id, fetched_on, count(*) AS n FROM {CORE_SCHEMA}.quotes WHERE {within} GROUP BY ALL) q
                USING (article_id, fetched_on)
            LEFT JOIN (SELECT article_id, fetched_on, count(*) AS n FROM {CORE_SCHEMA}.events WHERE {within} GROUP BY ALL) e
                USING (article_id, fetched_on)
        )
        SELECT source, fetched_on, count(*) AS pages, count(*) FILTER (is_article) AS articles,
            sum(quotes) FILTER (is_article) / nullif(articles, 0) AS quotes_per_article,
            sum(events) FILTER (is_article) / nullif(articles, 0) AS events_per_article,
            sum(word_count) FILTER (is_article) / nullif(articles, 0) AS words_per_article,
            articles / nullif(pages, 0) AS articles_per_page
        FROM found GROUP BY GROUPING SETS ((source, fetched_on), (fetched_on)) ORDER BY source NULLS FIRST, fetched_on
        """,
        {"since": since, "until": until},
    ).pl()
