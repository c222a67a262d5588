"""What questions take and give, where that is not a table. Stays out: SQL, anything that is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from warehouse.explain import Mark

Grain: TypeAlias = Literal["day", "week", "month"]


def grain_of(first: dt.date | None, last: dt.date | None) -> Grain:
    """Days for two months, weeks for two years, months beyond: so that a chart keeps bars that can be told apart."""
    days = (last - first).days if first and last else 0
    return "day" if days <= 62 else "week" if days <= 731 else "month"


@dataclass(frozen=True)
class Filters:
    """Which articles count. No outlets means all; a missing day means no bound on that side.

    Articles without a date of publication count only where neither bound is set.
    """

    outlets: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None

    def parameters(self) -> dict[str, Any]:
        """As the parameters that every question about chosen articles takes."""
        return {"outlets": list(self.outlets), "first": self.first, "last": self.last}


@dataclass(frozen=True)
class Summary:
    """What the whole published file holds, and when it was published (UTC)."""

    articles: int
    outlets: int
    quotes: int
    events: int
    first_day: dt.date | None
    last_day: dt.date | None
    published_at: dt.datetime | None
    versions: dict[str, str]


@dataclass(frozen=True)
class Counts:
    """What the chosen articles hold; people are distinct persons who are quoted."""

    articles: int
    copies: int
    outlets: int
    quotes: int
    people: int
    events: int
    first_day: dt.date | None
    last_day: dt.date | None


@dataclass(frozen=True)
class Evidence:
    """An article's text with the stretches that prove a fact, the fact's own stretch first."""

    headline: str | None
    outlet: str
    url: str | None
    published_on: dt.date | None
    text: str
    marks: tuple[Mark, ...]
