"""The assets `events` and `event_actors`: who did what to whom."""

import dagster as dg
import polars as pl

from orchestration.partitions import days
from orchestration.resources import PARQUET, table_description, table_metadata
from orchestration.versions import stage_version
from transforms.events import events_from_tokens
from transforms.tables import EventActors, Events


@dg.multi_asset(
    outs={
        "events": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(Events),
            metadata=table_metadata(Events),
            kinds={"polars"},
        ),
        "event_actors": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(EventActors),
            metadata=table_metadata(EventActors),
            kinds={"polars"},
        ),
    },
    ins={
        name: dg.AssetIn(input_manager_key=PARQUET)
        for name in ("tokens", "articles", "blocks", "mentions", "entities", "quotes")
    },
    partitions_def=days,
    group_name="facts",
    code_version=stage_version("events"),
)
def events(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    blocks: pl.DataFrame,
    mentions: pl.DataFrame,
    entities: pl.DataFrame,
    quotes: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Events with their actors and recipients."""
    return events_from_tokens(tokens, articles, blocks, mentions, entities, quotes)
