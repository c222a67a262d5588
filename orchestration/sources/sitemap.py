"""Sitemaps: lists of pages, news sitemaps with dates, and indexes of sitemaps; also the `Sitemap:` lines of a robots.txt.

Belongs here: the addresses and dates in a sitemap (sitemaps.org 0.9, Google's news extension 0.9). Stays out: fetching.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from orchestration.sources.base import Document, Link, Listing, UnusableDocument, is_web_address
from orchestration.sources.values import gunzipped, iso_moment

if TYPE_CHECKING:
    from orchestration.sources.declared import Source

_SITEMAP_LINE = re.compile(rb"(?im)^\s*sitemap\s*:\s*(\S+)")


def documents(source: Source, _day: dt.date | None) -> Sequence[str]:
    """The addresses of the sitemaps."""
    return source.addresses


def read(document: Document) -> Iterator[Link | Listing]:
    """Pages and further sitemaps; raises `UnusableDocument` where it is no sitemap, or unpacks to more than the limit."""
    body = gunzipped(document.body, document.url, document.limit)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _xml(body, document.url)
    return _lines(body, document.url)


def _xml(body: bytes, base: str) -> Iterator[Link | Listing]:
    found = 0
    try:
        for _, element in etree.iterparse(
            io.BytesIO(body), tag=["{*}url", "{*}sitemap"], resolve_entities=False, no_network=True, recover=True
        ):
            address = (element.findtext("{*}loc") or "").strip()
            published = element.findtext(".//{*}publication_date")
            changed = iso_moment(element.findtext("{*}lastmod"))
            if address:
                found += 1
                is_page = etree.QName(element).localname == "url"
                url = urljoin(base, address)
                # Of a plain sitemap's page only the last change is known; that is no date of publication.
                yield Link(url, iso_moment(published), changed) if is_page else Listing(url, changed)
            element.clear()
    except etree.XMLSyntaxError as error:
        raise UnusableDocument(f"{base} is no sitemap ({error}).") from error
    if not found and b"urlset" not in body[:2000] and b"sitemapindex" not in body[:2000]:
        raise UnusableDocument(f"{base} is no sitemap: there is no <urlset> or <sitemapindex> in it.")


def _lines(body: bytes, base: str) -> Iterator[Link | Listing]:
    """A text sitemap has an address a line; a robots.txt names sitemaps."""
    named = _SITEMAP_LINE.findall(body)
    if named:
        yield from (Listing(urljoin(base, address.decode("utf-8", "replace"))) for address in named)
        return
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines() if line.strip()]
    if not lines or not all(map(is_web_address, lines)):
        raise UnusableDocument(
            f"{base} is no sitemap: it is neither XML nor a list of addresses, and names no sitemap."
        )
    yield from map(Link, lines)
