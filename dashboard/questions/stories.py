"""Texts, quotations and events that several outlets print: who had them first. Stays out: what they say."""

from __future__ import annotations

import duckdb
import pandas as pd

from dashboard.questions.sql import ALL, ROW_LIMIT, between, has_words, of_outlets, overlapping
from dashboard.shapes import Filters

_HOURS = "date_diff('minute', min(date_published) OVER (), date_published) / 60.0"


def stories(
    connection: duckdb.DuckDBPyConnection, filters: Filters, search: str = "", limit: int = ROW_LIMIT
) -> pd.DataFrame:
    """story_id, headline, first_outlet, first_published_at (UTC), articles, outlets, quotes, events, matches: newest first.

    Texts that were printed more than once, of which a chosen outlet printed one, first printed in the chosen days.
    """
    return connection.execute(
        f"""{ALL}
        SELECT s.story_id, s.headline, coalesce(n.outlet, s.first_outlet_id) AS first_outlet, s.first_published_at,
            s.article_count AS articles, s.outlet_count AS outlets, s.quote_count AS quotes, s.event_count AS events,
            count(*) OVER () AS matches
        FROM rpt_story AS s LEFT JOIN outlet_names AS n ON n.outlet_id = s.first_outlet_id
        WHERE {between("s.first_on")} AND {has_words("concat_ws(' ', s.headline, first_outlet)")}
            AND (len($outlets::VARCHAR[]) = 0 OR s.story_id IN (
                SELECT a.story_id FROM dim_article AS a WHERE list_contains($outlets::VARCHAR[], a.outlet_id)
            ))
        ORDER BY s.first_on DESC, s.outlet_count DESC, s.story_id LIMIT $limit""",
        {**filters.parameters(), "words": search.split(), "limit": limit},
    ).df()


def articles_of_story(connection: duckdb.DuckDBPyConnection, story_id: str) -> pd.DataFrame:
    """article_id, outlet, published_at (UTC), hours_after (the first with a date), headline, standing, url, matches."""
    return connection.execute(
        f"""{ALL}
        SELECT article_id, outlet, date_published AS published_at, {_HOURS} AS hours_after, headline,
            if(is_canonical, 'original', 'copy') AS standing, url, count(*) OVER () AS matches
        FROM articles WHERE story_id = $id ORDER BY date_published NULLS LAST, article_id""",
        {"id": story_id},
    ).df()


def first_to_report(connection: duckdb.DuckDBPyConnection, filters: Filters) -> pd.DataFrame:
    """outlet_id, outlet, events, shared, first, share (0 to 1), lead_hours: how often an outlet is first with an event.

    Events that several outlets report, in months that overlap the days; `lead_hours` is the median of the months' medians.
    """
    return connection.execute(
        f"""{ALL}
        SELECT r.outlet_id, coalesce(n.outlet, r.outlet_id) AS outlet, sum(event_count)::BIGINT AS events,
            sum(shared_event_count)::BIGINT AS shared, sum(first_count)::BIGINT AS first,
            sum(first_count) / nullif(sum(shared_event_count), 0) AS share, median(median_lead_hours) AS lead_hours
        FROM rpt_first_to_report AS r LEFT JOIN outlet_names AS n ON n.outlet_id = r.outlet_id
        WHERE {of_outlets("r.outlet_id")}
            AND {overlapping("month", "month_start")}
        GROUP BY ALL ORDER BY first DESC, shared DESC, outlet, r.outlet_id""",
        filters.parameters(),
    ).df()


def syndication(connection: duckdb.DuckDBPyConnection, filters: Filters) -> pd.DataFrame:
    """outlet_id, outlet, articles, copies, share (0 to 1), main_source: how much of an outlet's output is not its own.

    Months that overlap the days; `main_source` is the newest month's.
    """
    return connection.execute(
        f"""{ALL}
        SELECT r.outlet_id, coalesce(n.outlet, r.outlet_id) AS outlet, sum(article_count)::BIGINT AS articles,
            sum(copy_count)::BIGINT AS copies, sum(copy_count) / nullif(sum(article_count), 0) AS share,
            arg_max(coalesce(m.outlet, r.main_source_outlet_id), month_start) AS main_source
        FROM rpt_syndication AS r LEFT JOIN outlet_names AS n ON n.outlet_id = r.outlet_id
        LEFT JOIN outlet_names AS m ON m.outlet_id = r.main_source_outlet_id
        WHERE {of_outlets("r.outlet_id")}
            AND {overlapping("month", "month_start")}
        GROUP BY ALL ORDER BY share DESC, copies DESC, outlet, r.outlet_id""",
        filters.parameters(),
    ).df()


