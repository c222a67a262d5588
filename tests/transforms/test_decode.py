"""Bytes to text: what is no text at all, and which character set a page is in."""

from __future__ import annotations

import random

import pytest

from transforms.decode import decode, looks_binary

TEXT = "Der Bürgermeister von Gdańsk traf am Freitag den König – in einem Café. «Привет», sagte er."


@pytest.mark.parametrize(
    ("body", "binary"),
    [
        (random.Random(1).randbytes(3_000), True),
        (b"%PDF-1.7\n" + bytes(range(32)) * 40, True),
        (b"\x00" * 100, True),
        (TEXT.encode(), False),
        (TEXT.encode("utf-16"), False),
        ("こんにちは、世界".encode("shift-jis") * 20, False),
        ("こんにちは、世界".encode("iso2022-jp") * 20, False),
        (b"one stray \x01 control character in a page " + b"of plain words " * 50, False),
        (b"", False),
    ],
)
def test_binary_files_are_told_from_text(body: bytes, binary: bool) -> None:
    assert looks_binary(body) is binary


@pytest.mark.parametrize(
    ("declaration", "charset", "text"),
    [
        ("<meta charset='utf-8'>", "utf-8", "Łódź – “quoted”"),
        ("<meta charset='windows-1251'>", "cp1251", "Мина в порту"),
        ("<meta charset='iso-8859-1'>", "cp1252", "“naïve” — café"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>", "cp932", "港の地雷①"),
    ],
)
def test_html_is_read_as_it_declares(declaration: str, charset: str, text: str) -> None:
    """Names as the WHATWG encoding standard maps them: iso-8859-1 is windows-1252, Shift_JIS is cp932."""
    page = f"<html><head>{declaration}</head><body><p>{text}</p></body></html>"
    decoded, found = decode(page.encode(charset), "text/html")
    assert found == charset
    assert text in decoded


def test_a_byte_order_mark_outranks_the_declaration() -> None:
    page = "<html><head><meta charset='windows-1251'></head><body>Łódź</body></html>"
    decoded, charset = decode(page.encode("utf-8-sig"), "text/html")
    assert (charset, "Łódź" in decoded, decoded.startswith("<html")) == ("utf-8", True, True)


def test_html_that_declares_nothing_is_utf8_if_it_fits() -> None:
    assert decode("<p>Łódź</p>".encode(), "text/html") == ("<p>Łódź</p>", "utf-8")


def test_html_that_declares_nothing_and_is_no_utf8_is_guessed() -> None:
    russian = "Порт был закрыт в понедельник для всех судов, потому что водолазы нашли мину. " * 5
    decoded, charset = decode(f"<p>{russian}</p>".encode("cp1251"), "text/html")
    assert russian in decoded
    assert charset != "utf-8"


RUSSIAN = "Порт был закрыт в понедельник, потому что водолазы нашли мину. Мэр сказал, что ждать придётся до вторника."
JAPANESE = "港は月曜日にすべての船に対して閉鎖された。ダイバーが機雷を見つけたためだと市長は述べた。"
FRENCH = "La mère de l’élève a déclaré qu’elle n’était pas à l’école où naît la grève. « Ça suffit », a-t-elle dit."


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "no-such-charset", "", None])
@pytest.mark.parametrize(
    ("text", "charset"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (FRENCH, "cp1252")],
)
def test_a_wrong_declaration_is_not_believed(text: str, charset: str, declared: str | None) -> None:
    head = "" if declared is None else f"<meta charset='{declared}'>"
    page = f"<html><head>{head}</head><body><p class='a'>{text}</p></body></html>"
    decoded, found = decode(page.encode(charset), "text/html")
    assert (found, text in decoded) == (charset, True)


def test_utf8_is_utf8_whatever_is_declared() -> None:
    page = "<meta charset='windows-1252'><p>für 5,99 € – „Łódź“</p>"
    assert decode(page.encode(), "text/html") == (page, "utf-8")


def test_a_damaged_character_does_not_make_a_page_another_charset() -> None:
    page = ("<p>" + RUSSIAN + "</p>").encode() + b"\xd0"
    decoded, charset = decode(page, "text/html")
    assert (charset, RUSSIAN in decoded) == ("utf-8", True)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_by_its_bytes(charset: str) -> None:
    page = f"<html><body><p>{FRENCH}</p></body></html>"
    assert not looks_binary(page.encode(charset))
    assert decode(page.encode(charset), "text/html") == (page, charset)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_plain_text_loses_its_byte_order_mark_only(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "text/plain") == (TEXT, "utf-8")


def test_plain_text_in_another_character_set_is_guessed() -> None:
    text = (
        "“It’s the oldest café of the harbour,” the mayor’s wife said — and closed it. Nobody knew why she did it. " * 3
    )
    assert decode(text.encode("cp1252"), "text/plain")[0] == text


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
@pytest.mark.parametrize("body", [b"", b"\xff\xff\xfe broken \x80\x81", "Grüße".encode() + b"\xff"])
def test_broken_bytes_do_not_raise(body: bytes, kind: str) -> None:
    decoded, charset = decode(body, kind)
    assert isinstance(decoded, str) and charset
