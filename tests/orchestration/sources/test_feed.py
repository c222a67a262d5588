"""Feeds: the addresses and dates of what an outlet says is new, in every format, and nothing from what is no feed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from orchestration.sources import feed
from orchestration.sources.base import Link
from tests.orchestration.sources.reading import ADDRESS, BOMB, fetched, found, refused, secret

TEN = dt.datetime(2026, 3, 10, 10)


def rss(items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>', more: str = "") -> str:
    return f'{head}<rss version="2.0"{more}><channel><title>The Harbour</title>{items}</channel></rss>'


def atom(entries: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour</title>{entries}</feed>'


def rdf(items: str) -> str:
    names = (
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    return f'<?xml version="1.0"?><rdf:RDF {names}><channel rdf:about="https://harbour.example/"/>{items}</rdf:RDF>'


def json_feed(*items: Any, version: str = "https://jsonfeed.org/version/1.1") -> str:
    return json.dumps({"version": version, "title": "The Harbour", "items": items})


def links(text: bytes | str) -> list[Link]:
    return [item for item in found(feed, fetched(text)) if isinstance(item, Link)]


def urls(text: bytes | str) -> list[str]:
    return [link.url for link in links(text)]


# ---------------------------------------------------------------------------------------------------------------- formats


def test_rss_2(tmp_path: Path) -> None:
    date = "<pubDate>Tue, 10 Mar 2026 12:00:00 +0200</pubDate>"
    item = f"<item><title>Wall</title><link>https://harbour.example/wall</link>{date}</item>"
    assert links(rss(item)) == [Link("https://harbour.example/wall", TEN)]


def test_rss_1_with_the_date_of_dublin_core() -> None:
    item = (
        '<item rdf:about="https://harbour.example/wall"><title>Wall</title><link>https://harbour.example/wall</link>'
        "<dc:date>2026-03-10T12:00:00+02:00</dc:date></item>"
    )
    assert links(rdf(item)) == [Link("https://harbour.example/wall", TEN, TEN)]


def test_atom_tells_publication_from_correction() -> None:
    entry = (
        '<entry><id>tag:harbour.example,2026:1</id><link rel="enclosure" href="/wall.mp3"/><link href="/wall"/>'
        "<published>2026-03-10T10:00:00Z</published><updated>2026-03-11T10:00:00Z</updated></entry>"
    )
    assert links(atom(entry)) == [Link("https://www.harbour.example/wall", TEN, TEN + dt.timedelta(days=1))]


def test_an_atom_entry_that_tells_only_its_last_change_has_no_date_of_publication() -> None:
    entry = '<entry><id>a</id><link href="/wall"/><updated>2026-03-10T10:00:00Z</updated></entry>'
    assert links(atom(entry)) == [Link("https://www.harbour.example/wall", None, TEN)]


def test_json_feed() -> None:
    text = json_feed(
        {"id": "1", "url": "https://harbour.example/wall", "date_published": "2026-03-10T12:00:00+02:00"},
        {"id": "https://harbour.example/quay", "date_modified": "2026-03-10T10:00:00Z"},
    )
    wanted = [Link("https://harbour.example/wall", TEN), Link("https://harbour.example/quay", None, TEN)]
    assert links(text) == wanted
    assert links(b"\xef\xbb\xbf \n" + text.encode()) == wanted


# -------------------------------------------------------------------------------------------------------------- addresses


def test_relative_links_are_completed_with_the_feeds_address() -> None:
    assert urls(rss("<item><link>/a?x=1&amp;y=2</link></item><item><link>b</link></item>")) == [
        "https://www.harbour.example/a?x=1&y=2",
        "https://www.harbour.example/news/b",
    ]
    assert urls(json_feed({"url": "../c"})) == ["https://www.harbour.example/c"]


def test_xml_base_goes_before_the_feeds_address() -> None:
    text = atom('<entry xml:base="https://wharf.example/x/"><id>1</id><link href="a"/></entry>')
    assert urls(text) == ["https://wharf.example/x/a"]


def test_feedburners_redirect_is_left_out() -> None:
    names = ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    item = "<item><link>https://feeds.example/~r/1</link><feedburner:origLink>https://harbour.example/1</feedburner:origLink></item>"
    assert urls(rss(item, more=names)) == ["https://harbour.example/1"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<title>No link</title>", []),
        ("<link></link>", []),
        ("<guid>12345</guid>", []),
        ("<guid>tag:harbour.example,2026:1</guid>", []),
        ("<guid>https://harbour.example/1</guid>", ["https://harbour.example/1"]),
        ("<link>https://harbour.example/1</link><guid isPermaLink='false'>x</guid>", ["https://harbour.example/1"]),
    ],
)
def test_an_entry_without_a_link_gives_its_id_where_that_is_an_address(item: str, expected: list[str]) -> None:
    assert urls(rss(f"<item>{item}</item>")) == expected


@pytest.mark.parametrize(
    "address",
    ["mailto:desk@harbour.example", "javascript:void(0)", "ftp://harbour.example/a", "http://[harbour/", "https://", "http://harbour.example:99999/"],
)  # fmt: skip
def test_an_address_that_cannot_be_fetched_is_passed_over_and_the_others_are_taken(address: str) -> None:
    good = "https://harbour.example/a"
    assert urls(rss(f"<item><link>{address}</link></item><item><link>{good}</link></item>")) == [good]
    assert urls(json_feed({"url": address}, {"url": good})) == [good]


def test_half_a_character_in_json_is_no_address() -> None:
    text = '{"version": "https://jsonfeed.org/version/1", "items": [{"url": "https://a.example/\\ud83d"}, 5, null, {"url": 7}]}'
    assert urls(text) == []


# ------------------------------------------------------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Tue, 10 Mar 2026 10:00:00 GMT", TEN),
        ("Tue, 10 Mar 2026 05:00:00 EST", TEN),
        ("Tue, 10 Mar 2026 15:30:00 +0530", TEN),
        ("Tue, 10 Mar 2026 23:30:00 -0200", dt.datetime(2026, 3, 11, 1, 30)),
        ("2026-03-10T10:00:00Z", TEN),
        ("2026-03-10T12:00:00+02:00", TEN),
        ("last week", None),
        ("", None),
        ("Tue, 10 Mar 2026 45:00:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("9999-12-31T23:59:59-05:00", None),
    ],
)
def test_dates_are_utc_and_a_faulty_one_is_none(date: str, expected: dt.datetime | None) -> None:
    (link,) = links(rss(f"<item><link>/a</link><pubDate>{date}</pubDate></item>"))
    assert link.date_published == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-03-10T10:00:00.123Z", TEN.replace(microsecond=123_000)),
        ("2026-03-10", dt.datetime(2026, 3, 10)),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("9999-12-31T23:59:59-05:00", None),
        ("soon", None),
        (1_773_136_800, None),
        (None, None),
    ],
)
def test_dates_of_json_feeds(date: object, expected: dt.datetime | None) -> None:
    (link,) = links(json_feed({"url": "/a", "date_published": date}))
    assert link.date_published == expected


# ------------------------------------------------------------------------------------------------------- what is no feed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Not found.",
        "<!doctype html><html><head><title>News</title><link rel=alternate href=/feed></head><body></body></html>",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>News</title></head><body/></html>',
        '<?xml version="1.0"?><urlset><url><loc>https://harbour.example/a</loc></url></urlset>',
        '{"error": "not found"}',
        '{"version": "https://jsonfeed.org/version/1.1"}',
        '{"version": "2.0", "items": []}',
        '{"version": ',
        '{"items": ' + "[" * 100_000,
    ],
)
def test_what_is_no_feed_is_refused_by_name(text: str) -> None:
    taken, said = refused(feed, fetched(text))
    assert taken == [] and ADDRESS in said


@pytest.mark.parametrize("text", [rss(""), atom(""), rdf(""), json_feed()])
def test_an_empty_feed_gives_nothing(text: str) -> None:
    assert links(text) == []


def test_broken_xml_gives_the_entries_that_can_be_read() -> None:
    text = rss(
        "<item><link>https://a.example/1</link><title>R&D & <b>more</title></item><item><link>https://a.example/2</link></item>"
    )
    assert urls(text) == ["https://a.example/1", "https://a.example/2"]
    assert urls(text[:-40])[0] == "https://a.example/1"


# --------------------------------------------------------------------------------------------------------------- encoding


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8", "utf-16"])
def test_a_declared_encoding_is_followed(encoding: str) -> None:
    text = rss(
        "<item><link>https://harbour.example/новости</link></item>", f'<?xml version="1.0" encoding="{encoding}"?>'
    )
    assert urls(text.encode(encoding)) == ["https://harbour.example/новости"]


def test_an_undeclared_encoding_does_no_harm_to_addresses_in_ascii() -> None:
    """The header with the character set is not handed on: of a feed only addresses and dates are read."""
    text = rss("<item><title>Новости дня</title><link>https://harbour.example/1</link></item>", '<?xml version="1.0"?>')
    assert urls(text.encode("windows-1251")) == ["https://harbour.example/1"]


# ----------------------------------------------------------------------------------------------------------------- safety


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret(tmp_path)}">]>'
    assert "the-secret" not in str(links(rss("<item><link>https://a.example/&x;</link></item>", head)))


def test_entities_that_would_grow_without_end_do_not() -> None:
    text = rss("<item><title>&a11;</title><link>https://a.example/1</link></item>", '<?xml version="1.0"?>' + BOMB)
    assert urls(text) == ["https://a.example/1"]


def test_a_feed_that_is_an_address_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("something was fetched"))
    for text in ("http://127.0.0.1:9/feed", "/etc/hostname"):
        refused(feed, fetched(text))
