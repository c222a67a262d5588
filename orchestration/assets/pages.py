"""The assets `pages`, `links`, `fetches` and `outlets`: what came in on a day, and what was tried."""

import datetime as dt
from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from orchestration.intake import IntakeReport, SourceReport, take_in
from orchestration.landing import land
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.partitions import days
from orchestration.resources import day_of, row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.sources.declared import DeclaredSources, Source, read_sources
from orchestration.storage import TableStore
from transforms.tables import Fetches, Links, Outlets, Pages, Table, table_name
from transforms.tables.base import polars_schema

_PARENTS: dict[type[Table], list[str]] = {Links: [], Fetches: ["links"], Outlets: [], Pages: ["fetches"]}


class Intake(dg.Config):
    """What a run asks."""

    sources: list[str] = Field(
        default_factory=list,
        description="Names in sources.toml. None: what lies in files, that is the inbox, folders, and archives of the day.",
    )


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            table_name(table),
            deps=parents,
            description=table_description(table),
            metadata=table_metadata(table),
            group_name="pages",
            kinds={"parquet"},
        )
        for table, parents in _PARENTS.items()
    ],
    partitions_def=days,
    # Of a source whose server was in trouble: each attempt at it has asked three times already.
    retry_policy=dg.RetryPolicy(max_retries=2, delay=120, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS),
)
def pages(
    context: dg.AssetExecutionContext,
    config: Intake,
    settings: dg.ResourceParam[Settings],
    store: dg.ResourceParam[TableStore],
) -> Iterator[dg.MaterializeResult[None]]:
    """Ask the sources for what is new, and count what the day has.

    Sources that are named are asked for everything new. Without names, files are looked through: the inbox, the folders, and
    the archives, of which only the day is taken, so that a backfill reads each day of an archive by itself.
    """
    day = day_of(context)
    declared = read_sources(settings.sources)
    taken = _take_in(context, declared, config.sources, day, settings)
    for table in _PARENTS:
        name = table_name(table)
        metadata = row_metadata(store.row_count(name, day))
        yield dg.MaterializeResult(
            asset_key=name, metadata={**metadata, **(_pages_of(day, store, taken) if table is Pages else {})}
        )
    failed = [source for source in taken.sources if config.sources and source.has_failed]
    if failed:
        raise dg.Failure(
            "Nothing could be had from " + "; ".join(f"{source.name}: {source.problems[-1]}" for source in failed),
            allow_retries=any(source.may_pass for source in failed),
        )


def _take_in(
    context: dg.AssetExecutionContext, declared: DeclaredSources, names: list[str], day: dt.date, settings: Settings
) -> IntakeReport:
    if names:
        chosen: list[Source] = declared.named(names)
        report = take_in(declared, chosen, settings)
    else:
        chosen = [source for source in declared.source if not source.gives_links]
        report = take_in(declared, chosen, settings, day=day)
        if settings.inbox.is_dir():
            with only_writer(settings.layout.lock, wait=WRITER_WAIT):
                report.landing.warnings += land([settings.inbox], settings).warnings
    for warning in report.landing.warnings:
        context.log.warning(warning)
    for source in report.sources:
        for problem in source.problems:
            context.log.warning(f"{source.name}: {problem}")
    return report


def _pages_of(day: dt.date, store: TableStore, taken: IntakeReport) -> dict[str, dg.MetadataValue]:
    """What the UI shows of the day's pages: their statuses and size, and what each source gave now."""
    rows = store.read(table_name(Pages), day, polars_schema(Pages), columns=["status", "byte_count"])
    metadata = {
        "statuses": dg.MetadataValue.json(dict(rows["status"].value_counts(sort=True).iter_rows())),
        "bytes": dg.MetadataValue.int(int(rows["byte_count"].cast(int).sum())),
    }
    if taken.sources:
        metadata["sources"] = dg.MetadataValue.table([_record(source) for source in taken.sources])
    return metadata


def _record(source: SourceReport) -> dg.TableRecord:
    return dg.TableRecord(
        {
            "source": source.name,
            "kind": source.kind,
            "lists": source.listings,
            "unchanged": source.unchanged,
            "new links": source.new_links,
            "new pages": source.new_pages,
            "failed": source.failed + source.failed_listings,
            "waiting": source.waiting,
        }
    )
