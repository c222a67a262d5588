"""Bytes to text. Stays out: what the text means."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes
from w3lib.encoding import html_to_unicode

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE_SIZE = 65_536
_CONTROL_SHARE = 0.01


def looks_binary(body: bytes) -> bool:
    """Whether the first 64 kB hold more control characters than any text would (images, archives, PDF)."""
    sample = body[:_SAMPLE_SIZE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 is full of NUL and still text
        return False
    return len(_CONTROL.findall(sample)) > _CONTROL_SHARE * len(sample)


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """The text of a page and the character set it was written in.

    For HTML the rules of the WHATWG encoding standard are followed (byte-order mark, then what the page declares) by
    w3lib; where nothing is declared, and for plain text, UTF-8 if it fits, else the best guess of charset-normalizer.
    """
    if content_type == "text/html":
        charset, text = html_to_unicode(None, body, auto_detect_fun=_guess)
        return text, charset
    charset = "utf-8" if body.startswith(b"\xef\xbb\xbf") else _guess(body)
    return body.decode(charset, errors="replace").removeprefix("\ufeff"), charset


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(body[:_SAMPLE_SIZE]).best()
        return best.encoding if best else "cp1252"
    return "utf-8"
