"""The asset `core/event_clusters`: the reports of one event over all days."""

import dagster as dg

from orchestration.assets.pages import LOCK_WAIT
from orchestration.lock import only_writer
from orchestration.resources import row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from transforms.event_clusters import clusters_of_events
from transforms.tables import EventClusters
from warehouse.ddl import CORE_SCHEMA
from warehouse.load import current_events, replace_table, writing


@dg.asset(
    key=[CORE_SCHEMA, "event_clusters"],
    deps=[[CORE_SCHEMA, "events"], [CORE_SCHEMA, "event_actors"], [CORE_SCHEMA, "stories"]],
    group_name="core",
    description=table_description(EventClusters),
    metadata=table_metadata(EventClusters),
    kinds={"polars", "duckdb"},
)
def event_clusters(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """Cluster the events of the newest version of every article."""
    with only_writer(settings.layout.lock, wait=LOCK_WAIT), writing(settings.layout.warehouse) as connection:
        clusters = clusters_of_events(*current_events(connection))
        replace_table(connection, EventClusters, clusters)
    repeated = clusters.height - clusters["is_first"].sum()
    return dg.MaterializeResult(metadata={**row_metadata(clusters.height), "repeated": repeated})
