"""Taking in the pages of folders and archives. Stays out: reading them (`sources`) and filing them (`landing`)."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from orchestration.fetching.memory import FETCHES, Memory
from orchestration.intake.report import SourceReport
from orchestration.landing import EarlyDay, LandingReport, land_pages
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.settings import Settings
from orchestration.sources.base import Document, MissingPath, Page, UnusableDocument
from orchestration.sources.declared import Source
from orchestration.sources.kinds import KINDS
from orchestration.storage import TableStore
from transforms.ids import stable_id
from transforms.tables import Fetches
from transforms.tables.base import check, rows_to_frame


class FileIntake:
    """One run over sources whose pages lie in files. With `day`, archives give the pages of that day only."""

    def __init__(
        self,
        sources: Sequence[Source],
        reports: Mapping[str, SourceReport],
        landing: LandingReport,
        settings: Settings,
        day: dt.date | None,
        is_trial: bool,
    ) -> None:
        self._sources, self._reports, self._landing = sources, reports, landing
        self._settings, self._day, self._is_trial = settings, day, is_trial
        self._store = TableStore(settings.layout)
        self._memory = Memory(self._store)
        self._now = dt.datetime.now(dt.UTC).replace(tzinfo=None)

    def run(self) -> None:
        """Land the pages of every source; what is wrong with one is a line of its report."""
        for source in self._sources:
            report = self._reports[source.name]
            try:
                self._take_pages(source, report)
            except (MissingPath, EarlyDay) as error:
                report.problems.append(str(error))

    def _take_pages(self, source: Source, report: SourceReport) -> None:
        pages = self._pages(source, report)
        if self._is_trial:
            for page in pages:
                report.newest = max(filter(None, (report.newest, page.date_published)), default=None)
            return
        before = self._landing.new
        with only_writer(self._settings.layout.lock, wait=WRITER_WAIT):
            land_pages(pages, self._settings, now=self._now, report=self._landing)
        report.new_pages = self._landing.new - before

    def _pages(self, source: Source, report: SourceReport) -> Iterator[Page]:
        """The pages of all documents that are new or changed. A document is noted as read after its pages."""
        for place in KINDS[source.kind].documents(source, self._day):
            file = Path(place)
            started = time.monotonic()
            row = self._archive_row(source, file) if source.kind == "warc" else None
            if row is not None and self._memory.has_read(
                [row["url_id"], stable_id(file.resolve().as_uri())], row["etag"]
            ):
                report.unchanged += 1
                continue
            report.listings += 1
            try:
                for found in KINDS[source.kind].read(self._document(source, file)):
                    assert isinstance(found, Page)
                    report.pages += 1
                    yield found
            except UnusableDocument as error:
                report.problems.append(str(error))
                if row is not None:
                    row |= {"outcome": "broken_answer", "detail": str(error)}
            if row is not None and not self._is_trial:
                frame = rows_to_frame([row | {"seconds": time.monotonic() - started}], Fetches)
                self._store.add(FETCHES, row["fetched_on"], check(frame, Fetches), row["fetch_id"])

    def _archive_row(self, source: Source, file: Path) -> dict[str, Any]:
        """The row of `fetches` for reading an archive; its size and time of change stand for an ETag."""
        state = file.stat()
        url = file.resolve().as_uri() + (f"#{self._day}" if self._day else "")
        return {
            "fetch_id": stable_id(url, self._now.isoformat(), "archive"),
            "fetched_on": self._day or self._now.date(),
            "source_name": source.name,
            "purpose": "archive",
            "url": url,
            "url_id": stable_id(url),
            "attempt_no": 1,
            "fetched_at": self._now,
            "outcome": "ok",
            "final_url": url,
            "etag": f"{state.st_size}-{state.st_mtime_ns}",
            "byte_count": min(state.st_size, 2**31 - 1),
        }

    def _document(self, source: Source, file: Path) -> Document:
        largest = self._settings.max_page_bytes
        limit = min(source.limits.page_bytes or largest, largest)
        return Document(source.name, limit, file=file, url_prefix=source.url_prefix, day=self._day)
