"""Lists of addresses: text with one a line, CSV with a column of them, and the event files of GDELT (`SOURCEURL`).

Belongs here: reading such lists, plain, gzipped or zipped, and GDELT's list of its newest files. Stays out: fetching.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from orchestration.sources.base import Document, Link, Listing, UnusableDocument, files_below, is_web_address
from orchestration.sources.values import gunzipped, iso_moment

if TYPE_CHECKING:
    from orchestration.sources.declared import Source

_ADDRESS_COLUMNS = ("url", "sourceurl", "documentidentifier", "v2documentidentifier", "mentionidentifier", "link")
_DATE_COLUMNS = ("date_published", "published_at", "publish_date", "publication_date")
_GDELT_WIDTHS = (58, 61)
"""Columns of GDELT's event files without heads: version 1.0, and 2.0 with the three added places (GDELT Event Codebook 2.0).
`SOURCEURL` is the last of them."""
_GDELT_NEWEST = re.compile(r"^\d+ [0-9a-f]{32} (https?://\S+)$")
"""A line of GDELT's `lastupdate.txt`: size, MD5, address."""
_EVENT_FILE = re.compile(r"\.export\.csv(\.zip|\.gz)?$", re.IGNORECASE)
_NAMES = (".txt", ".csv", ".tsv", ".lst", ".urls", ".zip", ".gz")


def documents(source: Source, _day: dt.date | None) -> Sequence[str | Path]:
    """The addresses of the lists, and the files in its folders."""
    files = [file for file, name in files_below(source.paths) if name.lower().endswith(_NAMES)]
    return [*source.addresses, *files]


def read(document: Document) -> Iterator[Link | Listing]:
    """The addresses; raises `UnusableDocument` where there is none, or where the list unpacks to more than the limit."""
    name = document.url or str(document.file)
    found = 0
    body = document.body if document.file is None else document.file.read_bytes()
    with _unpacked(body, name, document.limit) as lines:
        try:
            for item in _items(lines):
                found += 1
                yield item
        except csv.Error as error:
            raise UnusableDocument(f"{name} is faulty CSV ({error}).") from error
    if not found and body.strip():
        raise UnusableDocument(
            f"{name} is no list of addresses: give one a line, or CSV with a column {', '.join(_ADDRESS_COLUMNS[:3])}."
        )


def _items(lines: IO[str]) -> Iterator[Link | Listing]:
    first = lines.readline()
    lines.seek(0)
    if _GDELT_NEWEST.match(first.strip()):
        addresses = (match[1] for line in lines if (match := _GDELT_NEWEST.match(line.strip())))
        yield from (Listing(address) for address in addresses if _EVENT_FILE.search(address))
        return
    separator = next((mark for mark in "\t;," if mark in first and not is_web_address(first.strip())), None)
    if separator is None:
        yield from (Link(line.split()[0]) for line in lines if is_web_address(line.strip()))
        return
    rows = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL)
    head = [name.strip().strip('"').lower() for name in next(rows)]
    address = next((head.index(name) for name in _ADDRESS_COLUMNS if name in head), None)
    date = next((head.index(name) for name in _DATE_COLUMNS if name in head), None)
    if address is None and len(head) in _GDELT_WIDTHS:
        lines.seek(0)
        address = len(head) - 1
    if address is None:
        return
    for row in rows:
        if len(row) > address and is_web_address(row[address].strip()):
            yield Link(row[address].strip(), iso_moment(row[date]) if date is not None and len(row) > date else None)


def _unpacked(body: bytes, name: str, limit: int) -> IO[str]:
    """The list as text. Of a zip, the first file in it; never more than `limit` bytes are unpacked."""
    try:
        if body.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(body)) as archive, archive.open(archive.namelist()[0]) as packed:
                body = packed.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, IndexError, NotImplementedError, RuntimeError) as error:
        raise UnusableDocument(f"{name} cannot be unpacked ({error}).") from error
    body = gunzipped(body, name, limit)
    if len(body) > limit:
        raise UnusableDocument(f"{name} unpacks to more than {limit:,} bytes.")
    return io.StringIO(body.decode("utf-8-sig", "replace"))
