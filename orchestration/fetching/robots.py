"""What a host's robots.txt allows (RFC 9309), and how fast. Stays out: fetching it."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from protego import Protego

from orchestration.fetching.client import Answer, NoAnswer
from transforms.ids import stable_id

PRODUCT = "Dateline"
"""The name by which robots.txt may address this crawler (RFC 9309, 2.2.1)."""

MAX_BYTES = 2_000_000
"""RFC 9309, 2.5, asks for at least 500 KiB; a larger file is not robots.txt."""


KEPT_SECONDS = 86_400.0


@dataclass(frozen=True)
class Robots:
    """The rules of one host; or why they could not be had (an outcome and words): then nothing may be fetched."""

    rules: Protego | None
    failure: tuple[str, str] | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched."""
        return self.failure is None and (self.rules is None or bool(self.rules.can_fetch(url, PRODUCT)))

    def seconds(self, default: float, own: float | None = None) -> float:
        """Seconds from one request to the next: what the host asks for (Crawl-delay, Request-rate), else `default`.

        Never less than our own wish, where there is one.
        """
        return max(self._asked(default), own or 0.0)

    def _asked(self, default: float) -> float:
        if self.rules is None:
            return default
        delay = self.rules.crawl_delay(PRODUCT)
        rate = self.rules.request_rate(PRODUCT)
        asked = [float(delay)] if delay is not None else []
        asked += [rate.seconds / rate.requests] if rate is not None and rate.requests else []
        return max(asked) if asked else default


class RobotsShelf:
    """The rules that were fetched within a day, a file an origin: RFC 9309, 2.4, lets a crawler keep them so long."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, origin: str) -> Robots | None:
        """The rules of an origin (scheme and host); None where they must be fetched."""
        file = self._file(origin)
        try:
            if time.time() - file.stat().st_mtime > KEPT_SECONDS:
                return None
            return _rules(file.read_bytes())
        except FileNotFoundError:
            return None

    def put(self, origin: str, answer: Answer | NoAnswer) -> None:
        """Keep what a server said; not that it said nothing, so that the next run asks again."""
        if isinstance(answer, Answer) and robots_of(answer).failure is None:
            file = self._file(origin)
            waiting = file.with_suffix(".tmp")
            waiting.write_bytes(answer.body)
            os.replace(waiting, file)

    def _file(self, origin: str) -> Path:
        return self._folder / f"{stable_id(origin)}.txt"


def _rules(body: bytes) -> Robots:
    return Robots(Protego.parse(body.decode("utf-8-sig", "replace")))


def robots_of(answer: Answer | NoAnswer) -> Robots:
    """RFC 9309, 2.3.1: no such file allows everything; a server in trouble, or none, allows nothing for now.

    A host that must not be connected to is told as such; an oversized or broken file is there, and cannot be obeyed.
    """
    if isinstance(answer, NoAnswer):
        lasting = answer.outcome in ("blocked_address", "bad_address")
        return Robots(None, (answer.outcome if lasting else "robots_unreachable", answer.detail))
    if answer.status == 200:
        return _rules(answer.body)
    if 300 <= answer.status < 500 and answer.status != 429:
        return Robots(None)
    return Robots(None, ("robots_unreachable", f"HTTP status {answer.status}."))
