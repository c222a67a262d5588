"""The assets `mentions`, `entity_evidence` and `entities`: of whom the day's articles speak, and what they say of them."""

import dagster as dg
import polars as pl

from orchestration.entity_list import read_entity_list
from orchestration.partitions import days
from orchestration.resources import PARQUET, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.versions import stage_version
from transforms.entities import entities_from_mentions
from transforms.mentions import mentions_from_tokens
from transforms.tables import Entities, EntityEvidence, Mentions


@dg.multi_asset(
    outs={
        "mentions": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(Mentions),
            metadata=table_metadata(Mentions),
            kinds={"polars"},
        ),
        "entity_evidence": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(EntityEvidence),
            metadata=table_metadata(EntityEvidence),
            kinds={"polars"},
        ),
    },
    ins={name: dg.AssetIn(input_manager_key=PARQUET) for name in ("tokens", "articles", "blocks")},
    partitions_def=days,
    group_name="facts",
    code_version=stage_version("mentions"),
)
def mentions(
    tokens: pl.DataFrame, articles: pl.DataFrame, blocks: pl.DataFrame, settings: dg.ResourceParam[Settings]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Names, noun phrases and pronouns out of the token table, and the words that give roles, countries and sectors."""
    return mentions_from_tokens(tokens, articles, blocks, read_entity_list(settings))


@dg.asset(
    partitions_def=days,
    group_name="facts",
    io_manager_key=PARQUET,
    ins={name: dg.AssetIn(input_manager_key=PARQUET) for name in ("mentions", "entity_evidence")},
    description=table_description(Entities),
    metadata=table_metadata(Entities),
    code_version=stage_version("mentions"),
    kinds={"polars"},
)
def entities(mentions: pl.DataFrame, entity_evidence: pl.DataFrame) -> pl.DataFrame:
    """One row an entity, with role, country, sector and gender as the day's articles show them."""
    return entities_from_mentions(mentions, entity_evidence)
