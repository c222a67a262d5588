"""Which days are not yet in the published file as the present code would make them. Stays out: making them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import polars as pl

from orchestration.entity_list import with_list_version
from orchestration.settings import Settings
from orchestration.storage import TableStore
from orchestration.versions import extractor_version, models_version, parser_version, rules_version
from transforms.ids import stable_id
from transforms.tables import Pages
from transforms.tables.base import polars_schema
from warehouse.ddl import CORE_SCHEMA
from warehouse.progress import newest_loads

MODELS_VERSION = "models_version"
"""Name under which the published file's `about` keeps the version of the SQL that made its marts."""


def inputs_digest(day: dt.date, settings: Settings, store: TableStore) -> str:
    """What a loaded day depends on: its pages and the versions of every stage."""
    pages = store.read("pages", day, polars_schema(Pages), columns=["page_id"])
    versions = (
        extractor_version(settings.limits),
        parser_version(settings.model),
        with_list_version(rules_version(), settings),
    )
    return stable_id(*sorted(pages["page_id"].to_list()), *versions)


def stale_days(settings: Settings, store: TableStore) -> list[dt.date]:
    """Days with pages that the published file lacks or holds in another state, oldest first.

    Every day is stale where there is no warehouse: publishing would lose the days that it does not hold.
    """
    published = _published_digests(settings.layout.published) if settings.layout.warehouse.is_file() else {}
    return [day for day in store.days("pages") if published.get(day) != inputs_digest(day, settings, store)]


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
    if not published.is_file():
        return {}
    query = f"SELECT fetched_on, arg_max(inputs_digest, finished_at) AS digest FROM {CORE_SCHEMA}.runs GROUP BY 1"
    try:
        with duckdb.connect(str(published), read_only=True) as connection:
            rows: pl.DataFrame = connection.execute(query).pl()
    except duckdb.Error:  # a damaged or foreign file holds no day: all are loaded and published anew
        return {}
    return dict(rows.iter_rows())
