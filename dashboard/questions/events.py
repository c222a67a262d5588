"""Who does what to whom, when and where. Stays out: the passages that prove it (`proof`)."""

from __future__ import annotations

import duckdb
import pandas as pd

from dashboard.questions.sql import CHOSEN, ROW_LIMIT, has_words, one_row
from dashboard.shapes import EventFilters, Filters, Grain

# The events of the chosen articles, by what else is asked: a pair of countries, a place, a class, a status.
_ASKED = f"""{CHOSEN}, asked AS (
    SELECT v.* FROM fct_event AS v
    JOIN chosen AS c ON c.article_id = v.article_id AND c.fetched_on = v.fetched_on
    WHERE ($status::VARCHAR IS NULL OR v.status = $status::VARCHAR)
        AND ($quad::INTEGER IS NULL OR v.quad_code = $quad::INTEGER)
        AND ($place::VARCHAR IS NULL OR coalesce(v.placename, v.country_iso3) = $place::VARCHAR)
        AND ($actor_country::VARCHAR IS NULL OR v.event_id IN (
            SELECT d.event_id FROM bridge_event_dyad AS d
            WHERE d.actor_country_iso3 = $actor_country::VARCHAR AND d.recipient_country_iso3 = $recipient_country::VARCHAR
        ))
)"""


def cooperation_and_conflict(
    connection: duckdb.DuckDBPyConnection, filters: Filters, grain: Grain = "day", asked: EventFilters | None = None
) -> pd.DataFrame:
    """period_start, period_end, quad_code (1 to 4), events: what happened in the chosen days, a row a class and period.

    Only events that actually happened and whose date is exact to the period; one that several articles report counts
    once.
    """
    exact = ["day", *(["week"] if grain != "day" else []), *(["month"] if grain in ("month", "quarter") else [])]
    happened = (asked or EventFilters()).but(status="actual")
    return connection.execute(
        f"""{_ASKED}, happened AS (
            SELECT event_cluster_id, min(event_date) AS day, min(quad_code) AS quad_code FROM asked
            WHERE quad_code IS NOT NULL AND list_contains($exact::VARCHAR[], event_date_grain) GROUP BY ALL
        )
        SELECT date_trunc($grain, day)::TIMESTAMP AS period_start,
            period_start + ('1 ' || $grain)::INTERVAL AS period_end, quad_code, count(*) AS events
        FROM happened
        WHERE day BETWEEN coalesce($first::DATE, (SELECT min(covered_on) FROM chosen))
            AND coalesce($last::DATE, (SELECT max(covered_on) FROM chosen))
        GROUP BY ALL ORDER BY period_start, quad_code""",
        {**filters.parameters(), **happened.parameters(), "grain": grain, "exact": exact},
    ).df()


def actual_events(connection: duckdb.DuckDBPyConnection, filters: Filters, asked: EventFilters | None = None) -> int:
    """Number of events that actually happened according to the chosen articles, each counted once."""
    happened = (asked or EventFilters()).but(status="actual")
    row = one_row(
        connection,
        f"{_ASKED} SELECT count(DISTINCT event_cluster_id) FROM asked WHERE quad_code IS NOT NULL",
        {**filters.parameters(), **happened.parameters()},
    )
    return int(row[0])


def dyads(connection: duckdb.DuckDBPyConnection, filters: Filters, limit: int = ROW_LIMIT) -> pd.DataFrame:
    """actor_country, recipient_country (ISO 3166-1 alpha-3), events, cooperation, conflict, intensity, matches: most first.

    A directed pair of countries a row; an event counts once a direction however many report it. `intensity` is PLOVER's, -10
    to 10, the mean over the events.
    """
    return connection.execute(
        f"""{CHOSEN}, happened AS (
            SELECT d.actor_country_iso3, d.recipient_country_iso3, v.event_cluster_id, min(v.quad_code) AS quad_code,
                avg(v.intensity) AS intensity
            FROM fct_event AS v JOIN chosen AS c ON c.article_id = v.article_id AND c.fetched_on = v.fetched_on
            JOIN bridge_event_dyad AS d ON d.event_id = v.event_id AND d.fetched_on = v.fetched_on
            WHERE v.status = 'actual' GROUP BY ALL
        )
        SELECT actor_country_iso3 AS actor_country, recipient_country_iso3 AS recipient_country, count(*) AS events,
            count(*) FILTER (quad_code <= 2) AS cooperation, count(*) FILTER (quad_code >= 3) AS conflict,
            avg(intensity) AS intensity, count(*) OVER () AS matches
        FROM happened GROUP BY ALL ORDER BY events DESC, actor_country, recipient_country LIMIT $limit""",
        {**filters.parameters(), "limit": limit},
    ).df()


def places(
    connection: duckdb.DuckDBPyConnection, filters: Filters, asked: EventFilters | None = None, limit: int = ROW_LIMIT
) -> pd.DataFrame:
    """place, country_iso3, latitude, longitude (degrees; null where unknown), events, conflict (share, 0 to 1).

    Events that actually happened, each counted once; most first.
    """
    happened = (asked or EventFilters()).but(status="actual")
    return connection.execute(
        f"""{_ASKED}, happened AS (
            SELECT event_cluster_id, coalesce(placename, country_iso3) AS place, country_iso3, min(quad_code) AS quad_code,
                any_value(latitude) AS latitude, any_value(longitude) AS longitude
            FROM asked WHERE place IS NOT NULL AND quad_code IS NOT NULL GROUP BY ALL
        )
        SELECT place, country_iso3, any_value(latitude) AS latitude, any_value(longitude) AS longitude, count(*) AS events,
            count(*) FILTER (quad_code >= 3) / count(*) AS conflict
        FROM happened GROUP BY place, country_iso3 ORDER BY events DESC, place, country_iso3 LIMIT $limit""",
        {**filters.parameters(), **happened.parameters(), "limit": limit},
    ).df()


def events(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    search: str = "",
    asked: EventFilters | None = None,
    limit: int = ROW_LIMIT,
) -> pd.DataFrame:
    """event_id, event_date, actor, deed (type and mode), recipient, place, status, outlet, sentence, url, article_id, matches.

    Newest first. Search and `matches` as in `quotes`.
    """
    shown = "concat_ws(' ', r.actor, r.event_type, r.event_mode, r.recipient, r.place, c.outlet, r.sentence)"
    return connection.execute(
        f"""{_ASKED}
        SELECT r.event_id, r.event_date, r.actor, concat_ws(' ', r.event_type, nullif(r.event_mode, '')) AS deed,
            r.recipient, r.place, r.status, c.outlet, r.sentence, c.url, c.article_id, count(*) OVER () AS matches
        FROM rpt_who_did_what AS r
        SEMI JOIN asked AS v ON v.event_id = r.event_id AND v.fetched_on = r.fetched_on
        JOIN chosen AS c ON c.article_id = r.article_id AND c.fetched_on = r.fetched_on
        WHERE {has_words(shown)}
        ORDER BY c.date_published DESC NULLS LAST, r.event_date DESC NULLS LAST, r.event_id LIMIT $limit""",
        {
            **filters.parameters(), **(asked or EventFilters()).parameters(), "words": search.split(), "limit": limit,
        },
    ).df()  # fmt: skip


def event_statuses(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The statuses that events have, the commonest first."""
    rows = connection.execute("SELECT status FROM fct_event GROUP BY 1 ORDER BY count(*) DESC, status").fetchall()
    return [str(status) for (status,) in rows]
