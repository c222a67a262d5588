"""The asset `pages`: what came in on a day."""

import dagster as dg
import polars as pl

from orchestration.landing import land
from orchestration.lock import only_writer
from orchestration.partitions import days
from orchestration.resources import day_of, row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.storage import TableStore
from transforms.tables import Pages
from transforms.tables.base import polars_schema

LOCK_WAIT = 900.0
"""Seconds that a scheduled run waits for another writer."""


@dg.asset(
    partitions_def=days,
    group_name="pages",
    description=table_description(Pages) + " Files that lie in the inbox are landed first.",
    metadata=table_metadata(Pages),
    kinds={"parquet"},
)
def pages(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], store: dg.ResourceParam[TableStore]
) -> dg.MaterializeResult[None]:
    """Land what is new in the inbox and count the day's pages."""
    if settings.inbox.is_dir():
        with only_writer(settings.layout.lock, wait=LOCK_WAIT):
            report = land([settings.inbox], settings)
        for warning in report.warnings:
            context.log.warning(warning)
    rows = store.read("pages", day_of(context), polars_schema(Pages), columns=["status", "byte_count"])
    statuses = dict(rows["status"].value_counts(sort=True).iter_rows())
    total = rows["byte_count"].cast(pl.Int64).sum()
    return dg.MaterializeResult(metadata={**row_metadata(rows.height), "statuses": statuses, "bytes": total})
