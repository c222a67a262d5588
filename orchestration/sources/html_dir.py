"""Saved pages in files and folders: `.html`, `.htm`, `.txt`, each also gzipped, with an optional sidecar.

Belongs here: finding the files and reading one. Stays out: filing pages under their day (`orchestration.landing`).
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from orchestration.sources.base import Document, Page, files_below, utc
from orchestration.sources.values import GZIP

if TYPE_CHECKING:
    from orchestration.sources.declared import Source

_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}
_CHUNK = 1 << 20


class BadSidecar(Exception):
    """A `page.json` beside a page cannot be used."""


@dataclass(frozen=True)
class FoundPage:
    """A file that looks like a page, and its name inside the folder that was given."""

    file: Path
    name: str

    @property
    def content_type(self) -> str:
        """Media type by the file's name."""
        return _TYPES[_page_suffix(self.file) or ".html"]

    @property
    def source_kind(self) -> str:
        """`txt` for scraped text, else `html_dir`."""
        return "txt" if self.content_type == "text/plain" else "html_dir"


@dataclass(frozen=True)
class Sidecar:
    """What the file beside a page says of it."""

    url: str | None = None
    fetched_at: dt.datetime | None = None
    date_published: dt.datetime | None = None


@dataclass(frozen=True)
class FileContent:
    """A page file's bytes, unzipped; or why there are none. `byte_count` stops counting just above the limit."""

    body: bytes | None
    byte_count: int
    status: str


def documents(source: Source, _day: dt.date | None) -> Sequence[Path]:
    """The source's folders. A file says nothing of days before it is read, so that all are read."""
    return source.paths


def read(document: Document) -> Iterator[Page]:
    """The pages of a folder, named after their source."""
    assert document.file is not None
    for found in find_pages([document.file]):
        page = read_page(found, document.limit, document.url_prefix)
        yield replace(page, name=f"{document.source_name}/{found.name}")


def find_pages(paths: Sequence[Path]) -> Iterator[FoundPage]:
    """The page files at and below the paths, in order of their names; each file once.

    Raises `MissingPath` for a path that does not exist. Files of other kinds are passed over.
    """
    return (FoundPage(file, name) for file, name in files_below(paths) if is_page(file))


def read_page(found: FoundPage, limit: int, url_prefix: str | None = None) -> Page:
    """A file as a page, with what its sidecar says. A faulty sidecar is left out of account, with a warning."""
    warning = None
    try:
        sidecar = read_sidecar(found.file)
    except BadSidecar as error:  # the page itself is good: it is taken without what the sidecar would have said
        warning = str(error)
        sidecar = Sidecar()
    content = read_file(found.file, limit)
    return Page(
        name=found.name,
        kind=found.source_kind,
        content_type=found.content_type,
        body=content.body,
        byte_count=content.byte_count,
        status=content.status,
        url=sidecar.url or (prefixed_url(url_prefix, found) if url_prefix else None),
        fetched_at=sidecar.fetched_at,
        date_published=sidecar.date_published,
        warning=warning,
    )


def read_file(file: Path, limit: int) -> FileContent:
    """A file's bytes, unzipped while reading; at most `limit` of them are ever held."""
    chunks, size = [], 0
    try:
        with file.open("rb") as raw:
            # The name or the first bytes: downloads often lose the ".gz".
            zipped = file.suffix == ".gz" or raw.peek(len(GZIP)).startswith(GZIP)
            handle = gzip.GzipFile(fileobj=raw) if zipped else raw
            while chunk := handle.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    return FileContent(None, size, "too_large")
                chunks.append(chunk)
    except (OSError, EOFError, zlib.error):  # no permission, broken link, damaged or cut-off compression
        return FileContent(None, size, "unreadable")
    return FileContent(b"".join(chunks), size, "ok") if size else FileContent(None, 0, "empty")


def read_sidecar(file: Path) -> Sidecar:
    """What `page.json` beside `page.html` says; an empty `Sidecar` where there is none. Raises `BadSidecar`."""
    suffixes = "".join(file.suffixes[-2:]) if file.suffix == ".gz" else file.suffix
    place = file.with_name(file.name.removesuffix(suffixes) + ".json")
    if not place.is_file():
        return Sidecar()
    try:
        data = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadSidecar(f"{place} is no readable JSON ({error}). Mend or remove it.") from error
    if not isinstance(data, dict):
        raise BadSidecar(
            f'{place} must hold an object such as {{"url": "https://…", "fetched_at": "2026-01-31T12:00:00Z"}}.'
        )
    return Sidecar(
        url=_string(data, "url", place),
        fetched_at=_moment(data, "fetched_at", place),
        date_published=_moment(data, "date_published", place),
    )


def prefixed_url(prefix: str, page: FoundPage) -> str:
    """The address of a page under `--url-prefix`: the prefix and the file's name without `.gz`."""
    return prefix.rstrip("/") + "/" + quote(page.name.removesuffix(".gz"))


def is_page(file: Path) -> bool:
    """Whether the file is named like a page."""
    return _page_suffix(file) is not None


def _page_suffix(file: Path) -> str | None:
    name = file.name.lower().removesuffix(".gz")
    return next((suffix for suffix in _TYPES if name.endswith(suffix) and name != suffix), None)


def _string(data: dict[str, Any], key: str, place: Path) -> str | None:
    value = data.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise BadSidecar(f'{place}: "{key}" must be a string, not {value!r}.')


def _moment(data: dict[str, Any], key: str, place: Path) -> dt.datetime | None:
    value = _string(data, key, place)
    if value is None:
        return None
    try:
        return utc(dt.datetime.fromisoformat(value))
    except (ValueError, OverflowError) as error:
        raise BadSidecar(f'{place}: "{key}" is {value!r}, but must be a time such as 2026-01-31T12:00:00Z.') from error
