"""Fetching many addresses: many hosts at once, each of them in turn and slowly, and no article twice.

Belongs here: whose turn it is, redirects, asking again, what is kept of each attempt. Stays out: one request (`client`), what
robots.txt means (`robots`), and which addresses there are (`orchestration.intake`).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import stamina

from orchestration.fetching.addresses import BadAddress, web_address
from orchestration.fetching.client import Answer, Client, NoAnswer
from orchestration.fetching.clock import HostClock
from orchestration.fetching.journal import Step
from orchestration.fetching.robots import MAX_BYTES, Robots, RobotsShelf, robots_of
from transforms.ids import stable_id
from transforms.urls import normalized_url, site

MOST_REDIRECTS = 5
"""RFC 9309, 2.3.1.2, has crawlers follow five; browsers follow twenty, but no article needs them."""
ATTEMPTS = 3
"""At one address in one run."""
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 60.0
LONGEST_RETRY_AFTER = 120.0
"""Seconds; a host that asks for a longer wait is left alone until the next run."""
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_AGAIN = frozenset({"throttled", "server_error", "timeout", "unreachable", "broken_answer"})
_ROBOTS = "/robots.txt"


@dataclass(frozen=True)
class Target:
    """An address to fetch for a source. `link_id` is there for pages; `hops` counts redirects that led here."""

    url: str
    source_name: str
    purpose: str
    limit: int
    seconds: float | None = None
    link_id: str | None = None
    hops: int = 0
    handed: Any = None
    """What whoever gave the target wants back with the result."""


@dataclass(frozen=True)
class Validators:
    """What a server said of its last answer, to be said back to it (RFC 9110, 13.1)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Got:
    """What came of a target in the end. `answer` is there where the outcome is `ok`."""

    target: Target
    outcome: str
    detail: str | None
    row: dict[str, Any]
    answer: Answer | None = None


@dataclass
class _Host:
    """A host's queue, and its rules by origin; `is_resting` once it has shown that it wants to be left alone.

    Whoever asks it holds its `turn`: beside its own worker that is a host whose robots.txt leads here.
    """

    queue: deque[Target] = field(default_factory=deque)
    robots: dict[str, Robots] = field(default_factory=dict)
    is_resting: bool = False
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    worker: asyncio.Task[None] | None = None


def url_key(url: str) -> str:
    """The key of an address, the same for each of its tracking forms."""
    return stable_id(normalized_url(url) or url)


def _host_of(url: str) -> str:
    """The host that waits its turn, the same with and without `www.`; raises `BadAddress`."""
    return site(web_address(url).geturl()) or ""


