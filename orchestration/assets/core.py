"""The assets `core/*`: a day in DuckDB, loaded in one transaction, with a check an invariant."""

import datetime as dt
import hashlib
from collections.abc import Iterator

import dagster as dg
import polars as pl

from orchestration.entity_list import with_list_version
from orchestration.freshness import loaded_digest
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.partitions import days
from orchestration.resources import day_of, row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.stamps import EXTRACTIONS
from orchestration.storage import TableStore
from orchestration.versions import extractor_version, parser_version, rules_version
from transforms.articles.tables import EXTRACTIONS_SCHEMA
from transforms.rejects import articles_with_parse, pages_with_status
from transforms.tables import BY_NAME, DAY_TABLES, Parses, Runs, table_name
from transforms.tables.base import polars_schema, rows_to_frame
from warehouse.checks import BrokenInvariant, Violation, invariants
from warehouse.ddl import CORE_SCHEMA
from warehouse.load import held_texts, load_day, writing

CHECK_NAME = "invariants"
"""One check a table, which holds all that the declaration promises: a check each would be fifty a day in the event log."""

_STAGE_TABLES = [table_name(table) for table in DAY_TABLES]


def _promises() -> dict[str, list[str]]:
    promises: dict[str, list[str]] = {}
    for invariant in invariants():
        if BY_NAME[invariant.table] in (*DAY_TABLES, Runs):
            promises.setdefault(invariant.table, []).append(invariant.promise)
    return promises


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            [CORE_SCHEMA, name],
            deps=[name] if name in _STAGE_TABLES else _STAGE_TABLES,
            description=table_description(BY_NAME[name]),
            metadata=table_metadata(BY_NAME[name]),
            kinds={"duckdb"},
        )
        for name in [*_STAGE_TABLES, table_name(Runs)]
    ],
    check_specs=[
        dg.AssetCheckSpec(
            CHECK_NAME,
            asset=[CORE_SCHEMA, name],
            description="On all rows of the day: " + "; ".join(promises) + ".",
            blocking=True,
        )
        for name, promises in _promises().items()
    ],
    partitions_def=days,
    group_name="core",
)
def core(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], store: dg.ResourceParam[TableStore]
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Load the day in one transaction; if one invariant is broken, the warehouse stays as it was."""
    day = day_of(context)
    frames = _frames(day, store)
    with only_writer(settings.layout.lock, wait=WRITER_WAIT), writing(settings.layout.warehouse) as connection:
        run = _run_row(context, day, frames, held_texts(connection, day), settings, store)
        try:
            rows = load_day(connection, day, frames, run)
        except BrokenInvariant as broken:
            yield from _failed_checks(broken.violations)
            raise dg.Failure(
                f"The day {day} was not loaded: {len(broken.violations)} invariants are broken.\n{broken}",
                allow_retries=False,
            ) from broken
    for name in _STAGE_TABLES:
        yield dg.MaterializeResult(asset_key=[CORE_SCHEMA, name], metadata=row_metadata(rows[name]))
    yield dg.MaterializeResult(asset_key=[CORE_SCHEMA, table_name(Runs)], metadata=row_metadata(1))
    for name, promises in _promises().items():
        yield dg.AssetCheckResult(
            asset_key=[CORE_SCHEMA, name], check_name=CHECK_NAME, passed=True, metadata={"promises held": len(promises)}
        )


def _frames(day: dt.date, store: TableStore) -> dict[str, pl.DataFrame]:
    """The day's tables as they go into the warehouse: pages and articles with what later stages made of them."""
    frames = {name: store.read(name, day, polars_schema(BY_NAME[name])) for name in _STAGE_TABLES if name != "pages"}
    schema = polars_schema(BY_NAME["pages"])
    slim = store.read("pages", day, schema, columns=[name for name in schema if name != "body"])
    pages = slim.with_columns(body=pl.lit(None, dtype=pl.Binary))
    extractions = store.read(EXTRACTIONS, day, EXTRACTIONS_SCHEMA)
    parses = store.read("parses", day, polars_schema(Parses))
    frames["articles"] = articles_with_parse(frames["articles"], parses)
    frames["pages"] = pages_with_status(pages, extractions, frames["articles"], frames["rejects"])
    return {name: frames[name] for name in _STAGE_TABLES}


def _run_row(
    context: dg.AssetExecutionContext,
    day: dt.date,
    frames: dict[str, pl.DataFrame],
    held: pl.DataFrame,
    settings: Settings,
    store: TableStore,
) -> pl.DataFrame:
    articles = frames["articles"]
    before = dict(held.iter_rows())
    texts = {
        row[0]: hashlib.md5(row[1].encode()).hexdigest() for row in articles.select("article_id", "text").iter_rows()
    }
    finished = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    record = context.instance.get_run_record_by_id(context.run_id)
    started = record.create_timestamp.astimezone(dt.UTC).replace(tzinfo=None) if record else finished
    return rows_to_frame(
        [
            {
                "run_id": f"{context.run_id}/{day}",
                "fetched_on": day,
                "started_at": started,
                "finished_at": finished,
                "engine_version": f"{extractor_version(settings.limits)} {parser_version(settings.model)}",
                "rules_version": with_list_version(rules_version(), settings),
                "inputs_digest": loaded_digest(day, settings, store),
                "pages_in": frames["pages"].height,
                "articles_in": articles.height,
                "articles_new": sum(article_id not in before for article_id in texts),
                "articles_changed": sum(before.get(key, text) != text for key, text in texts.items()),
                "articles_failed": frames["rejects"].height,
                "word_count": int(articles["word_count"].sum()),
                "seconds": max(0.0, (finished - started).total_seconds()),
            }
        ],
        Runs,
    )


def _failed_checks(violations: list[Violation]) -> Iterator[dg.AssetCheckResult]:
    by_table: dict[str, list[Violation]] = {}
    for violation in violations:
        by_table.setdefault(violation.invariant.table, []).append(violation)
    for name, mine in by_table.items():
        yield dg.AssetCheckResult(
            asset_key=[CORE_SCHEMA, name],
            check_name=CHECK_NAME,
            passed=False,
            description="; ".join(map(str, mine)),
            metadata={"rows": sum(violation.count for violation in mine)},
        )
