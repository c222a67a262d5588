"""Feeds: RSS and Atom in all their versions, and JSON Feed.

Belongs here: the articles' addresses and dates in a feed. Stays out: fetching, and the text that some feeds carry: the page
itself is read.
"""

from __future__ import annotations

import calendar
import datetime as dt
import io
import json
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import feedparser

from orchestration.sources.base import Document, Link, UnusableDocument
from orchestration.sources.values import iso_moment

if TYPE_CHECKING:
    from orchestration.sources.declared import Source


def documents(source: Source, _day: dt.date | None) -> Sequence[str]:
    """The addresses of the feeds."""
    return source.addresses


def read(document: Document) -> Iterator[Link]:
    """The feed's entries that have a web address; raises `UnusableDocument` where it is no feed."""
    if document.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(document)
    return _xml_feed(document)


def _xml_feed(document: Document) -> Iterator[Link]:
    # As a stream: a string that looks like an address would be fetched by feedparser itself.
    parsed = feedparser.parse(io.BytesIO(document.body), response_headers={"content-location": document.url})
    if not parsed.version and not parsed.entries:
        reason = parsed.get("bozo_exception")
        raise UnusableDocument(f"{document.url} is no feed{f' ({reason})' if reason else ''}.")
    for entry in parsed.entries:
        address = entry.get("feedburner_origlink") or entry.get("link") or entry.get("id") or ""
        # `updated` is no substitute: it is the time of the last correction.
        yield Link(urljoin(document.url, address), _moment(entry.get("published_parsed")))


def _json_feed(document: Document) -> Iterator[Link]:
    """JSON Feed 1.1 (jsonfeed.org): `items`, each with `url` and `date_published`."""
    try:
        data = json.loads(document.body)
    except ValueError as error:
        raise UnusableDocument(f"{document.url} is no JSON ({error}).") from error
    items = data.get("items")
    if "jsonfeed.org" not in str(data.get("version", "")) or not isinstance(items, list):
        raise UnusableDocument(
            f"{document.url} is JSON, but no JSON Feed: it has no version of jsonfeed.org or no items."
        )
    for item in items:
        address = item.get("url") or item.get("id") if isinstance(item, dict) else None
        if isinstance(address, str):
            yield Link(urljoin(document.url, address), iso_moment(item.get("date_published")))


def _moment(parsed: time.struct_time | None) -> dt.datetime | None:
    """feedparser gives UTC."""
    return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC).replace(tzinfo=None) if parsed else None
