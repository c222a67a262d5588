"""Running stages again over days that are there, after a change of rules: which days, from which stage, and whether they may.

Stays out: running them (`orchestration.run`), and knowing what is out of date (`orchestration.stamps`).
"""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from orchestration.entity_list import read_entity_list
from orchestration.freshness import models_are_current, stale_days
from orchestration.landing import LandingReport
from orchestration.lock import only_writer
from orchestration.progress import Listener, listening
from orchestration.run import RunReport, be_writable, put_other_version_aside, run_jobs
from orchestration.settings import Settings
from orchestration.stamps import STAGES, comes_before, first_outdated, tables_from
from orchestration.storage import TableStore
from warehouse.load import BrokenWarehouse, writing


class CannotRerun(Exception):
    """There is no such day, an earlier stage is out of date, or other days would be lost; nothing was run."""


def rerun(
    settings: Settings,
    *,
    start: str | None = None,
    day: dt.date | None = None,
    since: dt.date | None = None,
    listener: Listener = lambda _stage, _done, _total: None,
) -> RunReport:
    """Run the stages from `start` on over the day, over the days since one, or over all that have pages; then publish.

    Without `start`, each day is run from its first stage that is out of date, and days that have none are left alone. Raises
    `CannotRerun` before anything is run; `RunFailed`, `UnusableFolder`, `Busy`; `BadSetting` where the list of entities is
    faulty.
    """
    started = time.monotonic()
    read_entity_list(settings)
    store = TableStore(settings.layout)
    days = _chosen_days(settings, store, day, since)
    be_writable(settings.layout.data)
    result = RunReport(LandingReport(), is_rerun=True)
    with only_writer(settings.layout.lock), listening(listener):
        store.recover()
        plan = _plan(days, start, settings, store)
        if _make_way(settings.layout.warehouse, set(days) >= {*store.days("pages"), *store.days("outlets")}, result):
            plan = _plan(days, start, settings, store)
        if plan or not models_are_current(settings):
            run_jobs({day: tables_from(stage) for day, stage in plan.items()}, settings)
            result.published = True
    result.began_with, result.days_run = plan, list(plan)
    result.seconds = time.monotonic() - started
    return result


def _chosen_days(settings: Settings, store: TableStore, day: dt.date | None, since: dt.date | None) -> list[dt.date]:
    held = store.days("pages")
    if not held:
        raise CannotRerun(f"There are no pages in {settings.layout.data} yet. Run `dateline run PATH` first.")
    chosen = [one for one in held if (day is None or one == day) and (since is None or one >= since)]
    if not chosen:
        asked = f"of {day}" if day else f"of {since} or later"
        there = f"of {held[0]} only" if len(held) == 1 else f"of {len(held)} days from {held[0]} to {held[-1]}"
        raise CannotRerun(f"There are no pages {asked}: {settings.layout.data} has pages {there}.")
    return chosen


def _plan(days: list[dt.date], start: str | None, settings: Settings, store: TableStore) -> dict[dt.date, str]:
    """The stage that each day is run from. Raises `CannotRerun` where one before `start` is out of date."""
    outdated = {day: first_outdated(day, settings, store) for day in days}
    if start is None:
        stale = set(stale_days(settings, store))
        # A day whose tables are all current may still not be published: then the last stage is cheap, and it is loaded.
        return {day: stage or STAGES[-1].name for day, stage in outdated.items() if stage or day in stale}
    for day, stage in outdated.items():
        if stage is not None and comes_before(stage, start):
            raise CannotRerun(
                f"{day} cannot be run again from {start}: its {stage} are out of date, since pages, code or settings changed "
                f"after they were made. Type `dateline rerun --from {stage}`, or `dateline rerun` without --from, which takes "
                "for each day the first stage that is out of date."
            )
    return dict.fromkeys(days, start)


def _make_way(warehouse: Path, are_all: bool, result: RunReport) -> bool:
    """Whether a warehouse of another version was put aside. Raises `CannotRerun` where days that are not run would be lost."""
    if are_all:
        return put_other_version_aside(warehouse, result.landing.warnings)
    everything = (
        "Load every day: `dateline rerun` without --day and --since, or `dateline run`, also where days have no pages."
    )
    if not warehouse.is_file():
        raise CannotRerun(f"There is no warehouse at {warehouse} that could keep the other days. {everything}")
    try:
        with writing(warehouse):
            return False
    except BrokenWarehouse as broken:
        raise CannotRerun(f"{broken} {everything}") from broken
