"""What reading one page gives, whichever reader read it. Stays out: the reading."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PageInput:
    """A page as it was landed, with what the source says of it."""

    page_id: str
    body: bytes
    content_type: str
    url: str | None
    fetched_at: dt.datetime
    source_date_published: dt.datetime | None
    source_kind: str


class Unusable(Exception):
    """The page gives no article. `reason` is one of `pages.status`; the message says what exactly was wrong."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass
class Metadata:
    """What a page says about its article; names follow schema.org NewsArticle."""

    headline: str | None = None
    authors: list[str] = field(default_factory=list)
    date_published: dt.datetime | None = None
    published_on: dt.date | None = None
    date_published_source: str = "none"
    date_modified: dt.datetime | None = None
    canonical_url: str | None = None
    outlet_name: str | None = None
    section: str | None = None
    keywords: list[str] = field(default_factory=list)
    description: str | None = None
    is_accessible_for_free: bool | None = None
    license: str | None = None
    og_type: str | None = None


@dataclass
class Text:
    """Blocks as (zone, text) in order, and what was taken out as (reason, text)."""

    blocks: list[tuple[str, str]]
    removed: list[tuple[str, str]]
    method: str
    kind: str = "article"
    is_paywall_stub: bool = False


@dataclass
class Extraction:
    """What one page gave: an article with its blocks, or a reason why not."""

    page_id: str
    charset: str | None = None
    reason: str | None = None
    detail: str | None = None
    article: dict[str, object] = field(default_factory=dict)
    blocks: list[tuple[str, str]] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)
