"""Taking in what the sources have: asking them, fetching what is new, and filing it under its day.

Belongs here: what is new, what waits, what each source gave. Stays out: reading documents (`sources`), and requests (`fetching`).
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.fetching.addresses import Hosts, read_hosts
from orchestration.fetching.client import Client
from orchestration.fetching.clock import HostClock
from orchestration.fetching.crawl import Crawl, Got, Target, Validators, url_key
from orchestration.fetching.journal import Journal, Step
from orchestration.fetching.memory import FETCHES, Memory
from orchestration.fetching.robots import PRODUCT, RobotsShelf
from orchestration.landing import EarlyDay, LandingReport, land_pages, page_row
from orchestration.lock import only_writer
from orchestration.settings import Settings
from orchestration.sources.base import Document, Link, Listing, MissingPath, Page, UnusableDocument, is_web_address
from orchestration.sources.declared import LEAST_SECONDS, DeclaredSources, Source
from orchestration.sources.kinds import KINDS
from orchestration.storage import TableStore
from orchestration.versions import product_version
from transforms.ids import stable_id
from transforms.tables import Fetches, Outlets
from transforms.tables.base import check, polars_schema, rows_to_frame
from transforms.tables.fetches import PASSING_OUTCOMES

LISTING_BYTES = 100_000_000
"""A list of addresses that is larger is refused; sitemaps may have 50 MB (sitemaps.org)."""
MOST_LISTINGS = 50
"""Further listings that one listing may lead to in a run, the newest first."""
_WRITER_WAIT = 900.0
_OUTLETS = "outlets"


@dataclass
class SourceReport:
    """What a source gave in a run."""

    name: str
    kind: str
    listings: int = 0
    unchanged: int = 0
    links: int = 0
    new_links: int = 0
    passed_over: int = 0
    pages: int = 0
    new_pages: int = 0
    failed: int = 0
    failed_listings: int = 0
    may_pass: bool = False
    """Whether a list could not be had for a reason that passes, such as a time-out."""
    waiting: int = 0
    newest: dt.datetime | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        """Whether not one of its listings could be had."""
        return self.listings > 0 and self.failed_listings == self.listings


@dataclass
class IntakeReport:
    """What a run took in, by source; `landing` counts the pages of files and of the web together."""

    sources: list[SourceReport]
    landing: LandingReport


def take_in(
    declared: DeclaredSources,
    sources: Sequence[Source],
    settings: Settings,
    *,
    day: dt.date | None = None,
    wait: float = _WRITER_WAIT,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> IntakeReport:
    """Ask the sources and file what is new; what the last run left is done first.

    With `day`, archives give the pages of that day only. What goes wrong with a source or page is a row of `fetches` and a
    line of the report. Raises `BadHosts`, and `Busy` where another process still fetches after `wait` seconds.
    """
    store = TableStore(settings.layout)
    with only_writer(settings.layout.fetch_lock, wait=wait):
        with only_writer(settings.layout.lock, wait=_WRITER_WAIT):
            store.recover()
            _note_outlets(declared, store)
        intake = _Intake(declared, sources, settings, store, day, progress)
        intake.files()
        intake.web()
    return IntakeReport(list(intake.reports.values()), intake.landing)


def try_sources(declared: DeclaredSources, sources: Sequence[Source], settings: Settings) -> list[SourceReport]:
    """Ask the sources for their listings, or look into their files: what each would give. Only the attempts are kept."""
    intake = _Intake(
        declared, sources, settings, TableStore(settings.layout), None, lambda _done, _total: None, is_trial=True
    )
    with only_writer(settings.layout.fetch_lock):
        intake.files()
        intake.web()
    return list(intake.reports.values())


class _Intake:
    """One run. The web's results come in one after the other, in the thread that runs the crawl."""

    def __init__(
        self,
        declared: DeclaredSources,
        sources: Sequence[Source],
        settings: Settings,
        store: TableStore,
        day: dt.date | None,
        progress: Callable[[int, int], None],
        is_trial: bool = False,
    ) -> None:
        self.reports = {source.name: SourceReport(source.name, source.kind) for source in sources}
        self.landing = LandingReport()
        self._declared, self._settings, self._store, self._memory = declared, settings, store, Memory(store)
        self._sources = {source.name: source for source in sources}
        self._day, self._progress, self._is_trial = day, progress, is_trial
        self._now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        self._claimed: set[str] = set()
        self._room = {source.name: source.limits.pages_per_run for source in sources}
        self._asked: set[str] = set()
        self._done = self._total = 0

    # ------------------------------------------------------------------------------------------------------------ files

    def files(self) -> None:
        """Land the pages of folders and archives."""
        for source in self._sources.values():
            if not source.gives_links:
                report = self.reports[source.name]
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
        before = self.landing.new
        with only_writer(self._settings.layout.lock, wait=_WRITER_WAIT):
            land_pages(pages, self._settings, now=self._now, report=self.landing)
        report.new_pages = self.landing.new - before

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
                for found in KINDS[source.kind].read(self._document(source, file=file)):
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

    # -------------------------------------------------------------------------------------------------------------- web

    def web(self) -> None:
        """Ask for listings, and fetch the pages that they, or earlier runs, gave."""
        sources = [source for source in self._sources.values() if source.gives_links]
        if not sources:
            return
        settings = self._settings
        journal = Journal(settings.layout.journal, self._store)
        self._move(journal)
        client = Client(
            f"{PRODUCT}/{product_version()} (+{self._declared.contact})",
            Hosts(read_hosts(settings.hosts)),
            settings.fetch_timeout,
        )
        crawl = Crawl(
            client,
            HostClock(settings.layout.host_clock),
            RobotsShelf(settings.layout.robots),
            keep=journal.keep,
            done=self._take,
            claim=self._claim,
            validators=self._memory.validators if not self._is_trial else lambda _url: Validators(),
            least=LEAST_SECONDS,
            at_once=settings.fetch_at_once,
            until=time.time() + settings.fetch_minutes * 60,
        )
        targets = [target for source in sources for target in self._listings(source, journal)]
        targets += [] if self._is_trial else [target for source in sources for target in self._waiting(source)]
        self._total = len(targets)
        try:
            crawl.run(targets)
        finally:
            self._move(journal)
        for target in crawl.left:
            self.reports[target.source_name].waiting += 1

    def _move(self, journal: Journal) -> None:
        with only_writer(self._settings.layout.lock, wait=_WRITER_WAIT):
            self.landing.days |= journal.move()

    def _listings(self, source: Source, journal: Journal) -> list[Target]:
        """The listings to ask for; those that lie in files are read at once."""
        targets = []
        try:
            for place in KINDS[source.kind].documents(source, self._day):
                if is_web_address(place):
                    targets.append(self._listing(source, str(place)))
                    continue
                step, following = self._read_listing(source, self._document(source, file=Path(place)), depth=0)
                targets += following
                if step.links and not self._is_trial:
                    journal.keep(step)
        except MissingPath as error:
            self.reports[source.name].problems.append(str(error))
        self._asked |= {target.url for target in targets}
        return targets

    def _listing(self, source: Source, url: str, depth: int = 0) -> Target:
        return Target(url, source.name, "listing", LISTING_BYTES, source.limits.seconds_between_requests, handed=depth)

    def _waiting(self, source: Source) -> list[Target]:
        """The pages that earlier runs found and did not fetch for good."""
        since = self._now.date() - dt.timedelta(days=source.limits.newest_days)
        rows = self._memory.waiting(source.name, since).iter_rows(named=True)
        links = [(Link(row["url"], row["source_date_published"]), row["link_id"]) for row in rows]
        return [target for link, link_id in links for target in self._page_target(source, link, link_id)]

    def _page_target(self, source: Source, link: Link, link_id: str) -> list[Target]:
        """The target of a link; none where the source's room for this run is used up, or another source has claimed the page."""
        if link_id in self._claimed:
            return []
        if self._room[source.name] <= 0:
            self.reports[source.name].waiting += 1
            return []
        self._claimed |= {link_id, url_key(link.url)}
        self._room[source.name] -= 1
        limit = self._page_bytes(source)
        seconds = source.limits.seconds_between_requests
        return [Target(link.url, source.name, "page", limit, seconds, link_id=link_id, handed=link)]

    def _claim(self, url_id: str) -> bool:
        if url_id in self._claimed or self._memory.finished([url_id]):
            return False
        self._claimed.add(url_id)
        return True

    # ---------------------------------------------------------------------------------------------------------- results

    def _take(self, got: Got) -> tuple[Step, list[Target]]:
        """What a result is kept as, and what follows from it."""
        self._done += 1
        source, report = self._sources[got.target.source_name], self.reports[got.target.source_name]
        if got.target.purpose == "page":
            step, following = self._take_page(report, got), []
        else:
            step, following = self._take_listing(source, report, got)
        self._total += len(following)
        self._progress(self._done, self._total)
        return step, following

    def _take_page(self, report: SourceReport, got: Got) -> Step:
        if got.answer is None:
            report.failed += got.outcome != "known"
            return Step([got.row])
        report.pages += 1
        body = got.answer.body
        link = got.target.handed
        page = Page(
            name=report.name,
            kind=report.kind,
            content_type="text/plain" if got.answer.media_type == "text/plain" else "text/html",
            body=body or None,
            byte_count=len(body),
            status="ok" if body else "empty",
            url=got.answer.url,
            fetched_at=got.row["fetched_at"],
            date_published=link.date_published,
        )
        row = page_row(page, self._settings, day=None, now=self._now)
        got.row["page_id"] = row["page_id"]
        report.new_pages += 1
        self.landing.files += 1
        self.landing.new += 1
        self.landing.by_status[page.status] += 1
        self.landing.days.add(row["fetched_on"])
        self.landing.all_days.add(row["fetched_on"])
        return Step([got.row], pages=[row])

    def _take_listing(self, source: Source, report: SourceReport, got: Got) -> tuple[Step, list[Target]]:
        report.listings += 1
        if got.outcome == "not_modified":
            report.unchanged += 1
        if got.answer is None:
            if got.outcome != "not_modified":
                report.failed_listings += 1
                report.may_pass |= got.outcome in PASSING_OUTCOMES
                report.problems.append(f"{got.target.url}: {got.detail}")
            return Step([got.row]), []
        document = self._document(source, url=got.answer.url, body=got.answer.body)
        problems = len(report.problems)
        step, following = self._read_listing(source, document, got.target.handed)
        if len(report.problems) > problems:
            # Without its ETag, so that a listing that was mended is read again.
            got.row.update({"outcome": "unusable", "detail": report.problems[-1], "etag": None, "last_modified": None})
        if self._is_trial:  # or the next run would be told that nothing has changed, and never see the links
            got.row.update({"etag": None, "last_modified": None})
        step.fetches.append(got.row)
        return step, following

    def _document(self, source: Source, **what: Any) -> Document:
        limit = LISTING_BYTES if source.gives_links else self._page_bytes(source)
        return Document(source.name, limit, url_prefix=source.url_prefix, day=self._day, **what)

    def _page_bytes(self, source: Source) -> int:
        largest = self._settings.max_page_bytes
        return min(source.limits.page_bytes or largest, largest)

    def _read_listing(self, source: Source, document: Document, depth: int) -> tuple[Step, list[Target]]:
        """The links of a listing that are new, to be kept, and what is to be fetched in this run."""
        report = self.reports[source.name]
        links: dict[str, Link] = {}
        listings: list[Listing] = []
        try:
            for found in KINDS[source.kind].read(document):
                if isinstance(found, Listing):
                    listings.append(found)
                elif isinstance(found, Link):
                    report.links += 1
                    links.setdefault(url_key(found.url), found)
        except UnusableDocument as error:
            report.problems.append(str(error))
        report.newest = max(
            filter(None, (report.newest, *(link.date_published for link in links.values()))), default=None
        )
        oldest = self._now - dt.timedelta(days=source.limits.newest_days)
        recent = {
            key: link for key, link in links.items() if (link.date_published or link.changed_at or oldest) >= oldest
        }
        report.passed_over += len(links) - len(recent)
        known = self._memory.known_links(recent) | self._memory.finished(recent) | self._claimed
        new = {key: link for key, link in recent.items() if key not in known}
        report.new_links += len(new)
        if self._is_trial:
            return Step(), self._further(source, listings, depth)
        step = Step(links=[self._link_row(source, key, link) for key, link in new.items()])
        # Those with a date first, the newest first: what is left over waits.
        ordered = sorted(
            new.items(), key=lambda item: item[1].date_published or item[1].changed_at or dt.datetime.min, reverse=True
        )
        targets = [target for key, link in ordered for target in self._page_target(source, link, key)]
        return step, [*self._further(source, listings, depth), *targets]

    def _further(self, source: Source, listings: list[Listing], depth: int) -> list[Target]:
        """The listings that a listing points at, the newest first; two levels deep at most."""
        oldest = self._now - dt.timedelta(days=source.limits.newest_days)
        recent = [
            listing
            for listing in listings
            if (listing.changed_at or oldest) >= oldest and listing.url not in self._asked
        ]
        recent.sort(key=lambda listing: listing.changed_at or dt.datetime.min, reverse=True)
        chosen = recent[:MOST_LISTINGS] if depth < 2 else []
        self._asked |= {listing.url for listing in chosen}
        return [self._listing(source, listing.url, depth + 1) for listing in chosen]

    def _link_row(self, source: Source, key: str, link: Link) -> dict[str, Any]:
        return {
            "link_id": key,
            "fetched_on": self._now.date(),
            "url": link.url,
            "source_name": source.name,
            "source_kind": source.kind,
            "found_at": self._now,
            "source_date_published": link.date_published,
        }


def _note_outlets(declared: DeclaredSources, store: TableStore) -> None:
    """Keep what is said of the outlets, where it is something else than what was kept last.

    An outlet of which nothing is said any more is kept once more with that: the newest rows are what holds.
    """
    today = dt.datetime.now(dt.UTC).date()
    schema = polars_schema(Outlets)
    days = store.days(_OUTLETS)
    last = store.read(_OUTLETS, days[-1], schema) if days else pl.DataFrame(schema=schema)
    said = {
        outlet.domain: {
            "outlet_id": outlet.domain,
            "fetched_on": today,
            "publisher_name": outlet.name,
            "country_iso3": outlet.country,
            "media_type": outlet.media_type,
        }
        for outlet in declared.outlets
    }
    gone = [{"outlet_id": name, "fetched_on": today} for name in last["outlet_id"] if name not in said]
    now = check(rows_to_frame([*said.values(), *gone], Outlets).sort("outlet_id"), Outlets)
    if not now.drop("fetched_on").equals(last.drop("fetched_on")):
        store.replace(_OUTLETS, today, now)
