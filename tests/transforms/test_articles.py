"""From a page to its text in zones, and from a day's pages to its tables.

Stays out: metadata (test_articles_metadata), scraped text (test_scraped_text), whole designs (tests/golden).
"""

from __future__ import annotations

import gzip
import random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transforms.pages import DAY, PARAGRAPHS, URL, html_page, paragraphs, read, zone
from transforms.articles.page import Extraction
from transforms.articles.tables import ArticleTables, articles_from_extractions, extractions_frame
from transforms.ids import stable_id
from transforms.tables import Articles, Blocks, RemovedBlocks
from transforms.tables.base import check


def tables(*extractions: Extraction) -> ArticleTables:
    return articles_from_extractions(extractions_frame(extractions, "v1"), DAY)


def texts_of(made: ArticleTables) -> list[str]:
    """What the offsets of the blocks of the only article cut out of its text."""
    (text,) = made.articles["text"]
    return [text[start:end] for start, end in made.blocks.select("char_start", "char_end").iter_rows()]


# --------------------------------------------------------------------------------------------------- blocks and zones


def test_the_headline_comes_first_then_the_body_then_the_captions() -> None:
    figure = "<figure><img src='x.jpg'><figcaption>Divers lift a buoy near the pier on Sunday.</figcaption></figure>"
    got = read(html_page(figure, *paragraphs(*PARAGRAPHS)))
    assert [block_zone for block_zone, _ in got.blocks] == ["headline", *["body"] * 4, "caption"]
    assert zone(got, "headline") == ["Mine closes harbour of Split for days"]
    assert zone(got, "body") == list(PARAGRAPHS)
    assert zone(got, "caption") == ["Divers lift a buoy near the pier on Sunday."]


def test_an_article_is_its_blocks_one_a_line() -> None:
    made = tables(read(html_page()))
    assert made.articles["text"].to_list() == ["\n".join(["Mine closes harbour of Split for days", *PARAGRAPHS])]
    assert texts_of(made) == ["Mine closes harbour of Split for days", *PARAGRAPHS]
    assert made.blocks["block_no"].to_list() == [0, 1, 2, 3, 4]
    assert made.blocks["char_end"].to_list()[-1] == len(made.articles["text"][0])


def test_a_page_without_headline_has_body_only() -> None:
    got = read(html_page(title=None))
    assert got.article["headline"] is None
    assert {block_zone for block_zone, _ in got.blocks} == {"body"}


WORDS = st.sampled_from(
    ["harbour", "Split", "mine", "naïve", "“quiet”", "東京", "😀", "ship’s", "A\u00a0B", "40\u202f000", "-"]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=5)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(lines=LINES, captions=LINES)
def test_blocks_tile_the_text_whatever_the_page_says(lines: list[str], captions: list[str]) -> None:
    figures = [f"<figure><img src='x'><figcaption>{caption}</figcaption></figure>" for caption in captions]
    made = tables(read(html_page(*paragraphs(*PARAGRAPHS, *lines), *figures)))
    check(made.articles, Articles)
    check(made.blocks, Blocks)
    check(made.removed_blocks, RemovedBlocks)
    text = made.articles["text"][0]
    assert "\n".join(texts_of(made)) == text
    starts, ends = made.blocks["char_start"].to_list(), made.blocks["char_end"].to_list()
    assert starts[0] == 0 and ends[-1] == len(text)
    assert starts[1:] == [end + 1 for end in ends[:-1]]
    assert all(end > start for start, end in zip(starts, ends, strict=True))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(noise=st.binary(max_size=300), at=st.integers(0, 10_000))
def test_no_bytes_make_the_reader_raise(noise: bytes, at: int) -> None:
    page = html_page().encode()
    at %= len(page)
    got = read(page[:at] + noise + page[at:])
    assert (got.reason is None) == bool(got.blocks)


# ------------------------------------------------------------------------------------------------------------ captions


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        (
            "<figure><figcaption>Divers wait on the old pier. <b class='credit'>Photo: Luka Babić</b></figcaption></figure>",
            "Divers wait on the old pier.",
            "Photo: Luka Babić",
        ),
        (
            "<div class='wp-caption-text'>Divers wait on the old pier (Photo: Luka Babić)</div>",
            "Divers wait on the old pier",
            "(Photo: Luka Babić)",
        ),
        (
            "<p class='photo-caption'>Divers wait on the old pier. [Babić/Harbour Pictures]</p>",
            "Divers wait on the old pier.",
            "[Babić/Harbour Pictures]",
        ),
        (
            "<figure><figcaption>Divers wait on the old pier. © Harbour Pictures</figcaption></figure>",
            "Divers wait on the old pier.",
            "© Harbour Pictures",
        ),
    ],
)
def test_a_caption_stands_without_its_credit(figure: str, caption: str, credit: str) -> None:
    got = read(html_page(figure, *paragraphs(*PARAGRAPHS)))
    assert zone(got, "caption") == [caption]
    assert ("credit", credit) in got.removed


