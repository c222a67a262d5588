"""Landing: new pages from the sources become rows of `pages`, filed under the day they were fetched.

Belongs here: which day a page belongs to, and that the same bytes land once. Stays out: reading what a page says.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration.settings import Settings
from orchestration.sources import html_dir, warc
from orchestration.sources.base import Document, Page, UnusableDocument, files_below
from orchestration.storage import TableStore
from transforms.ids import stable_id
from transforms.tables import Pages
from transforms.tables.base import rows_to_frame
from transforms.urls import site

PAGES = "pages"
_PART_BYTES = 64_000_000
_PART_PAGES = 500


@dataclass
class LandingReport:
    """What a landing found: pages, new ones, those whose bytes had landed before, and the days that gained pages."""

    files: int = 0
    new: int = 0
    known: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    days: set[dt.date] = field(default_factory=set)
    all_days: set[dt.date] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)


class EarlyDay(Exception):
    """A page belongs to a day before the first partition."""


def land(
    paths: Sequence[Path],
    settings: Settings,
    *,
    day: dt.date | None = None,
    url_prefix: str | None = None,
    now: dt.datetime | None = None,
    report: LandingReport | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> LandingReport:
    """File the pages in the files and folders under their day; returns what was found, added to `report` if one is given.

    WARC files among them give all their pages. Raises `MissingPath` and `EarlyDay`.
    """
    files = list(files_below(paths))
    found = [html_dir.FoundPage(file, name) for file, name in files if html_dir.is_page(file)]
    archives = [file for file, _ in files if warc.is_archive(file)]
    landing = report or LandingReport()

    def pages() -> Iterable[Page]:
        for number, page in enumerate(found, start=1):
            yield html_dir.read_page(page, settings.max_page_bytes, url_prefix)
            progress(number, len(found))
        for file in archives:
            try:
                yield from warc.read(Document(file.name, settings.max_page_bytes, file=file))
            except UnusableDocument as error:  # what could be read has landed
                landing.warnings.append(str(error))

    return land_pages(pages(), settings, day=day, now=now, report=landing)


def land_pages(
    pages: Iterable[Page],
    settings: Settings,
    *,
    day: dt.date | None = None,
    now: dt.datetime | None = None,
    report: LandingReport | None = None,
) -> LandingReport:
    """File pages under their day; returns what was found, added to `report` if one is given.

    A page's day is `day` if given, else that of `fetched_at`, else today (UTC). Pages whose bytes have landed before, on whatever
    day and under whatever name, are not landed again. Raises `EarlyDay`.
    """
    store = TableStore(settings.layout)
    moment = now or dt.datetime.now(dt.UTC).replace(tzinfo=None)
    report = report or LandingReport()
    known = store.all_values(PAGES, "page_id")
    waiting: dict[dt.date, list[dict[str, Any]]] = defaultdict(list)
    waiting_bytes = 0

    def flush() -> None:
        nonlocal waiting_bytes
        for part_day, rows in sorted(waiting.items()):
            name = stable_id(*[row["page_id"] for row in rows])
            store.add(PAGES, part_day, rows_to_frame(rows, Pages), name)
        waiting.clear()
        waiting_bytes = 0

    for page in pages:
        if page.warning:
            report.warnings.append(page.warning)
        row = page_row(page, settings, day=day, now=moment)
        report.files += 1
        report.all_days.add(row["fetched_on"])
        if row["page_id"] in known:
            report.known += 1
            continue
        known.add(row["page_id"])
        report.new += 1
        report.by_status[row["status"]] += 1
        report.days.add(row["fetched_on"])
        waiting[row["fetched_on"]].append(row)
        waiting_bytes += len(row["body"] or b"")
        if waiting_bytes > _PART_BYTES or sum(map(len, waiting.values())) >= _PART_PAGES:
            flush()
    flush()
    return report


def page_row(page: Page, settings: Settings, *, day: dt.date | None, now: dt.datetime) -> dict[str, Any]:
    """A page as a row of `pages`; raises `EarlyDay`."""
    fetched_at = page.fetched_at or now
    fetched_on = day or fetched_at.date()
    if fetched_on < settings.first_day:
        raise EarlyDay(
            f"{page.name} belongs to {fetched_on}, before the first day {settings.first_day}. Set DATELINE_FIRST_DAY to an "
            "earlier day, or file the pages under another one with --day."
        )
    # Without bytes there is nothing to hash; every such page is one of its own.
    named = f"{page.status}\x1f{page.name}" + (f"\x1f{page.url}" if page.url else "")
    return {
        "page_id": hashlib.sha256(page.body if page.body else named.encode()).hexdigest(),
        "fetched_on": fetched_on,
        "url": page.url,
        "site": site(page.url),
        "fetched_at": fetched_at,
        "source_kind": page.kind,
        "source_name": page.name,
        "content_type": page.content_type,
        "charset": None,
        "byte_count": page.byte_count,
        "source_date_published": page.date_published,
        "body": page.body,
        "status": page.status,
    }
