"""WARC files: web archives, such as the news that Common Crawl captures; gzipped (or zstd, lz4) and plain.

Belongs here: the pages in an archive. Stays out: fetching archives. Every page is filed under the day it was captured.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType

from orchestration.sources.base import Document, Page, UnusableDocument, files_below, utc

if TYPE_CHECKING:
    from orchestration.sources.declared import Source

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".warc.lz4")
_PAGE_TYPES = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
_BEGUN = re.compile(r"(?<!\d)(20\d{6})\d{6}(?!\d)")
"""When an archive was begun, as crawlers write it into its name: `CC-NEWS-20240131235959-00012.warc.gz`."""
_LONGEST = dt.timedelta(days=1)
"""An archive is full after hours at most; a capture of a day can still stand in a file begun the day before."""


def documents(source: Source, day: dt.date | None) -> list[Path]:
    """The archives; of a day, only those whose names do not say that they were begun on another one."""
    return [
        file for file, name in files_below(source.paths) if is_archive(file) and (day is None or _can_hold(name, day))
    ]


def is_archive(file: Path) -> bool:
    """Whether the file is named like a WARC file."""
    return file.name.lower().endswith(SUFFIXES)


def read(document: Document) -> Iterator[Page]:
    """The pages that were captured with status 200, of one day where one is asked for.

    Raises `UnusableDocument` where the file is no WARC file, or, after what could be read, where it breaks off.
    """
    assert document.file is not None
    records = 0
    try:
        # Payloads are decoded only as far as they are read: a bomb is cut at the limit.
        for record in ArchiveIterator(
            str(document.file),
            record_types=WarcRecordType.response | WarcRecordType.resource,
            auto_decode="all",
            fsspec_args=False,
        ):
            records += 1
            page = _page(record, document)
            if page is not None:
                yield page
    except OSError as error:
        reason = f"breaks off after {records:,} records; they were taken" if records else "is no readable WARC file"
        raise UnusableDocument(f"{document.file} {reason} ({error}).") from error


def _can_hold(name: str, day: dt.date) -> bool:
    begun = _BEGUN.search(name)
    if begun is None:
        return True
    first = dt.datetime.strptime(begun[1], "%Y%m%d").date()
    return first <= day <= first + _LONGEST


def _page(record: WarcRecord, document: Document) -> Page | None:
    captured = utc(record.record_date) if record.record_date else None
    if document.day is not None and (captured is None or captured.date() != document.day):
        return None
    http = record.http_headers
    if record.record_type == WarcRecordType.response and (http is None or http.status_code != 200):
        return None
    media = (
        (record.http_content_type or record.headers.get("Content-Type") or "text/html").split(";")[0].strip().lower()
    )
    if media not in _PAGE_TYPES:
        return None
    body = record.reader.read(document.limit + 1)
    status = "ok" if body else "empty"
    if len(body) > document.limit:
        body, status = None, "too_large"
    return Page(
        name=document.source_name,
        kind="warc",
        content_type=_PAGE_TYPES[media],
        body=body or None,
        byte_count=document.limit + 1 if body is None else len(body),
        status=status,
        url=(record.headers.get("WARC-Target-URI") or "").strip("<> ") or None,
        fetched_at=captured,
    )
