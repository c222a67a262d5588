"""Lists of addresses: text with one a line, CSV with a column of them, and the event files of GDELT (`SOURCEURL`).

Belongs here: reading such lists, plain, gzipped or zipped, and GDELT's list of its newest files. Stays out: fetching.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from orchestration.sources.base import Document, Link, Listing, UnusableDocument, files_below, is_web_address
from orchestration.sources.values import gunzipped, iso_moment, web_link

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
_BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What Python's reader raises for damaged, locked and exotic archives."""
_NAMES = (".txt", ".csv", ".tsv", ".lst", ".urls", ".zip", ".gz")


def documents(source: Source, _day: dt.date | None) -> Sequence[str | Path]:
    """The addresses of the lists, the files that are named, and those in its folders that are named like lists."""
    named = source.paths
    files = [file for file, name in files_below(named) if file in named or name.lower().endswith(_NAMES)]
    return [*source.addresses, *files]


def read(document: Document) -> Iterator[Link | Listing]:
    """The addresses; raises `UnusableDocument` where it is no list, or unpacks to more than the limit."""
    name = document.url or str(document.file)
    try:
        yield from _items(_unpacked(_body(document), name, document.limit), name)
    except csv.Error as error:
        raise UnusableDocument(f"{name} is faulty CSV ({error}).") from error


def _items(text: str, name: str) -> Iterator[Link | Listing]:
    lines = io.StringIO(text, newline="")
    first, start = "#", 0
    while first and _is_blank(first):  # to the first line that says something
        start = lines.tell()
        first = lines.readline()
    lines.seek(start)
    if not first:
        return
    if _GDELT_NEWEST.match(first.strip()):
        addresses = (match[1] for line in lines if (match := _GDELT_NEWEST.match(line.strip())))
        yield from (Listing(address) for address in addresses if _EVENT_FILE.search(address))
        return
    separator = next((mark for mark in "\t;," if mark in first and not is_web_address(first.strip())), None)
    if separator is None:
        yield from _plain(lines, name)
        return
    # GDELT's rows have no head, and no quotation marks around their fields: those inside say nothing.
    fields = first.lower().strip("\r\n").split("\t")
    is_gdelt = len(fields) in _GDELT_WIDTHS and not any(field.strip('" ') in _ADDRESS_COLUMNS for field in fields)
    rows = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE if is_gdelt else csv.QUOTE_MINIMAL)
    head = [] if is_gdelt else [column.strip().lower() for column in next(rows)]
    address = next((head.index(column) for column in _ADDRESS_COLUMNS if column in head), None)
    date = next((head.index(column) for column in _DATE_COLUMNS if column in head), None)
    if is_gdelt:
        address = len(fields) - 1
    if address is None:
        raise _no_list(name)
    for row in rows:
        url = web_link(row[address]) if len(row) > address else None
        if url is not None:
            yield Link(url, iso_moment(row[date]) if date is not None and len(row) > date else None)


def _plain(lines: IO[str], name: str) -> Iterator[Link]:
    """An address a line, perhaps below a head, and with more words behind it."""
    found, other = 0, 0
    for line in lines:
        if _is_blank(line):
            continue
        word = line.split()[0]
        word = word.strip('"') if word.startswith('"') else word
        url = web_link(word)
        if url is not None:
            found += 1
            yield Link(url)
        elif word.lower() not in _ADDRESS_COLUMNS:
            other += 1
    if other and not found:
        raise _no_list(name)


def _is_blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _no_list(name: str) -> UnusableDocument:
    return UnusableDocument(
        f"{name} is no list of addresses: give one a line, or CSV with a column {', '.join(_ADDRESS_COLUMNS[:3])}."
    )


def _body(document: Document) -> bytes:
    if document.file is None:
        return document.body
    try:
        with document.file.open("rb") as file:
            return file.read(document.limit + 1)
    except OSError as error:  # no permission, or a link to nowhere
        raise UnusableDocument(f"{document.file} cannot be read ({error.strerror}).") from error


def _unpacked(body: bytes, name: str, limit: int) -> str:
    """The list as text. Of a zip, the first file in it; never more than `limit` bytes are unpacked."""
    if len(body) > limit:
        raise UnusableDocument(f"{name} has more than {limit:,} bytes.")
    try:
        if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                first = next((file for file in archive.infolist() if not file.is_dir()), None)
                if first is None:
                    raise UnusableDocument(f"{name} is a zip file with no file in it.")
                with archive.open(first) as packed:
                    body = packed.read(limit + 1)
    except _BAD_ZIP as error:
        raise UnusableDocument(f"{name} cannot be unpacked ({error}).") from error
    body = gunzipped(body, name, limit)
    if len(body) > limit:
        raise UnusableDocument(f"{name} unpacks to more than {limit:,} bytes.")
    is_utf16 = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # "Unicode text", as spreadsheets save it
    return body.decode("utf-16" if is_utf16 else "utf-8-sig", "replace")
