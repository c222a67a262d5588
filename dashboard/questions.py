"""What the page asks of the published file: one function a question, SQL with parameters.

Belongs here: SQL over dimensions, facts and reports. Stays out: core tables, caching, anything that is shown.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pandas as pd

from dashboard.shapes import Counts, Evidence, Filters, Grain, Summary
from warehouse.explain import Mark

ROW_LIMIT = 1000
PERSON_LIMIT = 15

# Two outlets may bear one name: then the domain tells them apart. Only web addresses become links, because an address
# comes from a page that anybody may have written.
_ALL = """
WITH outlet_names AS (
    SELECT outlet_id, CASE
        WHEN publisher_name IS NULL THEN outlet_id
        WHEN count(*) OVER (PARTITION BY publisher_name) > 1 THEN publisher_name || ' (' || outlet_id || ')'
        ELSE publisher_name END AS outlet
    FROM dim_outlet
), articles AS (
    SELECT a.article_id, a.outlet_id, coalesce(n.outlet, a.outlet_id) AS outlet, a.headline, a.published_on,
        a.date_published, a.is_canonical, a.text,
        CASE WHEN regexp_matches(lower(a.url), '^https?://') THEN a.url END AS url
    FROM dim_article AS a LEFT JOIN outlet_names AS n ON n.outlet_id = a.outlet_id
)"""
_CHOSEN = f"""{_ALL}, chosen AS (
    SELECT * FROM articles
    WHERE (len($outlets::VARCHAR[]) = 0 OR list_contains($outlets::VARCHAR[], outlet_id))
        AND ($first::DATE IS NULL OR published_on >= $first::DATE)
        AND ($last::DATE IS NULL OR published_on <= $last::DATE)
)"""


def summary(connection: duckdb.DuckDBPyConnection) -> Summary:
    """How many articles, outlets, quotes and events the file holds, of which days, and when it was published."""
    row = _row(
        connection,
        "SELECT count(*), count(DISTINCT outlet_id), (SELECT count(*) FROM fct_quote), (SELECT count(*) FROM fct_event),"
        " min(published_on), max(published_on) FROM dim_article",
    )
    about = {str(name): str(value) for name, value in connection.execute("SELECT name, value FROM about").fetchall()}
    published = about.get("published_at")
    published_at = dt.datetime.fromisoformat(published) if published else None
    return Summary(*(*row, published_at, about))


def outlets(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """outlet_id, outlet (its name), articles: every outlet with an article, by name."""
    return connection.execute(
        f"""{_ALL}
        SELECT outlet_id, outlet, count(*) AS articles FROM articles
        GROUP BY outlet_id, outlet ORDER BY lower(outlet), outlet_id"""
    ).df()


def counts(connection: duckdb.DuckDBPyConnection, filters: Filters) -> Counts:
    """How much there is in the chosen articles."""
    row = _row(
        connection,
        f"""{_CHOSEN}, spoken AS (
            SELECT q.quote_id, e.entity_id FROM fct_quote AS q SEMI JOIN chosen AS c ON c.article_id = q.article_id
            LEFT JOIN dim_entity AS e ON e.entity_id = q.speaker_entity_id AND e.entity_type = 'PERSON'
        )
        SELECT count(*), count(*) FILTER (NOT is_canonical), count(DISTINCT outlet_id),
            (SELECT count(*) FROM spoken), (SELECT count(DISTINCT entity_id) FROM spoken),
            (SELECT count(*) FROM fct_event AS v SEMI JOIN chosen AS c ON c.article_id = v.article_id),
            min(published_on), max(published_on)
        FROM chosen""",
        filters.parameters(),
    )
    return Counts(*row)


def most_quoted(connection: duckdb.DuckDBPyConnection, filters: Filters, limit: int = PERSON_LIMIT) -> pd.DataFrame:
    """person, gender (f, m, x, unknown), role, quotes, articles, outlets (names): who is quoted most.

    A text that several outlets run counts once, with the outlet that ran it first; what somebody did not say never.
    """
    return connection.execute(
        f"""{_CHOSEN}, people AS (
            SELECT e.entity_id, e.canonical_name, coalesce(e.gender, 'unknown') AS gender, e.role_text,
                count(*) AS quotes, count(DISTINCT c.article_id) AS articles,
                string_agg(DISTINCT c.outlet, ', ' ORDER BY c.outlet) AS outlets
            FROM fct_quote AS q JOIN chosen AS c ON c.article_id = q.article_id AND c.is_canonical
            JOIN dim_entity AS e ON e.entity_id = q.speaker_entity_id AND e.entity_type = 'PERSON'
            WHERE NOT q.is_negated GROUP BY ALL
        ), best AS (FROM people ORDER BY quotes DESC, canonical_name, entity_id LIMIT $limit)
        SELECT CASE WHEN count(*) OVER (PARTITION BY canonical_name) > 1
                THEN canonical_name || ' (' || coalesce(role_text, left(entity_id, 6)) || ')'
                ELSE canonical_name END AS person,
            gender, role_text AS role, quotes, articles, outlets
        FROM best ORDER BY quotes DESC, person""",
        {**filters.parameters(), "limit": limit},
    ).df()


def cooperation_and_conflict(
    connection: duckdb.DuckDBPyConnection, filters: Filters, grain: Grain = "day"
) -> pd.DataFrame:
    """period_start, period_end, quad_code (1 to 4), events: what happened in the chosen days, a row a class and period.

    Only events that actually happened and whose date is exact to the period; one that several articles report counts
    once.
    """
    exact = {"day": ["day"], "week": ["day", "week"], "month": ["day", "week", "month"]}[grain]
    return connection.execute(
        f"""{_CHOSEN}, happened AS (
            SELECT v.event_cluster_id, min(v.event_date) AS day, min(v.quad_code) AS quad_code
            FROM fct_event AS v SEMI JOIN chosen AS c ON c.article_id = v.article_id
            WHERE v.status = 'actual' AND v.quad_code IS NOT NULL AND list_contains($exact::VARCHAR[], v.event_date_grain)
            GROUP BY ALL
        )
        SELECT date_trunc($grain, day)::TIMESTAMP AS period_start,
            period_start + ('1 ' || $grain)::INTERVAL AS period_end, quad_code, count(*) AS events
        FROM happened
        WHERE day BETWEEN coalesce($first::DATE, (SELECT min(published_on) FROM chosen))
            AND coalesce($last::DATE, (SELECT max(published_on) FROM chosen))
        GROUP BY ALL ORDER BY period_start, quad_code""",
        {**filters.parameters(), "grain": grain, "exact": exact},
    ).df()


def actual_events(connection: duckdb.DuckDBPyConnection, filters: Filters) -> int:
    """Number of events that actually happened according to the chosen articles, each counted once."""
    row = _row(
        connection,
        f"""{_CHOSEN} SELECT count(DISTINCT v.event_cluster_id) FROM fct_event AS v
        SEMI JOIN chosen AS c ON c.article_id = v.article_id WHERE v.status = 'actual' AND v.quad_code IS NOT NULL""",
        filters.parameters(),
    )
    return int(row[0])


def articles_by_outlet(connection: duckdb.DuckDBPyConnection, filters: Filters, grain: Grain = "day") -> pd.DataFrame:
    """outlet, period_start, period_end, kind (original, copy), articles; outlets with most articles first.

    A copy is an article whose text another outlet ran before. Articles without a date are left out.
    """
    return connection.execute(
        f"""{_CHOSEN}, periods AS (
            SELECT outlet, date_trunc($grain, published_on)::TIMESTAMP AS period_start,
                period_start + ('1 ' || $grain)::INTERVAL AS period_end,
                if(is_canonical, 'original', 'copy') AS kind, count(*) AS articles
            FROM chosen WHERE published_on IS NOT NULL GROUP BY ALL
        )
        FROM periods ORDER BY sum(articles) OVER (PARTITION BY outlet) DESC, outlet, period_start, kind DESC""",
        {**filters.parameters(), "grain": grain},
    ).df()


def quotes(
    connection: duckdb.DuckDBPyConnection, filters: Filters, search: str = "", limit: int = ROW_LIMIT
) -> pd.DataFrame:
    """quote_id, speaker, role, quotation, outlet, published_on, headline, url, matches: newest first.

    Every word of `search` must occur in one of the shown texts; case and accents do not matter. `matches` is the number
    of rows that there are without the limit.
    """
    shown = "concat_ws(' ', speaker, role, quotation, outlet, headline)"
    return connection.execute(
        f"""{_CHOSEN}, spoken AS (
            SELECT q.quote_id, coalesce(e.canonical_name, q.speaker_text) AS speaker,
                coalesce(q.speaker_role, e.role_text) AS role, q.quotation, c.outlet, c.published_on, c.headline, c.url,
                c.date_published, c.article_id, q.char_start
            FROM fct_quote AS q JOIN chosen AS c ON c.article_id = q.article_id
            LEFT JOIN dim_entity AS e ON e.entity_id = q.speaker_entity_id
        )
        SELECT quote_id, speaker, role, quotation, outlet, published_on, headline, url, count(*) OVER () AS matches
        FROM spoken WHERE {_has_words(shown)}
        ORDER BY date_published DESC NULLS LAST, article_id, char_start, quote_id LIMIT $limit""",
        {**filters.parameters(), "words": search.split(), "limit": limit},
    ).df()


def events(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    search: str = "",
    status: str | None = None,
    limit: int = ROW_LIMIT,
) -> pd.DataFrame:
    """event_id, event_date, actor, deed (type and mode), recipient, place, status, outlet, sentence, url, matches.

    Newest first; `status` None takes all. Search and `matches` as in `quotes`.
    """
    shown = "concat_ws(' ', r.actor, r.event_type, r.event_mode, r.recipient, r.place, c.outlet, r.sentence)"
    return connection.execute(
        f"""{_CHOSEN}
        SELECT r.event_id, r.event_date, r.actor, concat_ws(' ', r.event_type, nullif(r.event_mode, '')) AS deed,
            r.recipient, r.place, r.status, c.outlet, r.sentence, c.url, count(*) OVER () AS matches
        FROM rpt_who_did_what AS r JOIN chosen AS c ON c.article_id = r.article_id
        WHERE ($status::VARCHAR IS NULL OR r.status = $status::VARCHAR) AND {_has_words(shown)}
        ORDER BY c.date_published DESC NULLS LAST, r.event_date DESC NULLS LAST, r.event_id LIMIT $limit""",
        {**filters.parameters(), "words": search.split(), "status": status, "limit": limit},
    ).df()


def event_statuses(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The statuses that events have, the commonest first."""
    rows = connection.execute("SELECT status FROM fct_event GROUP BY 1 ORDER BY count(*) DESC, status").fetchall()
    return [str(status) for (status,) in rows]


