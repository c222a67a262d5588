"""Taking in what sources on the web link to: what is new, what waits, what each answer is kept as.

Stays out: reading listings (`sources`), and requests (`fetching`).
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from orchestration.fetching.addresses import Hosts, read_hosts
from orchestration.fetching.client import Client
from orchestration.fetching.clock import HostClock
from orchestration.fetching.crawl import Crawl, Got, Target, Validators, url_key
from orchestration.fetching.journal import Journal, Step
from orchestration.fetching.memory import Memory
from orchestration.fetching.robots import PRODUCT, RobotsShelf
from orchestration.intake.report import SourceReport
from orchestration.landing import LandingReport, page_row
from orchestration.settings import Settings
from orchestration.sources.base import Document, Link, Listing, MissingPath, Page, UnusableDocument, is_web_address
from orchestration.sources.declared import LEAST_SECONDS, DeclaredSources, Source
from orchestration.sources.kinds import KINDS
from orchestration.storage import TableStore
from orchestration.versions import product_version
from transforms.tables.fetches import PASSING_OUTCOMES

LISTING_BYTES = 100_000_000
"""A list of addresses that is larger is refused; sitemaps may have 50 MB (sitemaps.org)."""
MOST_LISTINGS = 50
"""Further listings that one listing may lead to in a run, the newest first."""


class WebIntake:
    """One run over sources that tell addresses. Results come in one after the other, in the thread that runs the crawl.

    As a trial, listings are asked for and nothing but the attempts is kept.
    """

    def __init__(
        self,
        declared: DeclaredSources,
        sources: Sequence[Source],
        reports: Mapping[str, SourceReport],
        landing: LandingReport,
        settings: Settings,
        progress: Callable[[int, int], None],
        is_trial: bool,
    ) -> None:
        self._declared, self._sources = declared, {source.name: source for source in sources}
        self._declared_names = [source.name for source in declared.source]
        self._reports, self._landing = reports, landing
        self._settings, self._progress, self._is_trial = settings, progress, is_trial
        store = TableStore(settings.layout)
        self._memory = Memory(store)
        self._journal = Journal(settings.layout.journal, store, settings.layout.lock)
        self._now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        self._claimed: set[str] = set()
        self._room = {source.name: source.limits.pages_per_run for source in sources}
        self._asked: set[str] = set()
        self._done = self._total = 0

    def run(self) -> None:
        """Ask for listings, and fetch the pages that they, or earlier runs, gave."""
        sources, settings, journal = self._sources.values(), self._settings, self._journal
        self._landing.days |= journal.move()
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
        targets = [target for source in sources for target in self._listings(source)]
        targets += [] if self._is_trial else [target for source in sources for target in self._waiting(source)]
        self._total = len(targets)
        try:
            crawl.run(targets)
        finally:
            self._landing.days |= journal.move()
        for target in crawl.left:
            self._reports[target.source_name].waiting += 1

    def _listings(self, source: Source) -> list[Target]:
        """The listings to ask for; those that lie in files are read at once."""
        targets = []
        try:
            for place in KINDS[source.kind].documents(source, None):
                if is_web_address(place):
                    targets.append(self._listing(source, str(place)))
                    continue
                step, following = self._read_listing(source, self._document(source, file=Path(place)), depth=0)
                targets += following
                if step.links and not self._is_trial:
                    self._journal.keep(step)
        except MissingPath as error:
            self._reports[source.name].problems.append(str(error))
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
            self._reports[source.name].waiting += 1
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
        source, report = self._sources[got.target.source_name], self._reports[got.target.source_name]
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
        self._landing.files += 1
        self._landing.new += 1
        self._landing.by_status[page.status] += 1
        self._landing.days.add(row["fetched_on"])
        self._landing.all_days.add(row["fetched_on"])
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
        return Document(source.name, LISTING_BYTES, url_prefix=source.url_prefix, **what)

    def _page_bytes(self, source: Source) -> int:
        largest = self._settings.max_page_bytes
        return min(source.limits.page_bytes or largest, largest)

    def _read_listing(self, source: Source, document: Document, depth: int) -> tuple[Step, list[Target]]:
        """The links of a listing that are new, to be kept, and what is to be fetched in this run."""
        report = self._reports[source.name]
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
        known = self._memory.known_links(recent, self._declared_names) | self._memory.finished(recent) | self._claimed
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
