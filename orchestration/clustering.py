"""Making clusters over all days without reading all days: stretch by stretch, and only where something has changed.

Belongs here: which days are due. Stays out: comparing (`transforms`), reading and writing (`warehouse.clusters`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import duckdb
import polars as pl

from transforms.event_clusters import clusters_of_events
from transforms.publication import REACH
from transforms.quote_clusters import clusters_of_quotes
from transforms.stories import stories_from_articles
from warehouse.clusters import Stretch, event_parties, events, quotations, replace_stretch, texts
from warehouse.progress import mark_done, mark_pending, newest_loads, pending_days

_FOLLOW = {
    "stories": ("event_clusters", "models"),
    "quote_clusters": ("models",),
    "event_clusters": ("models",),
}
"""The steps that start from what a step makes."""

Clusterer = Callable[[Stretch, Stretch], pl.DataFrame]
"""Gives the rows of the first stretch; the second is the days before it that they are compared with."""


def cluster(connection: duckdb.DuckDBPyConnection, table: str, version: str, clusterer: Clusterer) -> int:
    """Make the clusters of every day that is due; returns how many rows were made.

    A day is due if it was loaded since, or if a day within `REACH` before it came out otherwise than it was. The result is that
    of making all days anew in one go (tested): a day's clusters depend on its own rows and on the days within `REACH` before.
    """
    days = list(newest_loads(connection))
    due = pending_days(connection, table, version)
    made = 0
    while due:
        stretch = Stretch(due[0], due[0] + REACH - dt.timedelta(days=1))
        frame = clusterer(stretch, Stretch(stretch.first - REACH, stretch.first - dt.timedelta(days=1)))
        connection.execute("BEGIN")
        try:
            changed = replace_stretch(connection, table, stretch, frame)
            mark_pending(connection, _FOLLOW[table], changed)
            mark_done(connection, table, version, [day for day in days if stretch.first <= day <= stretch.last])
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        made += frame.height
        due = [day for day in due if day > stretch.last]
        following = next((day for day in days if day > stretch.last), None)
        if changed and following is not None and following - changed[-1] <= REACH and following not in due:
            due.insert(0, following)
    return made


def cluster_stories(connection: duckdb.DuckDBPyConnection, version: str) -> int:
    """`core.stories` of every day that is due: near-duplicate articles."""

    def clusterer(days: Stretch, before: Stretch) -> pl.DataFrame:
        return stories_from_articles(texts(connection, days), texts(connection, before, founders_only=True))

    return cluster(connection, "stories", version, clusterer)


def cluster_quotes(connection: duckdb.DuckDBPyConnection, version: str) -> int:
    """`core.quote_clusters` of every day that is due: reuse of quotations."""

    def clusterer(days: Stretch, before: Stretch) -> pl.DataFrame:
        return clusters_of_quotes(quotations(connection, days), quotations(connection, before))

    return cluster(connection, "quote_clusters", version, clusterer)


def cluster_events(connection: duckdb.DuckDBPyConnection, version: str) -> int:
    """`core.event_clusters` of every day that is due: the reports of one event."""

    def clusterer(days: Stretch, before: Stretch) -> pl.DataFrame:
        parties = event_parties(connection, Stretch(before.first, days.last))
        return clusters_of_events(events(connection, days), parties, events(connection, before, founders_only=True))

    return cluster(connection, "event_clusters", version, clusterer)
