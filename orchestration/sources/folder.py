"""Saved pages in files and folders: `.html`, `.htm`, `.txt`, each also gzipped, with an optional sidecar.

Belongs here: finding the files and reading one. Stays out: filing pages under their day (`orchestration.landing`).
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
"""The first bytes of gzip data (RFC 1952)."""


class MissingPath(Exception):
    """A path that was given does not exist."""


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


def find_pages(paths: Sequence[Path]) -> Iterator[FoundPage]:
    """The page files at and below the paths, in order of their names; each file once.

    Raises `MissingPath` for a path that does not exist. Files of other kinds are passed over.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise MissingPath(f"There is no file or folder {path}. Check the spelling, or give another path.")
        root = path if path.is_dir() else path.parent
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if _page_suffix(file) and (file.is_file() or file.is_symlink()) and file.absolute() not in seen:
                seen.add(file.absolute())
                yield FoundPage(file, file.relative_to(root).as_posix())


def read_file(file: Path, limit: int) -> FileContent:
    """A file's bytes, unzipped while reading; at most `limit` of them are ever held."""
    chunks, size = [], 0
    try:
        with file.open("rb") as raw:
            # The name or the first bytes: downloads often lose the ".gz".
            zipped = file.suffix == ".gz" or raw.peek(len(_GZIP)).startswith(_GZIP)
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
    except (OSError, ValueError) as error:
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
        moment = dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise BadSidecar(f'{place}: "{key}" is {value!r}, but must be a time such as 2026-01-31T12:00:00Z.') from error
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
