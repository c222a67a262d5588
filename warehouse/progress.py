"""Which loaded days a step over all days has yet to work in. Stays out: the steps themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb

from warehouse.ddl import CORE_SCHEMA

NEWEST_LOADS = (
    "(SELECT fetched_on, arg_max(run_id, (finished_at, started_at, run_id)) AS run_id"
    f" FROM {CORE_SCHEMA}.runs GROUP BY fetched_on)"
)
"""The load that made what the warehouse holds of each day, as a subquery (fetched_on, run_id)."""


def newest_loads(connection: duckdb.DuckDBPyConnection) -> dict[dt.date, str]:
    """Every day that was ever loaded, oldest first, with its newest load."""
    return dict(connection.execute(f"SELECT fetched_on, run_id FROM {NEWEST_LOADS} ORDER BY 1").fetchall())


def pending_days(connection: duckdb.DuckDBPyConnection, step: str, version: str) -> list[dt.date]:
    """The days whose newest load the step, in this version, has not worked in; oldest first."""
    query = (
        f"SELECT fetched_on FROM {NEWEST_LOADS} l ANTI JOIN (FROM {CORE_SCHEMA}.progress WHERE step = $step AND"
        " version = $version) p USING (fetched_on, run_id) ORDER BY 1"
    )
    return [day for (day,) in connection.execute(query, {"step": step, "version": version}).fetchall()]


def is_of_another_version(connection: duckdb.DuckDBPyConnection, step: str, version: str) -> bool:
    """Whether the step has worked in any day in another version, or in none at all."""
    query = f"SELECT count(*) = 0 OR bool_or(version <> $version) FROM {CORE_SCHEMA}.progress WHERE step = $step"
    row = connection.execute(query, {"step": step, "version": version}).fetchone()
    return row is None or bool(row[0])


def mark_done(connection: duckdb.DuckDBPyConnection, step: str, version: str, days: Sequence[dt.date]) -> None:
    """Note that the step has worked in the newest loads of the days."""
    mark_pending(connection, [step], days)
    connection.execute(
        f"INSERT INTO {CORE_SCHEMA}.progress BY NAME SELECT $step AS step, fetched_on, run_id, $version AS version"
        f" FROM {NEWEST_LOADS} WHERE list_contains($days, fetched_on)",
        {"step": step, "version": version, "days": list(days)},
    )


def mark_pending(connection: duckdb.DuckDBPyConnection, steps: Sequence[str], days: Sequence[dt.date]) -> None:
    """Have the steps work in the days again, since what they start from has changed."""
    connection.execute(
        f"DELETE FROM {CORE_SCHEMA}.progress WHERE list_contains($steps, step) AND list_contains($days, fetched_on)",
        {"steps": list(steps), "days": list(days)},
    )
