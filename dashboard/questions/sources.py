"""What the sources gave, and how they answered. Stays out: what the pages say."""

from __future__ import annotations

import duckdb
import pandas as pd


def sources(connection: duckdb.DuckDBPyConnection, days: int = 7) -> pd.DataFrame:
    """A row a source that was asked in the `days` up to the last attempt of all, those that failed most first.

    Columns: source, requests, pages (that it gave), failed (attempts that gave nothing for another reason than that nothing was
    new), failed_share (0 to 1), last_asked and newest_page (UTC), last_problem (null where the last attempts went well).
    """
    return connection.execute(
        """WITH asked AS (
            SELECT *, outcome NOT IN ('ok', 'not_modified', 'redirected', 'known') AS is_failed
            FROM ops_fetch WHERE outcome IS NOT NULL
                AND fetched_at >= (SELECT max(fetched_at) FROM ops_fetch WHERE outcome IS NOT NULL) - to_days($days::INTEGER)
        )
        SELECT source_name AS source, count(*) AS requests, count(*) FILTER (page_status IS NOT NULL) AS pages,
            -- A host without robots.txt has no fault.
            count(*) FILTER (is_failed AND purpose <> 'robots') AS failed, failed / requests AS failed_share,
            max(fetched_at) AS last_asked, max(fetched_at) FILTER (page_status IS NOT NULL) AS newest_page,
            arg_max(replace(outcome, '_', ' ') || coalesce(': ' || error, ''), fetched_at)
                FILTER (is_failed AND purpose <> 'robots') AS last_problem
        FROM asked GROUP BY ALL ORDER BY failed_share DESC, requests DESC, source""",
        {"days": days},
    ).df()
