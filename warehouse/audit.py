"""The audit before publishing: all invariants over all days, and that no fact was lost or doubled on its way to a mart.

Stays out: dbt's own tests, which have run before.
"""

from __future__ import annotations

import duckdb

from warehouse.checks import BrokenInvariant, Invariant, Violation, violations
from warehouse.ddl import CORE_SCHEMA

_NEWEST = f"(SELECT article_id, max(fetched_on) AS fetched_on FROM {CORE_SCHEMA}.articles GROUP BY 1) newest"
_FACTS = {"fct_mention": "mentions", "fct_quote": "quotes", "fct_event": "events", "dim_article": "articles"}


def audit(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows by mart; raises `BrokenInvariant` naming every check that failed, with the number of rows and examples."""
    broken = violations(connection)
    counts = {}
    for mart, table in _FACTS.items():
        query = (
            f"SELECT (SELECT count(*) FROM {mart}) AS in_mart, (SELECT count(*) FROM {CORE_SCHEMA}.{table} JOIN {_NEWEST}"
            " USING (article_id, fetched_on)) AS in_core"
        )
        row = connection.execute(query).fetchone() or (0, 0)
        counts[mart] = int(row[0])
        if row[0] != row[1]:
            promise = f"{mart} holds every row of {CORE_SCHEMA}.{table} of the newest version of its article, once"
            broken.append(Violation(Invariant(mart, "complete", promise, query), abs(row[0] - row[1]), [row]))
    if broken:
        raise BrokenInvariant(broken)
    return counts
