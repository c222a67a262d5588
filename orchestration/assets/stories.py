"""The asset `core/stories`: near-duplicates over all days."""

import dagster as dg

from orchestration.assets.pages import LOCK_WAIT
from orchestration.lock import only_writer
from orchestration.resources import row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from transforms.stories import stories_from_articles
from transforms.tables import Stories
from warehouse.ddl import CORE_SCHEMA
from warehouse.load import current_texts, replace_table, writing


@dg.asset(
    key=[CORE_SCHEMA, "stories"],
    deps=[[CORE_SCHEMA, "articles"]],
    group_name="core",
    description=table_description(Stories),
    metadata=table_metadata(Stories),
    kinds={"polars", "duckdb"},
)
def stories(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """Cluster the newest version of every article."""
    with only_writer(settings.layout.lock, wait=LOCK_WAIT), writing(settings.layout.warehouse) as connection:
        clusters = stories_from_articles(current_texts(connection))
        replace_table(connection, Stories, clusters)
    copies = clusters.height - clusters["is_canonical"].sum()
    return dg.MaterializeResult(metadata={**row_metadata(clusters.height), "copies": copies})
