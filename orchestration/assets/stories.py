"""The asset `core/stories`: near-duplicate articles."""

import dagster as dg

from orchestration.clustering import cluster_stories
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.resources import row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.versions import rules_version
from transforms.tables import Stories
from warehouse.ddl import CORE_SCHEMA
from warehouse.load import writing


@dg.asset(
    key=[CORE_SCHEMA, "stories"],
    deps=[[CORE_SCHEMA, "articles"]],
    group_name="core",
    description=table_description(Stories),
    metadata=table_metadata(Stories),
    kinds={"polars", "duckdb"},
)
def stories(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """Find the copies among the articles of every day that is due."""
    with only_writer(settings.layout.lock, wait=WRITER_WAIT), writing(settings.layout.warehouse) as connection:
        made = cluster_stories(connection, rules_version())
    return dg.MaterializeResult(metadata=row_metadata(made))
