"""The assets `tokens` and `parses`: the parse of the day's English articles."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from orchestration.partitions import days
from orchestration.resources import PARQUET, day_of, row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.stages import parse_day
from orchestration.storage import TableStore
from orchestration.versions import parser_version
from transforms.tables import Parses, Tokens


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            "tokens",
            deps=["articles", "blocks"],
            description=table_description(Tokens),
            metadata=table_metadata(Tokens),
            kinds={"spacy"},
            code_version=parser_version(Settings.from_environment().model),
        ),
        dg.AssetSpec(
            "parses",
            deps=["articles", "blocks"],
            description=table_description(Parses),
            metadata=table_metadata(Parses),
            kinds={"spacy"},
        ),
    ],
    ins={"articles": dg.AssetIn(input_manager_key=PARQUET), "blocks": dg.AssetIn(input_manager_key=PARQUET)},
    partitions_def=days,
    group_name="tokens",
)
def tokens(
    context: dg.AssetExecutionContext,
    articles: pl.DataFrame,
    blocks: pl.DataFrame,
    settings: dg.ResourceParam[Settings],
    store: dg.ResourceParam[TableStore],
) -> Iterator[dg.MaterializeResult[None]]:
    """Parse the articles that were not parsed before, in guarded workers; both tables are kept part by part."""
    token_rows, parse_rows = parse_day(day_of(context), articles, blocks, settings, store)
    yield dg.MaterializeResult(asset_key="tokens", metadata=row_metadata(token_rows.height))
    yield dg.MaterializeResult(asset_key="parses", metadata=row_metadata(parse_rows.height))
