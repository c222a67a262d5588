"""Who is quoted, how often, and about whom. Stays out: the passages that prove it (`proof`)."""

from __future__ import annotations

from typing import Literal, TypeAlias

import duckdb
import pandas as pd

from dashboard.questions.sql import CHOSEN, ROW_LIMIT, has_words, of_outlets, overlapping
from dashboard.shapes import Filters

PERSON_LIMIT = 15

Whose: TypeAlias = Literal["everybody", "women", "men", "gender not shown", "officials", "anonymous", "no name"]

WHOSE: dict[Whose, str] = {
    "everybody": "true",
    "women": "e.entity_type = 'PERSON' AND e.gender = 'f'",
    "men": "e.entity_type = 'PERSON' AND e.gender = 'm'",
    "gender not shown": "e.entity_type = 'PERSON' AND e.gender = 'unknown'",
    "officials": "e.is_official",
    "anonymous": "q.speaker_resolution = 'anonymous'",
    "no name": "q.speaker_entity_id IS NULL AND q.speaker_resolution IS DISTINCT FROM 'anonymous'",
}
"""The groups that the audit counts, each as a condition on a quote `q` and its speaker `e`."""


def most_quoted(connection: duckdb.DuckDBPyConnection, filters: Filters, limit: int = PERSON_LIMIT) -> pd.DataFrame:
    """entity_id, person, gender (f, m, x, unknown), role, quotes, articles, outlets (names): who is quoted most.

    A text that several outlets run counts once, with the outlet that ran it first; what somebody did not say never.
    """
    return connection.execute(
        f"""{CHOSEN}, people AS (
            SELECT e.entity_id, e.canonical_name, coalesce(e.gender, 'unknown') AS gender, e.role_text,
                count(*) AS quotes, count(DISTINCT c.article_id) AS articles,
                string_agg(DISTINCT c.outlet, ', ' ORDER BY c.outlet) AS outlets
            FROM fct_quote AS q
            JOIN chosen AS c ON c.article_id = q.article_id AND c.fetched_on = q.fetched_on AND c.is_canonical
            JOIN dim_entity AS e ON e.entity_id = q.speaker_entity_id AND e.entity_type = 'PERSON'
            WHERE NOT q.is_negated GROUP BY ALL
        ), best AS (FROM people ORDER BY quotes DESC, canonical_name, entity_id LIMIT $limit)
        SELECT entity_id, CASE WHEN count(*) OVER (PARTITION BY canonical_name) > 1
                THEN canonical_name || ' (' || coalesce(role_text, left(entity_id, 6)) || ')'
                ELSE canonical_name END AS person,
            gender, role_text AS role, quotes, articles, outlets
        FROM best ORDER BY quotes DESC, person""",
        {**filters.parameters(), "limit": limit},
    ).df()


def diversity(connection: duckdb.DuckDBPyConnection, filters: Filters) -> pd.DataFrame:
    """The audit of sources, a row an outlet, most quotes first; counts are of whole weeks that overlap the chosen days.

    outlet_id, outlet, quotes, words; women, men, other, unknown (their quotes) and women_words, men_words, other_words,
    unknown_words; officials, anonymous, no_name (quotes); speakers (distinct, by name) and effective_speakers (the
    exponential of Shannon's entropy, as in `rpt_source_diversity`). Canonical articles only, and only what was said.
    """
    groups = {"women": "women", "men": "men", "other": "other_gender", "unknown": "unknown_gender"}
    sums = ", ".join(
        f"sum({column}_quote_count)::BIGINT AS {name}, sum({column}_word_count)::BIGINT AS {name}_words"
        for name, column in groups.items()
    )
    return connection.execute(
        f"""{CHOSEN}, audit AS (
            SELECT outlet_id, sum(quote_count)::BIGINT AS quotes, sum(word_count)::BIGINT AS words, {sums},
                sum(official_quote_count)::BIGINT AS officials, sum(anonymous_quote_count)::BIGINT AS anonymous,
                sum(unnamed_quote_count)::BIGINT AS no_name
            FROM rpt_source_diversity WHERE {of_outlets()} AND {overlapping("week", "week_start")} GROUP BY ALL
        ), spoken AS (
            SELECT a.outlet_id, q.speaker_entity_id, count(*) AS quotes
            FROM fct_quote AS q
            JOIN articles AS a ON a.article_id = q.article_id AND a.fetched_on = q.fetched_on AND a.is_canonical
            WHERE NOT q.is_negated AND q.speaker_entity_id IS NOT NULL
                AND {overlapping("week", "date_trunc('week', a.covered_on)")}
            GROUP BY ALL
        ), shares AS (
            SELECT outlet_id, quotes / sum(quotes) OVER (PARTITION BY outlet_id) AS share FROM spoken
        ), speakers AS (
            SELECT outlet_id, count(*) AS speakers, exp(-sum(share * ln(share))) AS effective_speakers
            FROM shares GROUP BY outlet_id
        )
        SELECT audit.outlet_id, coalesce(n.outlet, audit.outlet_id) AS outlet, audit.* EXCLUDE (outlet_id),
            coalesce(s.speakers, 0) AS speakers, s.effective_speakers
        FROM audit LEFT JOIN speakers AS s ON s.outlet_id = audit.outlet_id
        LEFT JOIN outlet_names AS n ON n.outlet_id = audit.outlet_id
        ORDER BY audit.quotes DESC, outlet, audit.outlet_id""",
        filters.parameters(),
    ).df()


