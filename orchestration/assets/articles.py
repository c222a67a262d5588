"""The assets `articles`, `blocks`, `removed_blocks` and `site_lines`: what the day's pages say."""

import dagster as dg
import polars as pl

from orchestration.partitions import days
from orchestration.resources import PARQUET, day_of, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.stages import extract_day, known_site_lines
from orchestration.storage import TableStore
from orchestration.versions import extractor_version
from transforms.articles.tables import articles_from_extractions
from transforms.tables import Articles, Blocks, RemovedBlocks, SiteLines


@dg.multi_asset(
    outs={
        "articles": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(Articles),
            metadata=table_metadata(Articles),
            kinds={"trafilatura"},
        ),
        "blocks": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(Blocks),
            metadata=table_metadata(Blocks),
            kinds={"trafilatura"},
        ),
        "removed_blocks": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(RemovedBlocks),
            metadata=table_metadata(RemovedBlocks),
            kinds={"polars"},
        ),
        "site_lines": dg.AssetOut(
            io_manager_key=PARQUET,
            description=table_description(SiteLines),
            metadata=table_metadata(SiteLines),
            kinds={"polars"},
        ),
    },
    deps=["pages"],
    partitions_def=days,
    group_name="articles",
    code_version=extractor_version(),
)
def articles(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], store: dg.ResourceParam[TableStore]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Read the pages that were not read before, in guarded workers, and make the day's tables."""
    day = day_of(context)
    extractions = extract_day(day, settings, store)
    tables = articles_from_extractions(extractions, day, known_site_lines(day, extractions, settings, store))
    return tables.articles, tables.blocks, tables.removed_blocks, tables.site_lines