class Crawl:
    """One run over targets. `done(got)` is told of every result and gives the step to keep and the targets that follow from it.

    `claim(url_id)` says whether an address that a redirect leads to is still to be fetched, and reserves it. `validators(url)`
    gives the ETag and Last-Modified of a listing's last answer. No request begins after `until` (seconds since 1970).
    `least` are the seconds between two requests to a host where nothing else is asked for.
    """

    def __init__(
        self,
        client: Client,
        clock: HostClock,
        shelf: RobotsShelf,
        *,
        keep: Callable[[Step], None],
        done: Callable[[Got], tuple[Step, list[Target]]],
        claim: Callable[[str], bool],
        validators: Callable[[str], Validators],
        least: float,
        at_once: int,
        until: float,
    ) -> None:
        self._client, self._clock, self._shelf = client, clock, shelf
        self._keep, self._done, self._claim = keep, done, claim
        self._validators, self._least, self._until = validators, least, until
        self._hosts: dict[str, _Host] = {}
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="fetch")
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, targets: list[Target]) -> None:
        """Fetch the targets and whatever follows from them; returns when nothing is left, or when the time is over."""
        stamina.instrumentation.set_on_retry_hooks([])  # every attempt is a row; a log line beside it says nothing new
        with self._pool:
            asyncio.run(self._run(targets))

    @property
    def left(self) -> list[Target]:
        """What was not asked for, since its host wanted to be left alone or since the time was over."""
        return [target for host in self._hosts.values() for target in host.queue]

    async def _run(self, targets: list[Target]) -> None:
        for target in targets:
            self._add(target)
        while self._tasks:
            finished, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            self._tasks -= finished
            for task in finished:
                task.result()

    def _add(self, target: Target, *, first: bool = False) -> None:
        try:
            name = _host_of(target.url)
        except BadAddress as error:
            self._finish(target, _Attempt(target, 1), "bad_address", str(error))
            return
        host = self._hosts.setdefault(name, _Host())
        host.queue.appendleft(target) if first else host.queue.append(target)
        if host.worker is None or host.worker.done():
            host.worker = asyncio.get_running_loop().create_task(self._work(name, host))
            self._tasks.add(host.worker)

    async def _work(self, name: str, host: _Host) -> None:
        """A host's targets, one after the other. Where the host rests or time is over, what is left waits for the next run."""
        while host.queue and not host.is_resting and time.time() < self._until:
            target = host.queue.popleft()
            origin = "{0.scheme}://{0.netloc}".format(web_address(target.url)).lower()
            if origin not in host.robots:
                host.robots[origin] = self._shelf.get(origin) or await self._robots(origin, target)
            robots = host.robots[origin]
            if robots.allows(target.url):
                await self._fetch(name, host, target, robots)
                continue
            outcome, detail = robots.failure or ("robots_disallow", "It is forbidden.")
            allowed = False if robots.failure is None else None
            self._finish(target, _Attempt(target, 1, allowed), outcome, f"{origin}{_ROBOTS}: {detail}")
            host.is_resting = robots.failure is not None

    async def _robots(self, origin: str, target: Target) -> Robots:
        """Its rules, through redirects to wherever (RFC 9309, 2.3.1.2). They are asked for once a run."""
        asked = replace(target, url=origin + _ROBOTS, purpose="robots", limit=MAX_BYTES, link_id=None)
        answer: Answer | NoAnswer = NoAnswer("unreachable", "")
        for _ in range(MOST_REDIRECTS + 1):
            try:
                attempt, answer = await self._attempts(
                    _host_of(asked.url), asked, max(self._least, asked.seconds or 0.0)
                )
            except BadAddress as error:
                return robots_of(NoAnswer("bad_address", str(error)))
            outcome, detail = _outcome(asked, answer)
            final = _location(answer)
            self._keep(Step([attempt.row(outcome, detail, answer, final)]))
            if final is None:
                break
            asked = replace(asked, url=final)
        self._shelf.put(origin, answer)
        return robots_of(answer)

    async def _fetch(self, name: str, host: _Host, target: Target, robots: Robots) -> None:
        attempt, answer = await self._attempts(name, target, robots.seconds(self._least, target.seconds), allowed=True)
        outcome, detail = _outcome(target, answer)
        location = _location(answer)
        if location is None:
            host.is_resting = outcome == "throttled"
            self._finish(target, attempt, outcome, detail, answer)
        elif target.hops >= MOST_REDIRECTS:
            self._finish(
                target, attempt, "too_many_redirects", f"More than {MOST_REDIRECTS} redirects.", answer, location
            )
        elif target.purpose == "page" and not self._claims(target, location):
            self._finish(target, attempt, "known", "It leads to a page that was fetched before.", answer, location)
        else:
            self._keep(Step([attempt.row("redirected", None, answer, location)]))
            self._add(replace(target, url=location, hops=target.hops + 1), first=True)

    def _claims(self, target: Target, location: str) -> bool:
        """Whether a redirect leads to something new; to itself in another form (http to https, a tracker less) it may lead."""
        return url_key(location) == url_key(target.url) or self._claim(url_key(location))

    async def _attempts(
        self, name: str, target: Target, seconds: float, allowed: bool | None = None
    ) -> tuple[_Attempt, Answer | NoAnswer]:
        """The last attempt with what it gave; those before it are kept here."""
        number = 0
        result: tuple[_Attempt, Answer | NoAnswer] | None = None
        try:
            async for again in stamina.retry_context(
                on=_wait_before_next,
                attempts=ATTEMPTS,
                timeout=None,
                wait_initial=_FIRST_WAIT,
                wait_max=_LONGEST_WAIT,
                wait_jitter=_FIRST_WAIT,
            ):
                with again:
                    if result is not None:  # it is asked again: what the attempt before gave is a row of its own
                        attempt, answer = result
                        self._keep(Step([attempt.row(*_outcome(target, answer), answer)]))
                    number += 1
                    result = await self._attempt(name, target, seconds, number, allowed)
                    if _outcome(target, result[1])[0] in _AGAIN:
                        raise _Again(result[1])
        except _Again:  # it was asked often enough
            pass
        assert result is not None
        return result

    async def _attempt(
        self, name: str, target: Target, seconds: float, number: int, allowed: bool | None
    ) -> tuple[_Attempt, Answer | NoAnswer]:
        async with self._hosts.setdefault(name, _Host()).turn:
            while (wait := self._clock.wait(name, seconds)) > 0:
                await asyncio.sleep(wait)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, self._ask, name, target, number, allowed)

    def _ask(self, name: str, target: Target, number: int, allowed: bool | None) -> tuple[_Attempt, Answer | NoAnswer]:
        """One request, in a thread. The host's clock is set at its end, too: what counts is the silence in between."""
        validators = self._validators(target.url) if target.purpose == "listing" else Validators()
        self._clock.asked(name)
        attempt = _Attempt(target, number, allowed, validators)
        try:
            answer: Answer | NoAnswer = self._client.get(
                target.url,
                target.limit,
                etag=validators.etag,
                last_modified=validators.last_modified,
                wants=PAGE_TYPES if target.purpose == "page" else frozenset(),
            )
        except NoAnswer as failure:
            answer = failure
        attempt.end()
        self._clock.asked(name)
        return attempt, answer

    def _finish(
        self,
        target: Target,
        attempt: _Attempt,
        outcome: str,
        detail: str | None,
        answer: Answer | NoAnswer | None = None,
        final: str | None = None,
    ) -> None:
        row = attempt.row(outcome, detail, answer, final)
        got = Got(target, outcome, detail, row, answer if outcome == "ok" and isinstance(answer, Answer) else None)
        step, following = self._done(got)
        self._keep(step)
        for each in following:
            self._add(each)