def quotes(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    search: str = "",
    speaker: str | None = None,
    whose: Whose = "everybody",
    limit: int = ROW_LIMIT,
) -> pd.DataFrame:
    """quote_id, speaker, role, quotation, standing, outlet, published_on, headline, url, article_id, matches: newest first.

    `standing` is "not said" where the sentence says that somebody did not say it, "hedged" where it leaves it open, else
    empty. `speaker` is an entity's id. Every word of `search` must occur in one of the shown texts; case and accents do not
    matter. `matches` is the number of rows that there are without the limit.
    """
    shown = "concat_ws(' ', speaker, role, quotation, standing, outlet, headline)"
    return connection.execute(
        f"""{CHOSEN}, spoken AS (
            SELECT q.quote_id, coalesce(e.canonical_name, q.speaker_text) AS speaker,
                coalesce(q.speaker_role, e.role_text) AS role, q.quotation,
                CASE WHEN q.is_negated THEN 'not said' WHEN q.is_hedged THEN 'hedged' ELSE '' END AS standing,
                c.outlet, c.published_on, c.headline, c.url, c.date_published, c.article_id, q.char_start
            FROM fct_quote AS q JOIN chosen AS c ON c.article_id = q.article_id AND c.fetched_on = q.fetched_on
            LEFT JOIN dim_entity AS e ON e.entity_id = q.speaker_entity_id
            WHERE ($speaker::VARCHAR IS NULL OR q.speaker_entity_id = $speaker::VARCHAR) AND {WHOSE[whose]}
        )
        SELECT quote_id, speaker, role, quotation, standing, outlet, published_on, headline, url, article_id,
            count(*) OVER () AS matches
        FROM spoken WHERE {has_words(shown)}
        ORDER BY date_published DESC NULLS LAST, article_id, char_start, quote_id LIMIT $limit""",
        {**filters.parameters(), "words": search.split(), "speaker": speaker, "limit": limit},
    ).df()


def who_talks_about_whom(connection: duckdb.DuckDBPyConnection, filters: Filters, limit: int = 200) -> pd.DataFrame:
    """speaker, about, statements, outlets, last_month, quote_id: who speaks about whom, in months that overlap the days.

    What several outlets print of one statement is one statement; `quote_id` is an example from the last month. The outlets
    of the filter do not narrow it: the report is over all of them.
    """
    return connection.execute(
        f"""SELECT any_value(speaker) AS speaker, any_value(about) AS about, sum(statement_count)::BIGINT AS statements,
            max(outlet_count) AS outlets, max(month_start) AS last_month, arg_max(example_quote_id, month_start) AS quote_id,
            count(*) OVER () AS matches
        FROM rpt_who_talks_about_whom WHERE {overlapping("month", "month_start")}
        GROUP BY speaker_entity_id, about_entity_id
        ORDER BY statements DESC, speaker, about, speaker_entity_id, about_entity_id LIMIT $limit""",
        {"first": filters.first, "last": filters.last, "limit": limit},
    ).df()


def rising(connection: duckdb.DuckDBPyConnection, limit: int = 8) -> pd.DataFrame:
    """name, entity_type, articles, mean_before, lift, week_start: who is written about more than before, newest week."""
    return connection.execute(
        """SELECT canonical_name AS name, entity_type, article_count AS articles, weekly_mean_before AS mean_before, lift,
            week_start
        FROM rpt_rising_entity WHERE week_start = (SELECT max(week_start) FROM rpt_rising_entity)
        ORDER BY lift DESC, articles DESC, name, entity_id LIMIT $limit""",
        {"limit": limit},
    ).df()
