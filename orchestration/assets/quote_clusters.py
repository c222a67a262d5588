"""The asset `core/quote_clusters`: reuse of quotations over all days."""

import dagster as dg

from orchestration.assets.pages import LOCK_WAIT
from orchestration.lock import only_writer
from orchestration.resources import row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from transforms.quote_clusters import clusters_of_quotes
from transforms.tables import QuoteClusters
from warehouse.ddl import CORE_SCHEMA
from warehouse.load import current_quotations, replace_table, writing


@dg.asset(
    key=[CORE_SCHEMA, "quote_clusters"],
    deps=[[CORE_SCHEMA, "quotes"]],
    group_name="core",
    description=table_description(QuoteClusters),
    metadata=table_metadata(QuoteClusters),
    kinds={"polars", "duckdb"},
)
def quote_clusters(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """Cluster the quotations of the newest version of every article."""
    with only_writer(settings.layout.lock, wait=LOCK_WAIT), writing(settings.layout.warehouse) as connection:
        clusters = clusters_of_quotes(current_quotations(connection))
        replace_table(connection, QuoteClusters, clusters)
    reused = clusters.height - clusters["is_first"].sum()
    return dg.MaterializeResult(metadata={**row_metadata(clusters.height), "reused": reused})
