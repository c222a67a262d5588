"""What the published file holds: days, counts, versions. Stays out: printing."""

from __future__ import annotations

import duckdb
import polars as pl

from warehouse.ddl import CORE_SCHEMA


def about(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The file's own description: version, run, publishing time."""
    return dict(connection.execute("SELECT name, value FROM about ORDER BY name").fetchall())


def days(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row a day: pages, articles, words, mentions, quotes, events, rejects, when it was loaded last."""
    counted = ", ".join(
        f"(SELECT count(*) FROM {CORE_SCHEMA}.{table} t WHERE t.fetched_on = d.fetched_on) AS {table}"
        for table in ("pages", "articles", "mentions", "quotes", "events", "rejects")
    )
    return connection.execute(
        f"SELECT d.fetched_on, {counted}, (SELECT sum(word_count) FROM {CORE_SCHEMA}.articles a WHERE a.fetched_on ="
        f" d.fetched_on)::BIGINT AS words, (SELECT max(finished_at) FROM {CORE_SCHEMA}.runs r WHERE r.fetched_on ="
        f" d.fetched_on) AS loaded_at FROM (SELECT DISTINCT fetched_on FROM {CORE_SCHEMA}.pages) d ORDER BY 1"
    ).pl()


def counts(connection: duckdb.DuckDBPyConnection, table: str, column: str, days: list[str]) -> list[tuple[str, int]]:
    """How often each value of a column occurs on the days, most frequent first."""
    return connection.execute(
        f"SELECT {column}, count(*) FROM {CORE_SCHEMA}.{table} WHERE list_contains($days, fetched_on::VARCHAR)"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
        {"days": days},
    ).fetchall()


def most_quoted(connection: duckdb.DuckDBPyConnection, limit: int = 3) -> list[tuple[str, str, int, int]]:
    """Name, role, quotes and outlets of the people quoted most."""
    return connection.execute(
        "SELECT e.canonical_name, coalesce(mode(q.speaker_role), ''), count(*), count(DISTINCT a.outlet_id) FROM fct_quote q"
        " JOIN dim_entity e ON e.entity_id = q.speaker_entity_id JOIN dim_article a USING (article_id)"
        " WHERE e.entity_type = 'PERSON' AND a.is_canonical GROUP BY e.entity_id, 1 ORDER BY 3 DESC, 1 LIMIT $limit",
        {"limit": limit},
    ).fetchall()


def who_did_what(connection: duckdb.DuckDBPyConnection, limit: int = 3) -> list[tuple[str, str, str, str, int]]:
    """Day, actor, type, recipient and number of outlets of the events that most outlets report."""
    return connection.execute(
        "SELECT coalesce(c.event_date::VARCHAR, ''), c.actor, c.event_type, c.recipient, c.outlet_count FROM rpt_event_coverage c"
        " SEMI JOIN bridge_event_dyad d ON d.event_id = c.event_cluster_id WHERE c.status = 'actual'"
        " ORDER BY c.outlet_count DESC, c.article_count DESC, c.event_date DESC NULLS LAST, c.actor LIMIT $limit",
        {"limit": limit},
    ).fetchall()
