"""Days for tests of what is due: pages that came in, stages that were made, and what was loaded and published.

Stays out: real rows; only of what and by which code the tables were made matters here.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl

from orchestration.freshness import MODELS_VERSION, loaded_digest
from orchestration.settings import Settings
from orchestration.stamps import EXTRACTIONS, STAGES, stamp_for
from orchestration.storage import TableStore
from orchestration.versions import extractor_version, models_version
from tests.warehouse import day as sample
from warehouse.load import load_day, writing
from warehouse.publish import publish

MONDAY, TUESDAY = dt.date(2026, 3, 9), dt.date(2026, 3, 10)
_ROWS = pl.DataFrame({"n": [1]})


def land(store: TableStore, day: dt.date, *page_ids: str) -> None:
    """Pages that came in together."""
    pages = sample.frame("pages", [sample.page(name, status="ok") for name in page_ids], day)
    store.add("pages", day, pages, "".join(page_ids))


def make(settings: Settings, store: TableStore, day: dt.date, *stages: str) -> None:
    """Stages as the present code makes them; all where none is named."""
    if "articles" in (stages or ["articles"]):
        store.replace(EXTRACTIONS, day, pl.DataFrame({"extractor_version": [extractor_version(settings.limits)]}))
    for stage in STAGES:
        for table in stage.tables if stage.name in (stages or stage.name) else ():
            store.replace(table, day, _ROWS, made_by=stamp_for(table, day, settings, store))


def publish_days(settings: Settings, store: TableStore, *days: dt.date) -> Path:
    """Load the days with the digest of what their tables were made from, and publish them."""
    with writing(settings.layout.warehouse) as connection:
        for number, day in enumerate(days):
            digest = loaded_digest(day, settings, store)
            finished = pl.lit(dt.datetime.now(dt.UTC).replace(tzinfo=None)).cast(pl.Datetime("us"))
            run = sample.run(f"run-{number}-{finished}", day)
            run = run.with_columns(inputs_digest=pl.lit(digest), finished_at=finished)
            load_day(connection, day, sample.frames(day), run)
    publish(settings.layout.warehouse, settings.layout.published, {MODELS_VERSION: models_version()})
    return settings.layout.published
