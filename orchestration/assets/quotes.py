"""The assets `quotes` and `quote_mentions`: who said what, and about whom."""

import dagster as dg
import polars as pl

from orchestration.partitions import days
from orchestration.resources import PARQUET, table_description, table_metadata
from orchestration.versions import stage_version
from transforms.quotes import quotes_from_tokens
from transforms.tables import QuoteMentions, Quotes


@dg.multi_asset(
    outs={
        "quotes": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(Quotes),
            metadata=table_metadata(Quotes),
            kinds={"polars"},
        ),
        "quote_mentions": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(QuoteMentions),
            metadata=table_metadata(QuoteMentions),
            kinds={"polars"},
        ),
    },
    ins={name: dg.AssetIn(input_manager_key=PARQUET) for name in ("tokens", "articles", "blocks", "mentions")},
    partitions_def=days,
    group_name="facts",
    code_version=stage_version("quotes"),
)
def quotes(
    tokens: pl.DataFrame, articles: pl.DataFrame, blocks: pl.DataFrame, mentions: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Quotations with their cues and speakers."""
    return quotes_from_tokens(tokens, articles, blocks, mentions)