def shared_events(
    connection: duckdb.DuckDBPyConnection, filters: Filters, search: str = "", limit: int = ROW_LIMIT
) -> pd.DataFrame:
    """event_cluster_id, event_date, actor, deed, recipient, first_outlet, first_published_at, outlets, sentence, matches.

    Events that several outlets report, first in the chosen days; those with most outlets first.
    """
    shown = "concat_ws(' ', s.actor, s.event_type, s.event_mode, s.recipient, s.place, first_outlet, s.sentence)"
    return connection.execute(
        f"""{ALL}
        SELECT s.event_cluster_id, s.event_date, s.actor, concat_ws(' ', s.event_type, nullif(s.event_mode, '')) AS deed,
            s.recipient, s.status, coalesce(n.outlet, s.first_outlet_id) AS first_outlet, s.first_published_at,
            s.outlet_count AS outlets, s.sentence, count(*) OVER () AS matches
        FROM rpt_event_coverage AS s LEFT JOIN outlet_names AS n ON n.outlet_id = s.first_outlet_id
        WHERE s.outlet_count > 1 AND {between("s.first_on")} AND {has_words(shown)}
            AND {of_outlets("s.first_outlet_id")}
        ORDER BY s.outlet_count DESC, s.first_on DESC, s.event_cluster_id LIMIT $limit""",
        {**filters.parameters(), "words": search.split(), "limit": limit},
    ).df()


def reports_of_event(connection: duckdb.DuckDBPyConnection, event_cluster_id: str) -> pd.DataFrame:
    """event_id, outlet, published_at (UTC), hours_after, sentence, url, article_id, matches: who reported it, first first."""
    return _in_order(connection, "fct_event", "event_id", "event_cluster_id", "sentence", event_cluster_id)


def reused_quotes(
    connection: duckdb.DuckDBPyConnection, filters: Filters, search: str = "", limit: int = ROW_LIMIT
) -> pd.DataFrame:
    """quote_cluster_id, quotation, speaker, first_outlet, first_published_at, outlets, lag_hours (median), matches.

    Quotations that several outlets print, first in the chosen days; those with most outlets first.
    """
    return connection.execute(
        f"""{ALL}
        SELECT r.quote_cluster_id, r.quotation, e.canonical_name AS speaker,
            coalesce(n.outlet, r.first_outlet_id) AS first_outlet, r.first_published_at, r.outlet_count AS outlets,
            r.median_lag_hours AS lag_hours, count(*) OVER () AS matches
        FROM rpt_quote_reuse AS r LEFT JOIN outlet_names AS n ON n.outlet_id = r.first_outlet_id
        LEFT JOIN dim_entity AS e ON e.entity_id = r.speaker_entity_id
        WHERE {between("r.first_published_at::DATE")}
            AND {has_words("concat_ws(' ', r.quotation, e.canonical_name, first_outlet)")}
            AND {of_outlets("r.first_outlet_id")}
        ORDER BY r.outlet_count DESC, r.first_published_at DESC, r.quote_cluster_id LIMIT $limit""",
        {**filters.parameters(), "words": search.split(), "limit": limit},
    ).df()


def prints_of_quote(connection: duckdb.DuckDBPyConnection, quote_cluster_id: str) -> pd.DataFrame:
    """quote_id, outlet, published_at (UTC), hours_after, quotation, url, article_id, matches: who printed it, first first."""
    return _in_order(connection, "fct_quote", "quote_id", "quote_cluster_id", "quotation", quote_cluster_id)


def _in_order(
    connection: duckdb.DuckDBPyConnection, facts: str, fact_id: str, cluster_id: str, shown: str, cluster: str
) -> pd.DataFrame:
    """The facts of one cluster with where and when they were printed, the first one first."""
    return connection.execute(
        f"""{ALL}
        SELECT f.{fact_id}, a.outlet, a.date_published AS published_at, {_HOURS} AS hours_after, f.{shown}, a.url,
            a.article_id, count(*) OVER () AS matches
        FROM {facts} AS f JOIN articles AS a ON a.article_id = f.article_id AND a.fetched_on = f.fetched_on
        WHERE f.{cluster_id} = $id ORDER BY a.date_published NULLS LAST, a.article_id, f.char_start, f.{fact_id}""",
        {"id": cluster},
    ).df()
