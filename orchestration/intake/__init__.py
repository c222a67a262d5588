"""Taking in what the sources have: asking them, fetching what is new, and filing it under its day.

Belongs here: one run over sources of all kinds. Stays out: files (`files`), the web (`web`), and what sources are (`sources`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from orchestration.intake.files import FileIntake
from orchestration.intake.outlets import note_outlets
from orchestration.intake.report import IntakeReport, SourceReport
from orchestration.intake.web import WebIntake
from orchestration.landing import LandingReport
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.settings import Settings
from orchestration.sources.declared import DeclaredSources, Source
from orchestration.storage import TableStore

Progress = Callable[[int, int], None]

__all__ = ["IntakeReport", "SourceReport", "take_in", "try_sources"]


def _in_silence(_done: int, _total: int) -> None:
    """Tell nobody of progress."""


def take_in(
    declared: DeclaredSources,
    sources: Sequence[Source],
    settings: Settings,
    *,
    day: dt.date | None = None,
    wait: float = WRITER_WAIT,
    progress: Progress = _in_silence,
) -> IntakeReport:
    """Ask the sources and file what is new; what the last run left is done first.

    With `day`, archives give the pages of that day only. What goes wrong with a source or page is a row of `fetches` and a
    line of the report. Raises `BadHosts`, and `Busy` where another process still fetches after `wait` seconds.
    """
    store = TableStore(settings.layout)
    with only_writer(settings.layout.fetch_lock, wait=wait):
        with only_writer(settings.layout.lock, wait=WRITER_WAIT):
            store.recover()
            note_outlets(declared, store)
        return _ask(declared, sources, settings, day, progress, is_trial=False)


def try_sources(declared: DeclaredSources, sources: Sequence[Source], settings: Settings) -> list[SourceReport]:
    """Ask the sources for their listings, or look into their files: what each would give. Only the attempts are kept.

    Raises `BadHosts`, and `Busy` where another process fetches.
    """
    with only_writer(settings.layout.fetch_lock):
        return _ask(declared, sources, settings, None, _in_silence, is_trial=True).sources


def _ask(
    declared: DeclaredSources,
    sources: Sequence[Source],
    settings: Settings,
    day: dt.date | None,
    progress: Progress,
    is_trial: bool,
) -> IntakeReport:
    reports = {source.name: SourceReport(source.name, source.kind) for source in sources}
    landing = LandingReport()
    in_files = [source for source in sources if not source.gives_links]
    on_the_web = [source for source in sources if source.gives_links]
    FileIntake(in_files, reports, landing, settings, day, is_trial).run()
    if on_the_web:
        WebIntake(declared, on_the_web, reports, landing, settings, progress, is_trial).run()
    return IntakeReport(list(reports.values()), landing)
