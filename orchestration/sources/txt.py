"""Scraped text: `.txt` files, and `.jsonl` files of one page a line, as scrapers and media databases export them.

Belongs here: reading such files. Stays out: finding the article in the text (`transforms.articles.scraped_text`).
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.sources.base import Document, Page, UnusableDocument, files_below
from orchestration.sources.html_dir import find_pages, read_page
from orchestration.sources.values import iso_moment

if TYPE_CHECKING:
    from orchestration.sources.declared import Source

_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_TEXT = ("text", "content", "body")
_HEADLINE = ("headline", "title")
_PUBLISHED = ("date_published", "published_at", "publish_date", "date")
"""Keys that exports use for the same thing, the name of schema.org first."""


def documents(source: Source, _day: dt.date | None) -> Sequence[Path]:
    """The source's files and folders."""
    return source.paths


def read(document: Document) -> Iterator[Page]:
    """The pages of a folder or file; raises `UnusableDocument` for a line that is no JSON object with a text."""
    assert document.file is not None
    for file, name in files_below([document.file]):
        inside = f"{document.source_name}/{name}"
        if name.lower().endswith(_LINES):
            yield from _lines(file, inside, document.limit)
        else:
            for found in find_pages([file]):
                if found.source_kind == "txt":
                    yield replace(read_page(found, document.limit, document.url_prefix), name=inside)


def _lines(file: Path, name: str, limit: int) -> Iterator[Page]:
    opened = gzip.open if file.suffix == ".gz" else open
    try:
        with opened(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _page(line, f"{name}:{number}", limit)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UnusableDocument(f"{file} cannot be read on: {error}.") from error


def _page(line: str, name: str, limit: int) -> Page:
    """A line's page. A faulty line is a page that cannot be read, so that it is counted and the others are taken."""
    try:
        data = json.loads(line)
        text = _first(data, _TEXT)
    except (ValueError, AttributeError):
        data, text = {}, None
    if not isinstance(text, str):
        return Page(
            name, "txt", "text/plain", None, len(line), "unreadable", warning=f"{name} is no JSON object with a text."
        )
    headline = _first(data, _HEADLINE)
    # Scraped text begins with the headline on a line of its own.
    with_headline = text if not headline or text.lstrip().startswith(str(headline)) else f"{headline}\n\n{text}"
    body = with_headline.encode()
    page = Page(
        name=name,
        kind="txt",
        content_type="text/plain",
        body=body,
        byte_count=len(body),
        status="ok" if text.strip() else "empty",
        url=data.get("url") if isinstance(data.get("url"), str) else None,
        fetched_at=iso_moment(data.get("fetched_at")),
        date_published=iso_moment(_first(data, _PUBLISHED)),
    )
    return replace(page, body=None, status="too_large") if len(body) > limit else page


def _first(data: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((data[key] for key in keys if data.get(key)), None)
