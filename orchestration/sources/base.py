"""What every kind of source gives: documents to look into, and what is found in them.

Belongs here: the interface and its words. Stays out: how a kind reads its documents (one module a kind), and fetching.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from orchestration.sources.declared import Source


class MissingPath(Exception):
    """A path that was given does not exist."""


class UnusableDocument(Exception):
    """A document is not what its source's kind says: no feed, no sitemap, no archive."""


@dataclass(frozen=True)
class Page:
    """A page in hand, or the reason why it has no bytes. `status` is one of `pages.status`; times are UTC without zone."""

    name: str
    kind: str
    content_type: str
    body: bytes | None
    byte_count: int
    status: str
    url: str | None = None
    fetched_at: dt.datetime | None = None
    date_published: dt.datetime | None = None
    warning: str | None = None


@dataclass(frozen=True)
class Link:
    """An article's address, still to be fetched, with its dates where the source tells them."""

    url: str
    date_published: dt.datetime | None = None
    changed_at: dt.datetime | None = None


@dataclass(frozen=True)
class Listing:
    """Another document of the same kind, which this one points at: a part of a sitemap, say. `changed_at` where it is told."""

    url: str
    changed_at: dt.datetime | None = None


Found: TypeAlias = Page | Link | Listing


@dataclass(frozen=True)
class Document:
    """Something a source looks into: a file or folder, or what was fetched from an address.

    `limit` caps what a page, or the document itself, may unpack to (bytes).
    """

    source_name: str
    limit: int
    file: Path | None = None
    url_prefix: str | None = None
    url: str = ""
    body: bytes = b""
    day: dt.date | None = None
    """Only what was captured on this day is wanted, where the kind can tell."""


class Kind(Protocol):
    """A kind of source: a module with these two functions."""

    def documents(self, source: Source, day: dt.date | None, /) -> Iterable[str | Path]:
        """Addresses, files and folders to look into; raises `MissingPath`."""

    def read(self, document: Document, /) -> Iterator[Found]:
        """What a document holds; raises `UnusableDocument` saying what it is instead."""


def files_below(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Every file at and below the paths with its name inside the path given, in order of the names; each file once.

    Raises `MissingPath` for a path that does not exist.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise MissingPath(f"There is no file or folder {path}. Check the spelling, or give another path.")
        root = path if path.is_dir() else path.parent
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if (file.is_file() or file.is_symlink()) and file.absolute() not in seen:
                seen.add(file.absolute())
                yield file, file.relative_to(root).as_posix()


def utc(moment: dt.datetime) -> dt.datetime:
    """A moment in UTC without zone; one without zone is taken as UTC."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment


def is_web_address(text: str | os.PathLike[str]) -> bool:
    """Whether a text is an http(s) address and not a path."""
    return isinstance(text, str) and text.lower().startswith(("http://", "https://"))
