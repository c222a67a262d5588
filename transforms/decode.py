"""Bytes to text. Stays out: what the text means, and characters that no parser takes (`transforms.articles.markup`)."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, resolve_encoding, to_unicode

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE_SIZE = 65_536
_CONTROL_SHARE = 0.01

_UTF16_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF16_SHARE = 0.35
"""Share of NUL bytes in every second place from which a page is UTF-16: its markup alone is ASCII to that extent."""

_BROKEN_SHARE = 0.1
"""Of the characters beyond ASCII; with fewer broken ones a page is damaged UTF-8 and not another character set."""

_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(rb"[^<>\n]*[\x80-\xff][^<>\n]*")
_GUESSED = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r", "cp932", "euc_jp",
    "gb18030", "big5", "cp949", "iso8859_2", "iso8859_7", "iso8859_9", "tis_620",
)  # fmt: skip
"""What is guessed among, in order where several fit equally: legacy encodings of the WHATWG standard that news sites used."""


def looks_binary(body: bytes) -> bool:
    """Whether the first 64 kB hold more control characters than any text would (images, archives, PDF)."""
    sample = body[:_SAMPLE_SIZE]
    if _utf16(sample):  # full of NUL and still text
        return False
    return len(_CONTROL.findall(sample)) > _CONTROL_SHARE * len(sample)


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """The text of a page and the character set it was written in. Never raises.

    In order: a byte-order mark; UTF-16 by its NUL bytes; UTF-8 where the bytes are valid and any stand beyond ASCII,
    whatever is declared (no other character set gives such bytes by chance, and declarations are often copied from a
    template); for HTML what the page declares, as the WHATWG encoding standard maps names, unless it declares a UTF-8
    that it is not; else a guess by charset-normalizer. Bytes that do not fit become U+FFFD.
    """
    charset = _utf16(body[:_SAMPLE_SIZE]) or ("utf-8" if body.startswith(codecs.BOM_UTF8) else None)
    if charset is None and _is_utf8(body):
        charset = "utf-8"
    if charset is None and content_type == "text/html":
        charset = _declared(body)
    charset = charset or _guess(body)
    text = to_unicode(body, charset)
    return text.removeprefix("\ufeff"), charset


def _utf16(sample: bytes) -> str | None:
    """The byte order of UTF-16, by its mark or by NUL bytes in every second place; None where it is none."""
    for mark, charset in _UTF16_MARKS:
        if sample.startswith(mark):
            return charset
    half = len(sample) // 2
    for first, charset in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half > 2 and sample[first::2].count(0) > _UTF16_SHARE * half and not sample[1 - first :: 2].count(0):
            return charset
    return None


def _is_utf8(body: bytes) -> bool:
    """Whether the bytes are UTF-8, or would be but for few broken ones, and go beyond ASCII."""
    if body.isascii():
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        left, whole = _CHARACTER.subn(b"", body)
        broken = sum(byte > 0x7F for byte in left)
        return broken < _BROKEN_SHARE * whole
    return True


def _declared(body: bytes) -> str | None:
    """The character set that an HTML page declares; None where it is none that the bytes can be in."""
    name = html_body_declared_encoding(body)
    charset = resolve_encoding(name) if name else None
    if charset is None or (charset.startswith(("utf-8", "utf-16")) and not body.isascii()):
        return None  # UTF-8 and UTF-16 would have been found: it is not what it says
    return "utf-8" if charset.startswith("utf-16") else charset


def _guess(body: bytes) -> str:
    if body.isascii():
        return "utf-8"
    text = b"\n".join(_BEYOND_ASCII.findall(body[: 4 * _SAMPLE_SIZE]))[:_SAMPLE_SIZE]
    matches = from_bytes(text, cp_isolation=list(_GUESSED), enable_fallback=False)
    best = matches.best()
    if best is None:
        return _GUESSED[0]
    equal = {name for match in matches if match.chaos <= best.chaos for name in match.could_be_from_charset}
    return next((name for name in _GUESSED if name in equal), best.encoding)
