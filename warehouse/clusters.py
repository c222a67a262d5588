"""What the clusters over all days are made from, and putting them into the warehouse, by stretches of days.

Stays out: comparing (`transforms.stories`, `transforms.quote_clusters`, `transforms.event_clusters`), and which stretch is due
(`orchestration.clustering`). A stretch is two days, both included.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import duckdb
import polars as pl

from transforms.tables import BY_NAME, Table
from transforms.tables.base import check, primary_key, warehouse_columns
from warehouse.ddl import CORE_SCHEMA
from warehouse.load import insert


class Stretch(NamedTuple):
    """Days of fetching, from the first to the last."""

    first: dt.date
    last: dt.date


def texts(connection: duckdb.DuckDBPyConnection, days: Stretch, founders_only: bool = False) -> pl.DataFrame:
    """`article_id`, `fetched_on`, `date_published`, `text` of the articles, or of those that founded a story."""
    return _frame(
        connection,
        f"SELECT a.article_id, a.fetched_on, a.date_published, a.text FROM {CORE_SCHEMA}.articles a"
        + _founders("stories", "article_id", "story_id", founders_only, "a"),
        days,
        "a",
    )


def quotations(connection: duckdb.DuckDBPyConnection, days: Stretch) -> pl.DataFrame:
    """The quotations with the speaker's name, the time of publication and, where they have one, their cluster.

    `quote_id`, `article_id`, `fetched_on`, `date_published`, `quotation`, `speaker_name`, `quote_cluster_id`, `founded_on`.
    """
    return _frame(
        connection,
        "SELECT q.quote_id, q.article_id, q.fetched_on, a.date_published, q.quotation, e.canonical_name AS speaker_name,"
        f" c.quote_cluster_id, c.founded_on FROM {CORE_SCHEMA}.quotes q"
        f" JOIN {_of_the_days('articles')} a USING (article_id, fetched_on)"
        f" LEFT JOIN {_of_the_days('entities')} e ON e.entity_id = q.speaker_entity_id AND e.fetched_on = q.fetched_on"
        f" LEFT JOIN {_of_the_days('quote_clusters')} c ON c.quote_id = q.quote_id AND c.fetched_on = q.fetched_on",
        days,
        "q",
    )


def events(connection: duckdb.DuckDBPyConnection, days: Stretch, founders_only: bool = False) -> pl.DataFrame:
    """The events with story and time of publication, or those that founded a cluster.

    The columns are those that `transforms.event_clusters.clusters_of_events` asks for.
    """
    return _frame(
        connection,
        "SELECT e.event_id, e.article_id, e.fetched_on, a.date_published, s.story_id, e.event_type, e.status,"
        " e.is_reciprocal, e.event_date_start, e.event_date_end, e.country, e.geonames_id"
        f" FROM {CORE_SCHEMA}.events e JOIN {_of_the_days('articles')} a USING (article_id, fetched_on)"
        f" LEFT JOIN {_of_the_days('stories')} s USING (article_id, fetched_on)"
        + _founders("event_clusters", "event_id", "event_cluster_id", founders_only, "e"),
        days,
        "e",
    )


def event_parties(connection: duckdb.DuckDBPyConnection, days: Stretch) -> pl.DataFrame:
    """The actors and recipients of the events; columns as `transforms.event_clusters.clusters_of_events` asks for."""
    return _frame(
        connection,
        "SELECT a.event_id, a.fetched_on, a.role, a.actor_no, a.entity_id, n.entity_type, a.country, a.raw_text"
        f" FROM {CORE_SCHEMA}.event_actors a"
        f" LEFT JOIN {_of_the_days('entities')} n ON n.entity_id = a.entity_id AND n.fetched_on = a.fetched_on",
        days,
        "a",
    )


def replace_stretch(
    connection: duckdb.DuckDBPyConnection, table: str, days: Stretch, frame: pl.DataFrame
) -> list[dt.date]:
    """Put the rows in place of those of the days, inside the caller's transaction; returns the days that are now others."""
    declaration = BY_NAME[table]
    columns = ", ".join(warehouse_columns(declaration))
    held = _by_day(_frame(connection, f"SELECT {columns} FROM {CORE_SCHEMA}.{table} t", days, "t"), declaration)
    made = _by_day(frame, declaration)
    connection.execute(f"DELETE FROM {CORE_SCHEMA}.{table} WHERE fetched_on BETWEEN $first AND $last", days._asdict())
    for _, rows in sorted(made.items()):
        insert(connection, table, rows)
    return sorted(day for day in held.keys() | made.keys() if not _equal(held.get(day), made.get(day)))


def _by_day(frame: pl.DataFrame, declaration: type[Table]) -> dict[dt.date, pl.DataFrame]:
    """Each day's rows in the order of their keys, checked: keys are unique within a day."""
    return {
        day: check(rows, declaration).sort(primary_key(declaration))
        for (day,), rows in frame.partition_by("fetched_on", as_dict=True).items()
    }


def _equal(one: pl.DataFrame | None, other: pl.DataFrame | None) -> bool:
    return one is not None and other is not None and one.equals(other)


def _frame(connection: duckdb.DuckDBPyConnection, query: str, days: Stretch, alias: str) -> pl.DataFrame:
    condition = f" WHERE {alias}.fetched_on BETWEEN $first AND $last"
    return connection.execute(query + condition, days._asdict()).pl()


def _of_the_days(table: str) -> str:
    """A core table without the other days, which a join would read in vain."""
    return f"(FROM {CORE_SCHEMA}.{table} WHERE fetched_on BETWEEN $first AND $last)"


def _founders(table: str, key: str, cluster: str, wanted: bool, alias: str) -> str:
    if not wanted:
        return ""
    return (
        f" SEMI JOIN (FROM {_of_the_days(table)} WHERE {key} = {cluster} AND founded_on = fetched_on) f"
        f" ON f.{key} = {alias}.{key} AND f.fetched_on = {alias}.fetched_on"
    )
