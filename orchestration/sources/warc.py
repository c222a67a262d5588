"""WARC files: web archives, such as the news that Common Crawl captures; gzipped (or zstd, lz4) and plain.

Belongs here: the pages in an archive. Stays out: fetching archives. Every page is filed under the day it was captured.

fastwarc reads the records. What it leaves out is done here: it takes a file that breaks off for one that has ended, and one
page that is not packed as it says would end the whole archive.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType
from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

from orchestration.sources.base import Document, Page, UnusableDocument, files_below
from orchestration.sources.values import GZIP, iso_moment

if TYPE_CHECKING:
    from orchestration.sources.declared import Source

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".warc.lz4")
_PAGE_TYPES = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
_BEGUN = re.compile(r"(?<!\d)(20\d{6})\d{6}(?!\d)")
"""When an archive was begun, as crawlers write it into its name: `CC-NEWS-20240131235959-00012.warc.gz`."""
_LONGEST = dt.timedelta(days=1)
"""An archive is full after hours at most; a capture of a day can still stand in a file begun the day before."""


_END = b"\r\n\r\n"
"""What every record ends with (WARC 1.1, section 4), so the file, too."""
_DECODERS: dict[str, Callable[[BinaryIO], Any]] = {
    "chunked": ChunkedReader,
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": lambda packed: GzipReader(packed, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
    "identity": lambda packed: packed,
}


def documents(source: Source, day: dt.date | None) -> list[Path]:
    """The archives: files that are named, and those in folders that are named like archives.

    Of a day, only those whose names do not say that they were begun on another one.
    """
    named = source.paths
    files = [file for file, _ in files_below(named) if file in named or is_archive(file)]
    return [file for file in files if day is None or _can_hold(file.name, day)]


def is_archive(file: Path) -> bool:
    """Whether the file is named like a WARC file."""
    return file.name.lower().endswith(SUFFIXES)


def read(document: Document) -> Iterator[Page]:
    """The pages that were captured with status 200, of one day where one is asked for.

    Raises `UnusableDocument` where the file is no WARC file, or, after what could be read, where it breaks off.
    """
    assert document.file is not None
    file, records = document.file, 0
    try:
        with file.open("rb") as raw:
            unpacked: Any = _Unpacked(raw)
            for record in ArchiveIterator(unpacked, record_types=WarcRecordType.any_type, parse_http=False):
                page = _page(record, document)
                if page is not None:
                    yield page
                records += 1
            if not unpacked.ends_well:
                records -= 1
                raise EOFError("the last one is not whole" if records >= 0 else "it is empty")
    except (OSError, EOFError, zlib.error) as error:
        reason = f"breaks off after {records:,} records; they were taken" if records > 0 else "is no readable WARC file"
        raise UnusableDocument(f"{file} {reason} ({error}).") from error


class _Unpacked:
    """An archive's bytes as a stream for fastwarc, gzip data unpacked; other packings it unpacks itself."""

    def __init__(self, raw: io.BufferedReader) -> None:
        start = raw.peek(4)[:4]
        self._is_seen_whole = start.startswith((GZIP, b"WARC"))
        # Not more than one piece at a time, so that what stands before a fault is handed on.
        self._read = gzip.GzipFile(fileobj=raw).read1 if start.startswith(GZIP) else raw.read
        self._at, self._last = 0, b""

    def read(self, size: int = -1) -> bytes:
        chunk = self._read(size)
        self._at += len(chunk)
        self._last = (self._last + chunk)[-len(_END) :]
        return chunk

    def tell(self) -> int:
        return self._at

    @property
    def ends_well(self) -> bool:
        """Whether the last byte that was read is the end of a record, as far as can be seen."""
        return self._last == _END if self._is_seen_whole else bool(self._at)


def _can_hold(name: str, day: dt.date) -> bool:
    begun = _BEGUN.search(name)
    try:
        first = dt.datetime.strptime(begun[1], "%Y%m%d").date() if begun else None
    except ValueError:  # digits that are no date
        first = None
    return first is None or first <= day <= first + _LONGEST


def _page(record: WarcRecord, document: Document) -> Page | None:
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return None
    captured = iso_moment(record.headers.get("WARC-Date"))
    if document.day is not None and (captured is None or captured.date() != document.day):
        return None
    if record.record_type == WarcRecordType.response:
        record.parse_http(auto_decode="none")
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        # A server that names no type means a page, as for `orchestration.fetching`.
        media = record.http_headers.get("Content-Type") or "text/html"
    else:
        media = record.headers.get("Content-Type") or ""
    media = media.partition(";")[0].strip().lower()
    if media not in _PAGE_TYPES:
        return None
    length = record.content_length
    packed = record.reader.read(document.limit + 1)
    if len(packed) < min(length, document.limit + 1):
        raise EOFError(f"{len(packed):,} of {length:,} bytes are there")
    body, status = _decoded(packed, record, document.limit)
    return Page(
        name=document.source_name,
        kind="warc",
        content_type=_PAGE_TYPES[media],
        body=body or None,
        byte_count=document.limit + 1 if status == "too_large" else len(body),
        status=status,
        url=(record.headers.get("WARC-Target-URI") or "").strip("<> ") or None,
        fetched_at=captured,
    )


def _decoded(packed: bytes, record: WarcRecord, limit: int) -> tuple[bytes, str]:
    """The page without chunks and compression, and its status. Never more than just above `limit` is unpacked."""
    http, body = record.http_headers, packed
    codings = f"{http.get('Content-Encoding') or ''},{http.get('Transfer-Encoding') or ''}" if http else ""
    for coding in reversed([name.strip().lower() for name in codings.split(",") if name.strip()]):
        if len(body) > limit:
            break
        try:
            body = _DECODERS[coding](io.BytesIO(body)).read(limit + 1)
        except (KeyError, OSError):
            # Many archives keep a server's headers beside a body that was unpacked before it was written.
            if not body.lstrip().startswith(b"<"):
                return b"", "unreadable"
    if len(body) > limit:
        return b"", "too_large"
    return body, "ok" if body else "empty"
