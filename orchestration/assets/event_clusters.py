"""The asset `core/event_clusters`: the reports of one event."""

import dagster as dg

from orchestration.clustering import cluster_events
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.resources import row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.versions import rules_version
from transforms.tables import EventClusters
from warehouse.ddl import CORE_SCHEMA
from warehouse.load import writing


@dg.asset(
    key=[CORE_SCHEMA, "event_clusters"],
    deps=[[CORE_SCHEMA, "events"], [CORE_SCHEMA, "event_actors"], [CORE_SCHEMA, "stories"]],
    group_name="core",
    description=table_description(EventClusters),
    metadata=table_metadata(EventClusters),
    kinds={"polars", "duckdb"},
)
def event_clusters(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """Find the reports of one event of every day that is due."""
    with only_writer(settings.layout.lock, wait=WRITER_WAIT), writing(settings.layout.warehouse) as connection:
        made = cluster_events(connection, rules_version())
    return dg.MaterializeResult(metadata=row_metadata(made))
