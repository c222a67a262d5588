"""Scraped text: `.txt` files, and `.jsonl` files of one page a line, as scrapers and media databases export them.

Belongs here: reading such files. Stays out: finding the article in the text (`transforms.articles.scraped_text`).
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.sources.base import Document, Page, UnusableDocument, files_below
from orchestration.sources.html_dir import find_pages, read_page
from orchestration.sources.values import iso_moment, web_link

if TYPE_CHECKING:
    from orchestration.sources.declared import Source

_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_TEXT = ("text", "content", "body")
_HEADLINE = ("headline", "title")
_PUBLISHED = ("date_published", "published_at", "publish_date", "date")
"""Keys that exports use for the same thing, the name of schema.org first."""
_LINE_ROOM = 4
"""How many times longer than its text a line may be: JSON escapes, and whatever else an export has of a page."""


def documents(source: Source, _day: dt.date | None) -> Sequence[Path]:
    """The source's files and folders."""
    return source.paths


def read(document: Document) -> Iterator[Page]:
    """The pages of a folder or file; raises `UnusableDocument` where a file of lines cannot be read on."""
    assert document.file is not None
    for file, name in files_below([document.file]):
        inside = f"{document.source_name}/{name}"
        if name.lower().endswith(_LINES):
            yield from _lines(file, inside, document.limit)
        else:
            for found in find_pages([file]):
                if found.source_kind == "txt":
                    page = read_page(replace(found, name=name), document.limit, document.url_prefix)
                    yield replace(page, name=inside)


def _lines(file: Path, name: str, limit: int) -> Iterator[Page]:
    most = _LINE_ROOM * limit + 65_536
    opened = gzip.open if file.suffix.lower() == ".gz" else open
    number = 0
    try:
        with opened(file, "rb") as lines:
            while line := lines.readline(most):
                number += 1
                if len(line) == most and not line.endswith(b"\n"):
                    while (rest := lines.readline(most)) and not rest.endswith(b"\n"):
                        pass
                    yield Page(f"{name}:{number}", "txt", "text/plain", None, most, "too_large")
                elif line.strip():
                    yield _page(line.removeprefix(b"\xef\xbb\xbf"), f"{name}:{number}", limit)
    except (OSError, EOFError, zlib.error) as error:
        raise UnusableDocument(f"{file} cannot be read on after line {number} ({error}).") from error


def _page(line: bytes, name: str, limit: int) -> Page:
    """A line's page. A faulty line is a page that cannot be read, so that it is counted and the others are taken."""
    try:
        data = json.loads(line)
        text = _first(data, _TEXT)
    except (ValueError, AttributeError, RecursionError):
        data, text = {}, None
    if not isinstance(text, str):
        if text is None and any(data.get(key) == "" for key in _TEXT):
            text = ""
        else:
            warning = f"{name} is no JSON object with a text ({', '.join(_TEXT)})."
            return Page(name, "txt", "text/plain", None, len(line), "unreadable", warning=warning)
    headline = _first(data, _HEADLINE)
    body = _with_headline(text, headline if isinstance(headline, str) else "").encode("utf-8", "replace")
    status = "empty" if not text.strip() else "too_large" if len(body) > limit else "ok"
    return Page(
        name=name,
        kind="txt",
        content_type="text/plain",
        body=body if status == "ok" else None,
        byte_count=0 if status == "empty" else len(body),
        status=status,
        url=web_link(data.get("url")),
        fetched_at=iso_moment(data.get("fetched_at")),
        date_published=iso_moment(_first(data, _PUBLISHED)),
    )


def _with_headline(text: str, headline: str) -> str:
    """Scraped text begins with the headline on a line of its own; it is put there where the text has it not."""
    first = text.lstrip().partition("\n")[0].split()
    return text if not headline.strip() or first == headline.split() else f"{headline.strip()}\n\n{text}"


def _first(data: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((data[key] for key in keys if data.get(key)), None)
