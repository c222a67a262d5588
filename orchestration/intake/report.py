"""What a run took in, source by source. Stays out: taking it in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from orchestration.landing import LandingReport


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
