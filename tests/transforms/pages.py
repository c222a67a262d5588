"""Pages made for tests of the extraction: small HTML documents and the shortest way to read one.

Stays out: pages of a real design (tests/golden).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html

from transforms.articles.extraction import extract_page
from transforms.articles.page import Extraction, PageInput

FETCHED = dt.datetime(2026, 3, 10, 12)
DAY = FETCHED.date()
URL = "https://www.harbour.example/world/2026-story"

PARAGRAPHS = (
    "The harbour of Split was closed to all ships on Monday after divers had found an old mine beside the ferry pier.",
    "“Nobody will swim here before Thursday,” said Ivana Perić, who leads the port authority and lives above the pier.",
    "About four hundred people had to leave their houses, and two hotels moved their guests to the other side of the bay.",
    "The navy said that the mine was laid in 1944 and that it would be towed out to sea as soon as the wind allowed it.",
)
"""Body text that trafilatura takes for an article's without doubt."""


def html_page(
    *body: str, head: str = "", title: str | None = "Mine closes harbour of Split for days", h1: bool = True
) -> str:
    """An HTML page; `body` is markup inside the article element, by default the four paragraphs."""
    inner = "\n".join(body or paragraphs(*PARAGRAPHS))
    headline = f"<h1>{html.escape(title)}</h1>" if title and h1 else ""
    titled = f"<title>{html.escape(title)}</title>" if title else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head>{titled}{head}</head>'
        f"<body><article>{headline}\n{inner}\n</article></body></html>"
    )


def paragraphs(*texts: str) -> list[str]:
    """Each text as a p element."""
    return [f"<p>{html.escape(text, quote=False)}</p>" for text in texts]


def page_input(
    page: str | bytes,
    *,
    content_type: str = "text/html",
    url: str | None = URL,
    source_date: dt.datetime | None = None,
    fetched_at: dt.datetime = FETCHED,
) -> PageInput:
    """A page as the landing hands it on."""
    body = page.encode() if isinstance(page, str) else page
    kind = "txt" if content_type == "text/plain" else "html_dir"
    return PageInput(hashlib.sha256(body).hexdigest(), body, content_type, url, fetched_at, source_date, kind)


def read(
    page: str | bytes,
    *,
    content_type: str = "text/html",
    url: str | None = URL,
    source_date: dt.datetime | None = None,
    fetched_at: dt.datetime = FETCHED,
) -> Extraction:
    """What a page gives."""
    return extract_page(
        page_input(page, content_type=content_type, url=url, source_date=source_date, fetched_at=fetched_at)
    )


def zone(extraction: Extraction, name: str) -> list[str]:
    """The texts of the blocks of one zone."""
    return [text for block_zone, text in extraction.blocks if block_zone == name]
