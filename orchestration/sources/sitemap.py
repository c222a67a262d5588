"""Sitemaps: lists of pages, news sitemaps with dates, and indexes of sitemaps; also the `Sitemap:` lines of a robots.txt.

Belongs here: the addresses and dates in a sitemap (sitemaps.org 0.9, Google's news extension 0.9). Stays out: fetching.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from orchestration.sources.base import Document, Link, Listing, UnusableDocument, is_web_address
from orchestration.sources.values import gunzipped, iso_moment, web_link

if TYPE_CHECKING:
    from orchestration.sources.declared import Source

_SITEMAP_LINE = re.compile(rb"(?im)^[ \t]*sitemap[ \t]*:[ \t]*(\S+)")
_BARE_AMPERSAND = re.compile(rb"&(?!#\d+;|#x[0-9a-f]+;|\w+;)", re.IGNORECASE)
_END = re.compile(rb"</(?:[\w.-]+:)?(?:url|sitemap)\s*>")
_END_OF_ALL = re.compile(
    rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)(?:\s[^>]*)?/>|</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>"
)


def documents(source: Source, _day: dt.date | None) -> Sequence[str]:
    """The addresses of the sitemaps."""
    return source.addresses


def read(document: Document) -> Iterator[Link | Listing]:
    """Pages and further sitemaps.

    Raises `UnusableDocument` where it is no sitemap or unpacks to more than the limit, and, after what could be read, where it
    breaks off.
    """
    body = gunzipped(document.body, document.url, document.limit).removeprefix(b"\xef\xbb\xbf").lstrip()
    return _xml(body, document.url) if body.startswith(b"<") else _lines(body, document.url)


def _xml(body: bytes, base: str) -> Iterator[Link | Listing]:
    ends = [match.end() for match in _END.finditer(body)]
    seen, found = 0, 0
    try:
        # Entities stay what they are, and nothing outside is read: an address that holds one is passed over.
        for _, element in etree.iterparse(
            io.BytesIO(_mended(body, ends)),
            tag=["{*}url", "{*}sitemap"],
            resolve_entities=False,
            no_network=True,
            recover=True,
            remove_comments=True,
            remove_pis=True,
        ):
            seen += 1
            place = element.find("{*}loc")
            url = web_link(place.text, base) if place is not None and place.text and not len(place) else None
            published = element.findtext("{*}news/{*}publication_date")
            changed = iso_moment(element.findtext("{*}lastmod"))
            if url is not None:
                found += 1
                is_page = etree.QName(element).localname == "url"
                # Of a plain sitemap's page only the last change is known; that is no date of publication.
                yield Link(url, iso_moment(published), changed) if is_page else Listing(url, changed)
            element.clear()
    except etree.XMLSyntaxError as error:
        raise UnusableDocument(f"{base} is no sitemap ({error}).") from error
    if not found and b"urlset" not in body[:2000] and b"sitemapindex" not in body[:2000]:
        raise UnusableDocument(f"{base} is no sitemap: there is no <urlset> or <sitemapindex> in it.")
    if not _END_OF_ALL.search(body):
        raise UnusableDocument(f"{base} breaks off after {found:,} addresses; they were taken.")
    if seen < len(ends):
        raise UnusableDocument(
            f"{base} is faulty XML: of {len(ends):,} addresses {found:,} could be read; they were taken."
        )


def _mended(body: bytes, ends: list[int]) -> bytes:
    """XML as it was meant: up to the last address that is there whole, and with `&` in addresses as XML has it."""
    whole = body[: ends[-1]] if ends else body
    return whole if b"<![CDATA[" in whole else _BARE_AMPERSAND.sub(b"&amp;", whole)


def _lines(body: bytes, base: str) -> Iterator[Link | Listing]:
    """A text sitemap has an address a line; a robots.txt names sitemaps."""
    named = _SITEMAP_LINE.findall(body)
    if named:
        for address in named:
            url = web_link(address.decode("utf-8", "replace"), base)
            if url is not None:
                yield Listing(url)
        return
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines() if line.strip()]
    if not lines or not all(map(is_web_address, lines)):
        raise UnusableDocument(
            f"{base} is no sitemap: it is neither XML nor a list of addresses, and names no sitemap."
        )
    yield from (Link(url) for line in lines if (url := web_link(line)))