def test_a_caption_is_no_body_line_and_stands_once() -> None:
    caption = "Divers from the navy wait on the old pier for the wind to fall, on Monday afternoon."
    figure = f"<figure><img src='x.jpg'><figcaption>{caption}</figcaption></figure>"
    got = read(html_page(*paragraphs(PARAGRAPHS[0]), figure, figure, *paragraphs(*PARAGRAPHS[1:])))
    assert zone(got, "caption") == [caption]
    assert caption not in zone(got, "body")


# ------------------------------------------------------------------------------------------------------- removed lines


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Sign up for our newsletter: all harbours, every morning.", "promo"),
        ("Follow us on the networks of your choice", "promo"),
        ("Already a subscriber? Log in to keep reading.", "login_prompt"),
        ("You have 3 free articles left this month.", "login_prompt"),
        ("Read more: Ferry company raises its fares", "teaser"),
        ("Related: Who cleans the bottom of the Adriatic?", "teaser"),
        ("All rights reserved", "footer"),
    ],
)
def test_what_is_no_part_of_the_article_is_kept_apart_with_its_reason(line: str, reason: str) -> None:
    first, *rest = PARAGRAPHS
    made = tables(read(html_page(*paragraphs(first, line, *rest))))
    assert line not in made.articles["text"][0]
    kept_apart = made.removed_blocks.select("removed_no", "reason", "text").rows()
    assert kept_apart == [(0, reason, line)]


def test_a_long_line_is_running_text_whatever_its_first_words_are() -> None:
    line = (
        "Sign up for the army or leave the island: that was the choice which the governor gave to every man between "
        "eighteen and forty, and it was a choice that the people of the harbour would talk about for two generations."
    )
    assert line in zone(read(html_page(*paragraphs(*PARAGRAPHS, line))), "body")


def test_the_headline_is_not_said_twice() -> None:
    title = "Mine closes harbour of Split for days"
    got = read(html_page(*paragraphs(title, *PARAGRAPHS)))
    assert [text for _, text in got.blocks] == [title, *PARAGRAPHS]


def test_a_pull_quote_is_not_said_twice() -> None:
    pulled = "Nobody will swim here before Thursday"
    got = read(html_page(*paragraphs(PARAGRAPHS[0], pulled, *PARAGRAPHS[1:])))
    assert zone(got, "body") == list(PARAGRAPHS)
    assert ("duplicate", pulled) in got.removed


# ------------------------------------------------------------------------------------------- pages that give no article


def image() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + random.Random(7).randbytes(4_000)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (image(), "not_text"),
        (gzip.compress(html_page().encode() * 50), "not_text"),
        (b"<html><head><title>Nothing</title></head><body></body></html>", "no_text"),
        (b"<html><body><ul><li><a href='/'>Home</a></li><li><a href='/a'>Sport</a></li></ul></body></html>", "no_text"),
        (b"   \n  ", "no_text"),
    ],
    ids=["image", "archive", "empty body", "navigation only", "white space"],
)
def test_a_page_without_article_says_why(body: bytes, reason: str) -> None:
    got = read(body)
    assert got.reason == reason
    assert got.detail and got.detail.endswith(".")
    assert not got.blocks and not got.article


def test_a_page_in_another_language_is_an_article_with_that_status() -> None:
    german = (
        "Der Hafen von Rostock wurde am Montag für alle Schiffe gesperrt, nachdem Taucher eine alte Mine gefunden hatten.",
        "Rund vierhundert Menschen mussten ihre Häuser verlassen, und zwei Hotels brachten ihre Gäste an das andere Ufer.",
        "Die Marine teilte mit, dass die Mine auf die offene See geschleppt werde, sobald der Wind es erlaube.",
    )
    article = read(html_page(*paragraphs(*german), title="Mine sperrt den Hafen")).article
    assert (article["in_language"], article["status"]) == ("de", "not_english")


