"""The assets `mentions` and `entities`: of whom the day's articles speak."""

import dagster as dg
import polars as pl

from orchestration.partitions import days
from orchestration.resources import PARQUET, table_description, table_metadata
from orchestration.versions import rules_version
from transforms.entities import entities_from_mentions
from transforms.mentions import mentions_from_tokens
from transforms.tables import Entities, Mentions


@dg.asset(
    partitions_def=days,
    group_name="facts",
    io_manager_key=PARQUET,
    ins={name: dg.AssetIn(input_manager_key=PARQUET) for name in ("tokens", "articles", "blocks")},
    description=table_description(Mentions),
    metadata=table_metadata(Mentions),
    code_version=rules_version(),
    kinds={"polars"},
)
def mentions(tokens: pl.DataFrame, articles: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Names out of the token table, one name a person inside an article."""
    return mentions_from_tokens(tokens, articles, blocks)


@dg.asset(
    partitions_def=days,
    group_name="facts",
    io_manager_key=PARQUET,
    ins={name: dg.AssetIn(input_manager_key=PARQUET) for name in ("mentions", "tokens")},
    description=table_description(Entities),
    metadata=table_metadata(Entities),
    code_version=rules_version(),
    kinds={"polars"},
)
def entities(mentions: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """One row an entity, with role, country, sector and gender as the day's articles show them."""
    return entities_from_mentions(mentions, tokens)
