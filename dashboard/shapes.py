"""What questions take and give, where that is not a table. Stays out: SQL, anything that is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from warehouse.explain import Mark

Grain: TypeAlias = Literal["day", "week", "month", "quarter"]


def grain_of(first: dt.date | None, last: dt.date | None) -> Grain:
    """Days for two months, weeks for two years, months for six, quarters beyond: so that bars can be told apart."""
    days = (last - first).days if first and last else 0
    return "day" if days <= 62 else "week" if days <= 731 else "month" if days <= 2192 else "quarter"


@dataclass(frozen=True)
class Filters:
    """Which articles count. No outlets means all; a missing day means no bound on that side.

    Articles without a date of publication count on the day they were fetched, as they do in the reports.
    """

    outlets: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None

    def parameters(self) -> dict[str, Any]:
        """As the parameters that every question about chosen articles takes."""
        return {"outlets": list(self.outlets), "first": self.first, "last": self.last}

    def of_outlet(self, outlet_id: str | None) -> Filters:
        """The same days, but only the one outlet; all the same where there is none."""
        return replace(self, outlets=(outlet_id,)) if outlet_id else self


@dataclass(frozen=True)
class EventFilters:
    """Which events of the chosen articles count; what is None is no bound.

    `status` as in `fct_event`; `quad` 1 to 4; `place` a name or, where there is none, a country; the countries of a directed
    pair are both given or neither (ISO 3166-1 alpha-3).
    """

    status: str | None = None
    quad: int | None = None
    place: str | None = None
    actor_country: str | None = None
    recipient_country: str | None = None

    def but(self, **changes: Any) -> EventFilters:
        """The same with other bounds."""
        return replace(self, **changes)

    def parameters(self) -> dict[str, Any]:
        """As the parameters that questions about events take."""
        return dict(vars(self))


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
    """An article's text with the stretches that prove a fact, the fact's own stretch first; and what to beware of."""

    article_id: str
    headline: str | None
    outlet: str
    url: str | None
    published_on: dt.date | None
    text: str
    marks: tuple[Mark, ...]
    caution: str = ""


@dataclass(frozen=True)
class Article:
    """One article: what its page says of it, and its text."""

    article_id: str
    headline: str | None
    outlet: str
    url: str | None
    published_on: dt.date | None
    text: str
    word_count: int
    authors: list[str]
    status: str
    extraction_method: str | None
    date_source: str | None
    is_canonical: bool
    story_id: str | None
