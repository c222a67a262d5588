"""Landing: new pages from the sources become rows of `pages`, filed under the day they were fetched.

Belongs here: which day a page belongs to, and that the same bytes land once. Stays out: reading what a page says.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration.settings import Settings
from orchestration.sources.folder import (
    BadSidecar,
    FoundPage,
    Sidecar,
    find_pages,
    prefixed_url,
    read_file,
    read_sidecar,
)
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
    """What a landing found: files, new pages, files whose bytes had landed before, and the days that gained pages."""

    files: int = 0
    new: int = 0
    known: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    days: set[dt.date] = field(default_factory=set)
    all_days: set[dt.date] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)


def land(
    paths: Sequence[Path],
    settings: Settings,
    *,
    day: dt.date | None = None,
    url_prefix: str | None = None,
    now: dt.datetime | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> LandingReport:
    """File the pages at the paths under their day; returns what was found.

    A page's day is `day` if given, else the sidecar's `fetched_at`, else today (UTC). Pages whose bytes have landed
    before, on whatever day and under whatever name, are not landed again. Raises `MissingPath` and `EarlyDay`.
    """
    store = TableStore(settings.layout)
    moment = now or dt.datetime.now(dt.UTC).replace(tzinfo=None)
    found = list(find_pages(paths))
    report = LandingReport(files=len(found))
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

    for number, page in enumerate(found, start=1):
        row = _row(page, settings, day, url_prefix, moment, report)
        report.all_days.add(row["fetched_on"])
        if row["page_id"] in known:
            report.known += 1
        else:
            known.add(row["page_id"])
            report.new += 1
            report.by_status[row["status"]] += 1
            report.days.add(row["fetched_on"])
            waiting[row["fetched_on"]].append(row)
            waiting_bytes += len(row["body"] or b"")
            if waiting_bytes > _PART_BYTES or sum(map(len, waiting.values())) >= _PART_PAGES:
                flush()
        progress(number, len(found))
    flush()
    return report


class EarlyDay(Exception):
    """A page belongs to a day before the first partition."""


def _row(
    page: FoundPage,
    settings: Settings,
    day: dt.date | None,
    url_prefix: str | None,
    now: dt.datetime,
    report: LandingReport,
) -> dict[str, Any]:
    try:
        sidecar = read_sidecar(page.file)
    except BadSidecar as error:  # the page itself is good: it is taken without what the sidecar would have said
        report.warnings.append(str(error))
        sidecar = Sidecar()
    content = read_file(page.file, settings.max_page_bytes)
    fetched_at = sidecar.fetched_at or now
    fetched_on = day or fetched_at.date()
    if fetched_on < settings.first_day:
        raise EarlyDay(
            f"{page.file} belongs to {fetched_on}, before the first day {settings.first_day}. Set DATELINE_FIRST_DAY to an "
            "earlier day, or file the pages under another one with --day."
        )
    url = sidecar.url or (prefixed_url(url_prefix, page) if url_prefix else None)
    # Without bytes there is nothing to hash; every such file is a page of its own.
    page_id = hashlib.sha256(content.body if content.body else f"{content.status}\x1f{page.name}".encode()).hexdigest()
    return {
        "page_id": page_id,
        "fetched_on": fetched_on,
        "url": url,
        "site": site(url),
        "fetched_at": fetched_at,
        "source_kind": page.source_kind,
        "source_name": page.name,
        "content_type": page.content_type,
        "charset": None,
        "byte_count": content.byte_count,
        "source_date_published": sidecar.date_published,
        "body": content.body,
        "status": content.status,
    }
