"""Which days are not yet in the published file as the present code would make them. Stays out: making them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb

from orchestration.settings import Settings
from orchestration.stamps import STAGES, expected_stamps, first_outdated
from orchestration.storage import TableStore
from orchestration.versions import models_version
from transforms.ids import stable_id
from transforms.tables import Outlets
from transforms.tables.base import polars_schema
from warehouse.ddl import CORE_SCHEMA
from warehouse.progress import newest_loads

MODELS_VERSION = "models_version"
"""Name under which the published file's `about` keeps the version of the SQL that made its marts."""


def inputs_digest(day: dt.date, settings: Settings, store: TableStore) -> str:
    """What a loaded day depends on: its pages, what was said of outlets on it, and the versions of every stage."""
    outlets = store.read("outlets", day, polars_schema(Outlets)).sort("outlet_id").rows()
    return stable_id(expected_stamps(day, settings, store)[STAGES[-1].name], *outlets)


def loaded_digest(day: dt.date, settings: Settings, store: TableStore) -> str:
    """The digest of what a day's tables were really made from: `inputs_digest` only where every stage is current.

    It is another where some stage was left out since pages or code changed, as it can be in the Dagster UI: then the day stays
    due.
    """
    outdated = first_outdated(day, settings, store)
    return inputs_digest(day, settings, store) if outdated is None else f"{outdated} out of date"


def stale_days(settings: Settings, store: TableStore, today: dt.date | None = None) -> list[dt.date]:
    """Days that the published file lacks or holds in another state, oldest first.

    Every day is stale where there is no warehouse: publishing would lose the days that it does not hold. Attempts to fetch that
    gave no page make a day stale only when it is over: else every hour in which nothing is new would be worked on again.
    """
    published = _published_digests(settings.layout.published) if settings.layout.warehouse.is_file() else {}
    days = {*store.days("pages"), *store.days("outlets")}
    changed = {day for day in days if published.get(day) != inputs_digest(day, settings, store)}
    return sorted(changed | _days_with_unpublished_fetches(settings, store, today or dt.datetime.now(dt.UTC).date()))


def _days_with_unpublished_fetches(settings: Settings, store: TableStore, today: dt.date) -> set[dt.date]:
    """Days before today on which more was tried than the published file tells of."""
    kept = {day: store.row_count("fetches", day) for day in store.days("fetches") if day < today}
    query = f"SELECT fetched_on, count(*) FROM {CORE_SCHEMA}.fetches GROUP BY 1"
    published = dict(_published_rows(settings.layout.published, query)) if kept else {}
    return {day for day, count in kept.items() if published.get(day, 0) != count}


def models_are_current(settings: Settings) -> bool:
    """Whether the published file was modelled by the present SQL."""
    if not settings.layout.published.is_file():
        return False
    try:
        with duckdb.connect(str(settings.layout.published), read_only=True) as connection:
            row = connection.execute("SELECT value FROM about WHERE name = ?", [MODELS_VERSION]).fetchone()
    except duckdb.Error:  # a damaged or foreign file is not current: it will be published anew
        return False
    return row is not None and row[0] == models_version()


def published_loads(settings: Settings) -> dict[dt.date, str]:
    """The newest load of each day that the published file holds; none where other SQL modelled it."""
    if not models_are_current(settings):
        return {}
    with duckdb.connect(str(settings.layout.published), read_only=True) as connection:
        return newest_loads(connection)


def _published_digests(published: Path) -> dict[dt.date, str]:
    query = f"SELECT fetched_on, arg_max(inputs_digest, finished_at) AS digest FROM {CORE_SCHEMA}.runs GROUP BY 1"
    return dict(_published_rows(published, query))


def _published_rows(published: Path, query: str) -> list[tuple[Any, ...]]:
    """What the published file answers; nothing where there is none, or where it is damaged, foreign or older."""
    if not published.is_file():
        return []
    try:
        with duckdb.connect(str(published), read_only=True) as connection:
            return connection.execute(query).fetchall()
    except duckdb.Error:  # such a file holds no day: all are loaded and published anew
        return []
