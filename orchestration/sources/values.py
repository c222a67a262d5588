"""Small things that several kinds of sources read alike: times, and packed documents. Stays out: whole documents."""

from __future__ import annotations

import datetime as dt
import zlib

from dateutil.parser import isoparse

from orchestration.sources.base import UnusableDocument, utc

_GZIP = b"\x1f\x8b"


def iso_moment(value: object) -> dt.datetime | None:
    """An ISO 8601 time in UTC without zone; None for anything else, since the page has its own date."""
    try:
        return utc(isoparse(value.strip())) if isinstance(value, str) else None
    except ValueError:
        return None


def gunzipped(body: bytes, name: str, limit: int) -> bytes:
    """The bytes, unpacked where they are gzip data (RFC 1952).

    Raises `UnusableDocument` where they are damaged or would unpack to more than `limit` bytes.
    """
    if not body.startswith(_GZIP):
        return body
    try:
        unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, limit + 1)
    except zlib.error as error:
        raise UnusableDocument(f"{name} is damaged gzip data ({error}).") from error
    if len(unpacked) > limit:
        raise UnusableDocument(f"{name} unpacks to more than {limit:,} bytes.")
    return unpacked
