"""The audit before publishing: all invariants, and that no fact was lost or doubled on its way to a mart.

Looked at are the days that are not yet published as they are now: what was published before was audited then. Stays out: dbt's
own tests, which have run before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import duckdb

from warehouse.checks import EXAMPLES, BrokenInvariant, Invariant, Violation, violations
from warehouse.ddl import CORE_SCHEMA
from warehouse.progress import newest_loads

_FACTS = {
    "fct_mention": "mentions",
    "fct_quote": "quotes",
    "fct_event": "events",
    "fct_entity_evidence": "entity_evidence",
    "bridge_quote_entity": "quote_mentions",
    "bridge_event_actor": "event_actors",
}


def unpublished_days(connection: duckdb.DuckDBPyConnection, published: Mapping[dt.date, str]) -> list[dt.date]:
    """The days whose newest load is not the one that `published` (day → load) tells of, oldest first."""
    return [day for day, load in newest_loads(connection).items() if published.get(day) != load]


def audit(connection: duckdb.DuckDBPyConnection, days: Sequence[dt.date]) -> dict[str, int]:
    """Rows of the days by mart; raises `BrokenInvariant` naming every check that failed, how many rows and examples."""
    broken = [violation for day in days for violation in violations(connection, day)]
    counts = {}
    for invariant in _completeness(days):
        row = connection.execute(f"SELECT count(*) FROM ({invariant.query})").fetchone()
        if row and row[0]:
            examples = connection.execute(f"FROM ({invariant.query}) LIMIT {EXAMPLES}").fetchall()
            broken.append(Violation(invariant, int(row[0]), examples))
    for mart in ("dim_article", *_FACTS):
        row = connection.execute(f"SELECT count(*) FROM {mart} WHERE {_fetched_on(days)}").fetchone()
        counts[mart] = int(row[0]) if row else 0
    if broken:
        raise BrokenInvariant(broken)
    return counts


def _fetched_on(days: Sequence[dt.date]) -> str:
    """The condition of being fetched on one of the days. In words that let DuckDB skip row groups of other days."""
    if not days:
        return "false"
    listed = ", ".join(f"DATE '{day}'" for day in days)
    return f"fetched_on BETWEEN DATE '{min(days)}' AND DATE '{max(days)}' AND fetched_on IN ({listed})"


def _completeness(days: Sequence[dt.date]) -> list[Invariant]:
    """That the marts hold the newest version of every article of the days, and of it every fact, once."""
    on_the_days = _fetched_on(days)
    since_then = f"fetched_on >= DATE '{min(days)}'" if days else "false"
    found = [
        Invariant(
            "dim_article",
            "complete",
            f"every article of {CORE_SCHEMA}.articles that has text is there, in its newest version",
            f"SELECT a.article_id, a.fetched_on FROM (FROM {CORE_SCHEMA}.articles WHERE {on_the_days}) a ANTI JOIN"
            f" (FROM dim_article WHERE {since_then}) d ON d.article_id = a.article_id AND d.fetched_on >= a.fetched_on"
            " WHERE a.text <> ''",
        )
    ]
    for mart, table in _FACTS.items():
        of_an_article = f"article_id, fetched_on, count(*) AS n FROM {{}} WHERE {on_the_days} GROUP BY ALL"
        current = (
            f"{CORE_SCHEMA}.{table} SEMI JOIN (FROM dim_article WHERE {on_the_days}) USING (article_id, fetched_on)"
        )
        found.append(
            Invariant(
                mart,
                "complete",
                f"every row of {CORE_SCHEMA}.{table} of a current article is there, once",
                f"SELECT article_id, m.n AS in_mart, c.n AS in_core FROM (SELECT {of_an_article.format(mart)}) m FULL JOIN"
                f" (SELECT {of_an_article.format(current)}) c USING (article_id, fetched_on) WHERE m.n IS DISTINCT FROM c.n",
            )
        )
    return found
