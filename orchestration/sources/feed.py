"""Feeds: RSS and Atom in all their versions, and JSON Feed.

Belongs here: the articles' addresses and dates in a feed. Stays out: fetching, and the text that some feeds carry: the page
itself is read.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import feedparser

from orchestration.sources.base import Document, Link, UnusableDocument
from orchestration.sources.values import iso_moment, told, web_link

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
    # As a stream: a string that looks like an address would be fetched by feedparser itself. Without the feed's address:
    # feedparser would make one of an id that is none.
    parsed = feedparser.parse(io.BytesIO(document.body))
    if not parsed.get("version") and not parsed.entries:
        reason = parsed.get("bozo_exception")
        raise UnusableDocument(f"{document.url} is no feed{f' ({reason})' if reason else ''}.")
    is_rss = parsed.get("version", "").startswith("rss")
    for entry in parsed.entries:
        url = _address(entry, document.url)
        if url is None:
            continue
        published, updated = _moment(entry.get("published_parsed")), _moment(dict.get(entry, "updated_parsed"))
        # In Atom `updated` is no substitute: it is the time of the last correction. RSS has no such time: there it is
        # Dublin Core's date, which stands in the place of pubDate.
        yield Link(url, published or (updated if is_rss else None), updated)


def _address(entry: feedparser.FeedParserDict, base: str) -> str | None:
    """An entry's web address. Its id only where that is one by itself: feedparser gives it for a missing link, too."""
    has_link = any(link.get("rel") == "alternate" and link.get("href") for link in entry.get("links", ()))
    address = entry.get("feedburner_origlink") or (entry.get("link") if has_link else None)
    return web_link(address, base) if address else web_link(entry.get("id"))


def _json_feed(document: Document) -> Iterator[Link]:
    """JSON Feed 1.1 (jsonfeed.org): `items`, each with `url` and `date_published`."""
    try:
        data = json.loads(document.body)
    except (ValueError, RecursionError) as error:
        raise UnusableDocument(f"{document.url} is no JSON ({error}).") from error
    items = data.get("items")
    if "jsonfeed.org" not in str(data.get("version", "")) or not isinstance(items, list):
        raise UnusableDocument(
            f"{document.url} is JSON, but no JSON Feed: it has no version of jsonfeed.org or no items."
        )
    for item in items:
        if isinstance(item, dict):
            url = web_link(item["url"], document.url) if item.get("url") else web_link(item.get("id"))
            if url is not None:
                yield Link(url, iso_moment(item.get("date_published")), iso_moment(item.get("date_modified")))


def _moment(parsed: time.struct_time | None) -> dt.datetime | None:
    """feedparser gives UTC."""
    try:
        return told(dt.datetime(*parsed[:6])) if parsed else None
    except ValueError:  # the year 10000, or a leap second
        return None