class _Again(Exception):
    """An attempt failed in a way that passes."""

    def __init__(self, answer: Answer | NoAnswer) -> None:
        super().__init__()
        self.answer = answer


def _wait_before_next(failure: Exception) -> bool | float:
    """Whether to ask again: stamina's own growing wait with jitter, or as long as the server says."""
    if not isinstance(failure, _Again):
        return False
    asked = failure.answer.retry_after(dt.datetime.now(dt.UTC)) if isinstance(failure.answer, Answer) else None
    if asked is None:
        return True
    return asked if asked <= LONGEST_RETRY_AFTER else False


def _location(answer: Answer | NoAnswer) -> str | None:
    """Where a redirect leads; None where it leads nowhere."""
    if not isinstance(answer, Answer) or answer.location is None:
        return None
    try:
        return web_address(answer.location, answer.url).geturl()
    except BadAddress:
        return None


def _outcome(target: Target, answer: Answer | NoAnswer) -> tuple[str, str | None]:
    """What an answer means, in the words of `fetches.outcome`, and for people."""
    if isinstance(answer, NoAnswer):
        return answer.outcome, answer.detail
    status, said = answer.status, f"HTTP status {answer.status}."
    if status == 200:
        if target.purpose == "page" and answer.media_type is not None and answer.media_type not in PAGE_TYPES:
            return "not_text", f"It is {answer.media_type}, not a page of text."
        return "ok", None
    if status == 304:
        return "not_modified", None
    if answer.location is not None:
        if _location(answer) is None:
            return "bad_address", f"It redirects to {answer.location[:200]!r}, which is not fetched."
        return "redirected", None
    if status in (429, 503):
        after = answer.headers.get("retry-after")
        return "throttled", said + (f" Retry-After: {after}." if after else "")
    if status in (404, 410):
        return "not_found", said
    return ("server_error" if status >= 500 else "refused"), said


class _Attempt:
    """One attempt, from which its row of `fetches` is made."""

    def __init__(
        self, target: Target, number: int, allowed: bool | None = None, validators: Validators | None = None
    ) -> None:
        self._target, self._number, self._allowed = target, number, allowed
        self._validators = validators or Validators()
        self._began, self._clock, self._seconds = dt.datetime.now(dt.UTC).replace(tzinfo=None), time.monotonic(), 0.0

    def end(self) -> None:
        self._seconds = time.monotonic() - self._clock

    def row(
        self, outcome: str, detail: str | None, answer: Answer | NoAnswer | None = None, final: str | None = None
    ) -> dict[str, Any]:
        target = self._target
        headers = answer.headers if isinstance(answer, Answer) else {}
        is_kept = outcome == "not_modified"  # its answer may leave out what it confirms
        return {
            "fetch_id": stable_id(target.url, self._began.isoformat(), self._number, target.purpose),
            "fetched_on": self._began.date(),
            "source_name": target.source_name,
            "purpose": target.purpose,
            "url": target.url,
            "link_id": target.link_id,
            "url_id": url_key(target.url),
            "attempt_no": self._number,
            "fetched_at": self._began,
            "seconds": self._seconds,
            "http_status": answer.status if answer is not None and _is_status(answer.status) else None,
            "outcome": outcome,
            "detail": detail,
            "final_url": final or (target.url if isinstance(answer, Answer) else None),
            "etag": headers.get("etag") or (self._validators.etag if is_kept else None),
            "last_modified": headers.get("last-modified") or (self._validators.last_modified if is_kept else None),
            "byte_count": len(answer.body) if isinstance(answer, Answer) else getattr(answer, "byte_count", 0),
            "is_robots_allowed": self._allowed,
            "page_id": None,
        }


def _is_status(status: int | None) -> bool:
    return status is not None and 100 <= status <= 999
