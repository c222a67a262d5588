"""The asset `core/quote_clusters`: reuse of quotations."""

import dagster as dg

from orchestration.clustering import cluster_quotes
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.resources import row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.versions import rules_version
from transforms.tables import QuoteClusters
from warehouse.ddl import CORE_SCHEMA
from warehouse.load import writing


@dg.asset(
    key=[CORE_SCHEMA, "quote_clusters"],
    deps=[[CORE_SCHEMA, "quotes"]],
    group_name="core",
    description=table_description(QuoteClusters),
    metadata=table_metadata(QuoteClusters),
    kinds={"polars", "duckdb"},
)
def quote_clusters(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """Find the reuse of quotations of every day that is due."""
    with only_writer(settings.layout.lock, wait=WRITER_WAIT), writing(settings.layout.warehouse) as connection:
        made = cluster_quotes(connection, rules_version())
    return dg.MaterializeResult(metadata=row_metadata(made))
