"""The asset `core/event_clusters`: the reports of one event."""

import dagster as dg
import polars as pl

from orchestration.assets.pages import LOCK_WAIT
from orchestration.clustering import cluster
from orchestration.lock import only_writer
from orchestration.resources import row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.versions import rules_version
from transforms.event_clusters import clusters_of_events
from transforms.tables import EventClusters
from warehouse.clusters import Stretch, event_parties, events
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
    with only_writer(settings.layout.lock, wait=LOCK_WAIT), writing(settings.layout.warehouse) as connection:

        def clusterer(days: Stretch, before: Stretch) -> pl.DataFrame:
            parties = event_parties(connection, Stretch(before.first, days.last))
            return clusters_of_events(events(connection, days), parties, events(connection, before, founders_only=True))

        made = cluster(connection, "event_clusters", rules_version(), clusterer)
    return dg.MaterializeResult(metadata=row_metadata(made))