def quote_evidence(connection: duckdb.DuckDBPyConnection, quote_id: str) -> Evidence:
    """The article of a quote with its content, cue and speaker; raises KeyError where there is no such quote."""
    article_id, *spans = _known(
        connection,
        "SELECT article_id, char_start, char_end, cue_char_start, cue_char_end, speaker_char_start, speaker_char_end"
        " FROM fct_quote WHERE quote_id = $id",
        quote_id,
    )
    labelled = zip(spans[0::2], spans[1::2], ("quotation", "cue", "speaker"), strict=True)
    return _evidence(connection, article_id, [Mark(*mark) for mark in labelled if mark[0] is not None])


def event_evidence(connection: duckdb.DuckDBPyConnection, event_id: str) -> Evidence:
    """The article of an event with its trigger, actors and recipients; raises KeyError where there is no such event."""
    article_id, start, end = _known(
        connection, "SELECT article_id, char_start, char_end FROM fct_event WHERE event_id = $id", event_id
    )
    actors = connection.execute(
        "SELECT char_start, char_end, role FROM bridge_event_actor WHERE event_id = $id AND char_start IS NOT NULL"
        " ORDER BY role, char_start",
        {"id": event_id},
    ).fetchall()
    return _evidence(connection, article_id, [Mark(start, end, "trigger"), *(Mark(*actor) for actor in actors)])


def _evidence(connection: duckdb.DuckDBPyConnection, article_id: str, marks: list[Mark]) -> Evidence:
    article = _known(
        connection,
        f"{_ALL} SELECT headline, outlet, url, published_on, text FROM articles WHERE article_id = $id",
        article_id,
    )
    return Evidence(*(*article, tuple(marks)))


def _plain(text: str) -> str:
    """SQL that makes a text comparable: without case, accents, and the difference between kinds of apostrophe."""
    return f"translate(strip_accents(lower({text})), '‘’“”', '''''\"\"')"


def _has_words(text: str) -> str:
    """SQL that is true where every one of $words occurs in the text that the expression gives."""
    missing = f"lambda word: NOT contains({_plain(text)}, {_plain('word')})"
    return f"len(list_filter($words::VARCHAR[], {missing})) = 0"


def _known(connection: duckdb.DuckDBPyConnection, sql: str, row_id: str) -> tuple[Any, ...]:
    row = connection.execute(sql, {"id": row_id}).fetchone()
    if row is None:
        raise KeyError(row_id)
    return row


def _row(connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None) -> tuple[Any, ...]:
    row = connection.execute(sql, parameters).fetchone()
    assert row is not None, "an aggregate gives one row"
    return row