def test_a_page_in_an_old_character_set_is_read() -> None:
    russian = (
        "Порт Риги был закрыт в понедельник для всех судов после того, как водолазы нашли старую мину у причала.",
        "Около четырёхсот человек должны были покинуть свои дома, а две гостиницы перевезли гостей на другой берег.",
        "Военные сообщили, что мину отбуксируют в открытое море, как только стихнет ветер, но не раньше четверга.",
    )
    page = html_page(*paragraphs(*russian), head="<meta charset='windows-1251'>", title="Мина закрыла порт Риги")
    got = read(page.encode("cp1251"))
    assert got.charset == "cp1251"
    assert zone(got, "body") == list(russian)
    assert (got.article["in_language"], got.article["status"]) == ("ru", "not_english")


# ------------------------------------------------------------------------------------------------------------ identity


def test_an_article_has_one_key_under_all_its_tracking_links() -> None:
    links = [
        URL,
        URL + "?utm_source=mail&utm_medium=push",
        URL + "/?fbclid=IwAR0#comments",
        URL.replace("https://www.", "http://"),
    ]
    assert len({read(html_page(), url=link).article["article_id"] for link in links}) == 1


def test_the_key_is_that_of_the_canonical_address() -> None:
    canonical = "https://harbour.example/world/story"
    head = f"<link rel='canonical' href='{canonical}'>"
    keys = {read(html_page(head=head), url=f"https://www.harbour.example/?p={n}").article["article_id"] for n in (1, 2)}
    assert keys == {stable_id(canonical)}


def test_a_canonical_address_on_another_site_is_not_believed() -> None:
    article = read(html_page(head="<link rel='canonical' href='https://wire.example/world/story'>")).article
    assert article["canonical_url"] is None
    assert article["normalized_url"] == "https://harbour.example/world/2026-story"
    assert article["outlet"] == "harbour.example"


def test_without_an_address_the_text_is_the_key() -> None:
    one, same, other = (
        read(html_page(head=head, title=title), url=None).article
        for head, title in (
            ("", "Mine found"),
            ("<meta name='x' content='y'>", "Mine found"),
            ("", "Another mine found"),
        )
    )
    assert one["article_id"] == same["article_id"] == stable_id(one["text"])
    assert one["article_id"] != other["article_id"]
    assert (one["outlet"], one["url"]) == ("unknown", None)


# ------------------------------------------------------------------------------------------------------- a day's tables


def test_two_pages_of_one_article_give_one_article() -> None:
    short = read(html_page(*paragraphs(*PARAGRAPHS[:3])))
    long = read(html_page(), url=URL + "?utm_source=mail")
    for order in ((short, long), (long, short)):
        made = tables(*order)
        assert made.articles["page_id"].to_list() == [long.page_id]
        assert made.blocks.height == 5


def test_of_two_pages_the_one_changed_last_is_the_article() -> None:
    def changed(day: int, *text: str) -> Extraction:
        return read(
            html_page(
                *paragraphs(*text), head=f"<meta property='article:modified_time' content='2026-03-0{day}T10:00Z'>"
            )
        )

    new, old = changed(9, *PARAGRAPHS[:3]), changed(8, *PARAGRAPHS)
    for order in ((new, old), (old, new)):
        assert tables(*order).articles["page_id"].to_list() == [new.page_id]


def test_the_tables_do_not_depend_on_the_order_of_the_pages() -> None:
    pages = [read(html_page(title=f"Harbour news, number {n}"), url=f"{URL}-{n}") for n in range(5)]
    made, turned = tables(*pages), tables(*reversed(pages))
    assert made.articles.equals(turned.articles)
    assert made.blocks.equals(turned.blocks)


def test_pages_without_article_leave_no_row() -> None:
    made = tables(read(image()), read(html_page()))
    assert made.articles.height == 1
    assert made.articles["extractor_version"].to_list() == ["v1"]
    assert made.articles["fetched_on"].to_list() == [DAY]


def test_a_day_without_pages_gives_empty_tables_of_the_declared_form() -> None:
    made = tables()
    for frame, table in ((made.articles, Articles), (made.blocks, Blocks), (made.removed_blocks, RemovedBlocks)):
        assert frame.is_empty()
        assert frame.schema == pl.Schema({name: column.dtype for name, column in table.columns().items()})


def test_words_are_those_of_headline_body_and_captions() -> None:
    figure = "<figure><figcaption>Divers wait on the old pier.</figcaption></figure>"
    article = read(html_page(*paragraphs(*PARAGRAPHS), figure)).article
    assert article["word_count"] == sum(len(line.split()) for line in PARAGRAPHS) + 7 + 6
