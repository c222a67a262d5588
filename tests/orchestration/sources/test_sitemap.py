"""Sitemaps: the addresses of pages and of further sitemaps, their dates, and nothing from what is no sitemap."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.sources import sitemap
from orchestration.sources.base import Found, Link, Listing
from tests.orchestration.sources.reading import ADDRESS, BOMB, fetched, found, refused, secret

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
)
A, B = "https://harbour.example/a", "https://harbour.example/b"
TEN = dt.datetime(2026, 3, 10, 10)


def urlset(*urls: str, head: str = HEAD) -> str:
    return f"{head}<urlset {NAMES}>{''.join(f'<url>{url}</url>' for url in urls)}</urlset>"


def read(text: bytes | str) -> list[Found]:
    return found(sitemap, fetched(text))


# --------------------------------------------------------------------------------------------------------------- sitemaps


def test_a_sitemap_gives_pages_with_their_last_change() -> None:
    """The last change is no date of publication."""
    text = urlset(f"<loc>{A}</loc><lastmod>2026-03-10T12:00:00+02:00</lastmod>", f"<loc>\n  {B}\n</loc>")
    assert read(text) == [Link(A, None, TEN), Link(B)]


def test_a_news_sitemap_tells_when_articles_were_published() -> None:
    news = "<news:news><news:publication_date>2026-03-10T12:00+02:00</news:publication_date></news:news>"
    assert read(urlset(f"<loc>{A}</loc>{news}")) == [Link(A, TEN)]


def test_a_videos_date_and_a_pictures_address_are_not_the_articles() -> None:
    video = "<video:video><video:publication_date>2019-01-01</video:publication_date></video:video>"
    image = "<image:image><image:loc>https://harbour.example/a.jpg</image:loc></image:image>"
    news = "<news:news><news:publication_date>2026-03-10T10:00:00Z</news:publication_date></news:news>"
    assert read(urlset(f"{image}<loc>{A}</loc>{video}{news}", f"<loc>{B}</loc>{video}", image)) == [
        Link(A, TEN),
        Link(B),
    ]


def test_an_index_gives_further_sitemaps() -> None:
    first = "<sitemap><loc>/one.xml</loc><lastmod>2026-03-10T10:00:00Z</lastmod></sitemap>"
    text = f"<sitemapindex {NAMES}>{first}<sitemap><loc>{B}</loc></sitemap></sitemapindex>"
    assert read(text) == [Listing("https://www.harbour.example/one.xml", TEN), Listing(B)]


@pytest.mark.parametrize(
    "names",
    ["", 'xmlns="http://www.google.com/schemas/sitemap/0.84"', 'xmlns="https://www.sitemaps.org/schemas/sitemap/0.9"'],
)
def test_the_namespace_may_be_another_or_missing(names: str) -> None:
    assert read(f"<urlset {names}><url><loc>{A}</loc></url></urlset>") == [Link(A)]


def test_white_space_and_a_mark_before_the_beginning_do_no_harm() -> None:
    assert read(b"\xef\xbb\xbf\r\n " + urlset(f"<loc>{A}</loc>").encode()) == [Link(A)]


@pytest.mark.parametrize("text", [urlset(), f"<urlset {NAMES}/>", f"<sitemapindex {NAMES}></sitemapindex>"])
def test_an_empty_sitemap_gives_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("date", ["soon", "", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "2026-13-01"])
def test_a_faulty_date_is_none(date: str) -> None:
    assert read(urlset(f"<loc>{A}</loc><lastmod>{date}</lastmod>")) == [Link(A)]


@pytest.mark.parametrize(
    "address", ["", "   ", "mailto:a@harbour.example", "http://[harbour/", "http://harbour.example:99999/"]
)
def test_an_address_that_cannot_be_fetched_is_passed_over(address: str) -> None:
    assert read(urlset(f"<loc>{address}</loc>", f"<loc>{B}</loc>")) == [Link(B)]


def test_the_largest_sitemap_that_there_may_be() -> None:
    """50,000 addresses (sitemaps.org)."""
    text = urlset(*(f"<loc>https://harbour.example/{number}</loc>" for number in range(50_000)))
    items = read(text)
    assert len(items) == 50_000
    assert items[-1] == Link("https://harbour.example/49999")


WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_.~/", min_size=1, max_size=30)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=20), st.booleans())
def test_every_address_that_is_written_is_read(words: list[str], is_zipped: bool) -> None:
    urls = [f"https://harbour.example/{word}" for word in words]
    body = urlset(*(f"<loc>{url}</loc>" for url in urls)).encode()
    assert read(gzip.compress(body) if is_zipped else body) == [Link(url) for url in urls]


# ----------------------------------------------------------------------------------------------------------- broken ones


def test_an_ampersand_that_is_not_written_as_xml_has_it_is_meant_as_one() -> None:
    assert read(urlset(f"<loc>{A}?x=1&y=2</loc>", f"<loc>{B}?x=1&amp;y=2</loc>")) == [
        Link(A + "?x=1&y=2"),
        Link(B + "?x=1&y=2"),
    ]
    assert read(urlset(f"<loc><![CDATA[{A}?x=1&y=2]]></loc>")) == [Link(A + "?x=1&y=2")]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 400))
def test_a_cut_off_sitemap_gives_what_is_there_whole_and_is_told(cut: int) -> None:
    urls = [f"https://harbour.example/long/way/to/{number}" for number in range(10)]
    text = urlset(*(f"<loc>{url}</loc>" for url in urls))
    taken, said = refused(sitemap, fetched(text[:-cut]))
    assert taken == [Link(url) for url in urls[: len(taken)]]
    assert f"breaks off after {len(taken)} addresses" in said
    assert len(taken) >= 10 - cut // 50 - 1


def test_a_fault_in_the_middle_is_told_with_what_could_be_read() -> None:
    text = urlset(f"<loc>{A}</loc><lastmod>2026</b></lastmod>", f"<loc>{B}</loc>")
    taken, said = refused(sitemap, fetched(text))
    assert [item.url for item in taken if isinstance(item, Link)] == [A]
    assert said == f"{ADDRESS} is faulty XML: of 2 addresses 1 could be read; they were taken."


def test_a_comment_in_an_address_is_left_out() -> None:
    assert read(urlset(f"<loc><!-- new -->{A}</loc>")) == [Link(A)]


# ---------------------------------------------------------------------------------------------------------- packed, text


def test_a_gzipped_sitemap_is_unpacked_also_where_it_has_several_parts() -> None:
    body = urlset(f"<loc>{A}</loc>", f"<loc>{B}</loc>").encode()
    assert (
        read(gzip.compress(body[:300]) + gzip.compress(body[300:])) == read(gzip.compress(body)) == [Link(A), Link(B)]
    )


def test_unpacking_stops_at_the_limit() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 50_000_000)
    taken, said = refused(sitemap, fetched(bomb, limit=1_000_000))
    assert taken == [] and "unpacks to more than 1,000,000 bytes" in said
    taken, said = refused(sitemap, fetched(gzip.compress(b" " * 600_000) * 2, limit=1_000_000))
    assert "unpacks to more than 1,000,000 bytes" in said


def test_damaged_and_cut_off_gzip_data_are_refused() -> None:
    whole = gzip.compress(urlset(*(f"<loc>{A}{number}</loc>" for number in range(99))).encode())
    assert "breaks off" in refused(sitemap, fetched(whole[:-30]))[1]
    assert "damaged" in refused(sitemap, fetched(whole[:20] + b"\xff" * 20 + whole[40:]))[1]


def test_a_text_sitemap_has_an_address_a_line() -> None:
    assert read(f"\ufeff{A}\r\n\r\n{B}\n") == [Link(A), Link(B)]


def test_the_lines_of_a_robots_txt_name_sitemaps() -> None:
    text = f"# Hello\nUser-agent: *\nSitemap:\nDisallow: /x\nSITEMAP : {A} # the news\n sitemap: /b.xml\n"
    wanted = [Listing(A), Listing("https://www.harbour.example/b.xml")]
    assert read(text) == wanted
    assert read("\ufeffSitemap: /b.xml") == wanted[1:]


# ---------------------------------------------------------------------------------------------------- no sitemap, safety


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Not found.",
        f"{A}\nand some words",
        "User-agent: *\nDisallow: /",
        "<!doctype html><html><body><p>News</body></html>",
        '<?xml version="1.0"?><rss version="2.0"><channel><image><url>https://harbour.example/a.png</url></image></channel></rss>',
        "<",
    ],
)
def test_what_is_no_sitemap_is_refused_by_name(text: str) -> None:
    taken, said = refused(sitemap, fetched(text))
    assert taken == [] and said.startswith(f"{ADDRESS} is no sitemap")


def test_nothing_outside_is_read_and_an_address_with_an_entity_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("something was fetched"))
    head = (
        f'<?xml version="1.0"?><!DOCTYPE urlset SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "{secret(tmp_path)}">'
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'
    )
    assert read(urlset("<loc>https://harbour.example/&x;</loc>", f"<loc>{B}</loc>", head=head)) == [Link(B)]


def test_entities_that_would_grow_without_end_do_not() -> None:
    text = urlset("<loc>https://harbour.example/&a11;</loc>", head='<?xml version="1.0"?>' + BOMB)
    taken, said = refused(sitemap, fetched(text))
    assert taken == [] and "is faulty XML" in said
