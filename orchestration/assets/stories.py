"""The asset `core/stories`: near-duplicate articles."""

import dagster as dg
import polars as pl

from orchestration.assets.pages import LOCK_WAIT
from orchestration.clustering import cluster
from orchestration.lock import only_writer
from orchestration.resources import row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.versions import rules_version
from transforms.stories import stories_from_articles
from transforms.tables import Stories
from warehouse.clusters import Stretch, texts
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
    with only_writer(settings.layout.lock, wait=LOCK_WAIT), writing(settings.layout.warehouse) as connection:

        def clusterer(days: Stretch, before: Stretch) -> pl.DataFrame:
            return stories_from_articles(texts(connection, days), texts(connection, before, founders_only=True))

        made = cluster(connection, "stories", rules_version(), clusterer)
    return dg.MaterializeResult(metadata=row_metadata(made))
