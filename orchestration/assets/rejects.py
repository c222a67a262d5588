"""The asset `rejects`: which of the day's pages gave nothing usable, and why."""

import dagster as dg
import polars as pl

from orchestration.partitions import days
from orchestration.resources import PARQUET, day_of, table_description, table_metadata
from orchestration.stamps import EXTRACTIONS
from orchestration.storage import TableStore
from transforms.articles.tables import EXTRACTIONS_SCHEMA
from transforms.rejects import rejects_from
from transforms.tables import Rejects


@dg.asset(
    partitions_def=days,
    group_name="articles",
    io_manager_key=PARQUET,
    ins={name: dg.AssetIn(input_manager_key=PARQUET) for name in ("pages", "articles", "parses")},
    description=table_description(Rejects),
    metadata=table_metadata(Rejects),
    kinds={"polars"},
)
def rejects(
    context: dg.AssetExecutionContext,
    pages: pl.DataFrame,
    articles: pl.DataFrame,
    parses: pl.DataFrame,
    store: dg.ResourceParam[TableStore],
) -> pl.DataFrame:
    """Pages that could not be read, gave no article, or whose article could not be parsed."""
    extractions = store.read(EXTRACTIONS, day_of(context), EXTRACTIONS_SCHEMA)
    return rejects_from(pages, extractions, articles, parses)
