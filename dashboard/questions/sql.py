"""Pieces of SQL that several questions share. Stays out: whole questions."""

from __future__ import annotations

from typing import Any, Literal

import duckdb

ROW_LIMIT = 1000

# Two outlets may bear one name: then the domain tells them apart. Only web addresses become links, because an address
# comes from a page that anybody may have written.
ALL = """
WITH outlet_names AS (
    SELECT outlet_id, CASE
        WHEN publisher_name IS NULL THEN outlet_id
        WHEN count(*) OVER (PARTITION BY publisher_name) > 1 THEN publisher_name || ' (' || outlet_id || ')'
        ELSE publisher_name END AS outlet
    FROM dim_outlet
), articles AS (
    SELECT a.article_id, a.fetched_on, a.outlet_id, coalesce(n.outlet, a.outlet_id) AS outlet, a.headline, a.published_on,
        a.date_published, a.covered_on, a.is_canonical, a.story_id, a.word_count, a.article_status, a.text,
        CASE WHEN regexp_matches(lower(a.url), '^https?://') THEN a.url END AS url
    FROM dim_article AS a LEFT JOIN outlet_names AS n ON n.outlet_id = a.outlet_id
)"""
"""`outlet_names` and `articles`: every outlet and every article."""


def of_outlets(column: str = "outlet_id") -> str:
    """SQL that is true for a row of one of the chosen outlets."""
    return f"(len($outlets::VARCHAR[]) = 0 OR list_contains($outlets::VARCHAR[], {column}))"


def between(column: str) -> str:
    """SQL that is true where the day lies within the chosen ones."""
    return f"($first::DATE IS NULL OR {column} >= $first::DATE) AND ($last::DATE IS NULL OR {column} <= $last::DATE)"


CHOSEN = f"""{ALL}, chosen AS (
    SELECT * FROM articles WHERE {of_outlets()} AND {between("covered_on")}
)"""
"""`chosen` besides: the articles that the filters leave, by the day that reports count by too (publication, else fetching).

Facts are joined on `fetched_on` too, which spares reading the other days.
"""


def overlapping(period: Literal["week", "month"], column: str) -> str:
    """SQL that is true where the week or month that begins at `column` shares a day with the chosen days."""
    return (
        f"($first::DATE IS NULL OR {column} >= date_trunc('{period}', $first::DATE))"
        f" AND ($last::DATE IS NULL OR {column} <= $last::DATE)"
    )


def plain(text: str) -> str:
    """SQL that makes a text comparable: without case, accents, and the difference between kinds of apostrophe."""
    return f"translate(strip_accents(lower({text})), '‘’“”', '''''\"\"')"


def has_words(text: str) -> str:
    """SQL that is true where every one of $words occurs in the text that the expression gives."""
    missing = f"lambda word: NOT contains({plain(text)}, {plain('word')})"
    return f"len(list_filter($words::VARCHAR[], {missing})) = 0"


def one_row(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None
) -> tuple[Any, ...]:
    """The row of a question that gives exactly one, such as an aggregate."""
    row = connection.execute(sql, parameters).fetchone()
    assert row is not None, "an aggregate gives one row"
    return row


def known(connection: duckdb.DuckDBPyConnection, sql: str, row_id: str) -> tuple[Any, ...]:
    """The row with the id, which the question calls $id; raises KeyError where there is none."""
    row = connection.execute(sql, {"id": row_id}).fetchone()
    if row is None:
        raise KeyError(row_id)
    return row
