"""The assets `pages`, `links`, `fetches` and `outlets`: what came in on a day, and what was tried."""

import datetime as dt
from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from orchestration.fetching.memory import Memory
from orchestration.intake import IntakeReport, SourceReport, take_in
from orchestration.landing import land
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.notify import had_failed, notify
from orchestration.partitions import days
from orchestration.resources import day_of, row_metadata, table_description, table_metadata
from orchestration.settings import Settings
from orchestration.sources.declared import DeclaredSources, read_sources
from orchestration.storage import TableStore
from transforms.tables import Fetches, Links, Outlets, Pages, Table, table_name
from transforms.tables.base import polars_schema

ANSWERED = dg.AssetCheckSpec(
    "sources_answered", asset=table_name(Fetches), description="Every source that was asked has answered."
)
RETRIES, SECONDS_BEFORE_RETRY = 2, 120
"""Of sources whose servers are in trouble; each attempt at them has asked three times already."""

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
    check_specs=[ANSWERED],
)
def pages(
    context: dg.AssetExecutionContext,
    config: Intake,
    settings: dg.ResourceParam[Settings],
    store: dg.ResourceParam[TableStore],
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Ask the sources for what is new, and count what the day has.

    Sources that are named are asked for everything new, all their hosts at once. Those that did not answer are asked again after
    a while, and only those. Without names, files are looked through: the inbox, the folders, and the archives, of which only the
    day is taken, so that a backfill reads each day of an archive by itself.
    """
    day = day_of(context)
    declared = read_sources(settings.sources)
    answered = Memory(store).answered_since(config.sources, _start(context)) if context.retry_number else set()
    taken = _take_in(context, declared, [name for name in config.sources if name not in answered], day, settings)
    silent = [source for source in taken.sources if source.has_failed]
    if any(source.may_pass for source in silent) and context.retry_number < RETRIES:
        raise dg.RetryRequested(RETRIES, SECONDS_BEFORE_RETRY * 2**context.retry_number)
    for table in _PARENTS:
        name = table_name(table)
        metadata = row_metadata(store.row_count(name, day))
        yield dg.MaterializeResult(
            asset_key=name, metadata={**metadata, **(_pages_of(day, store, taken) if table is Pages else {})}
        )
    yield _check_of(context, silent, settings)
    if silent and len(silent) == len(config.sources):
        raise dg.Failure("No source has answered. " + _told(silent), allow_retries=False)


def _take_in(
    context: dg.AssetExecutionContext, declared: DeclaredSources, names: list[str], day: dt.date, settings: Settings
) -> IntakeReport:
    if names:
        report = take_in(declared, declared.named(names), settings)
    else:
        in_files = [source for source in declared.source if not source.gives_links]
        report = take_in(declared, in_files, settings, day=day)
        if settings.inbox.is_dir():
            with only_writer(settings.layout.lock, wait=WRITER_WAIT):
                land([settings.inbox], settings, report=report.landing)
    for warning in report.landing.warnings:
        context.log.warning(warning)
    for source in report.sources:
        for problem in source.problems:
            context.log.warning(f"{source.name}: {problem}")
    return report


def _start(context: dg.AssetExecutionContext) -> dt.datetime:
    """When the run was asked for (UTC)."""
    record = context.instance.get_run_record_by_id(context.run_id)
    moment = record.create_timestamp if record else dt.datetime.now(dt.UTC)
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def _check_of(context: dg.AssetExecutionContext, silent: list[SourceReport], settings: Settings) -> dg.AssetCheckResult:
    """The check of the sources that did not answer; people are told when it fails for the first time."""
    if silent and not had_failed(context.instance, ANSWERED.key):
        notify(settings, "Dateline: sources do not answer", _told(silent))
    return dg.AssetCheckResult(
        check_name=ANSWERED.name,
        asset_key=ANSWERED.asset_key,
        passed=not silent,
        severity=dg.AssetCheckSeverity.WARN,
        description=_told(silent) or "Every source has answered.",
        metadata={source.name: source.problems[-1] for source in silent},
    )


def _told(silent: list[SourceReport]) -> str:
    return "\n".join(f"{source.name}: {source.problems[-1]}" for source in silent)


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
