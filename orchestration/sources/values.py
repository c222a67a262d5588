"""Small things that several kinds of sources read alike: times, addresses, packed documents. Stays out: whole documents."""

from __future__ import annotations

import datetime as dt
import zlib
from urllib.parse import urljoin, urlsplit

from dateutil.parser import isoparse

from orchestration.sources.base import UnusableDocument, utc

GZIP = b"\x1f\x8b"
"""The first bytes of gzip data (RFC 1952)."""


def iso_moment(value: object) -> dt.datetime | None:
    """An ISO 8601 time in UTC without zone; None for anything else, since the page has its own date."""
    try:
        return told(utc(isoparse(value.strip()))) if isinstance(value, str) else None
    except (ValueError, OverflowError):  # OverflowError: the first or last hours that there are, in a zone beyond them
        return None


def told(moment: dt.datetime) -> dt.datetime | None:
    """The moment; None for the year 1, which is how Go and .NET write that there is no time."""
    return moment if moment.year > 1 else None


def web_link(address: object, base: str = "") -> str | None:
    """An http(s) address, completed with `base`.

    None for anything else, such as a `mailto:`, a port that cannot be, or what leads nowhere but to `base` itself.
    """
    if not isinstance(address, str):
        return None
    try:
        url = urljoin(base, address.strip())
        url.encode()  # JSON can hold halves of characters
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and url != base
        return url if is_good else None
    except ValueError:
        return None


def gunzipped(body: bytes, name: str, limit: int) -> bytes:
    """The bytes, unpacked where they are gzip data (RFC 1952), which may have several parts one after the other.

    Raises `UnusableDocument` where they are damaged or cut off, or would unpack to more than `limit` bytes.
    """
    if not body.startswith(GZIP):
        return body
    unpacked = bytearray()
    while body.startswith(GZIP):
        part = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            unpacked += part.decompress(body, limit + 1 - len(unpacked))
        except zlib.error as error:
            raise UnusableDocument(f"{name} is damaged gzip data ({error}).") from error
        if len(unpacked) > limit:
            raise UnusableDocument(f"{name} unpacks to more than {limit:,} bytes.")
        if not part.eof:
            raise UnusableDocument(f"{name} is gzip data that breaks off.")
        body = part.unused_data
    return bytes(unpacked)
