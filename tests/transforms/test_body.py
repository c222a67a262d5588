"""Which lines of a page are its article: what goes, what comes back, and where the article ends.

Stays out: zones and tables (test_articles), the memory of a site (test_site_lines).
"""

from __future__ import annotations

import json

import pytest
from lxml.html import fromstring

from tests.transforms.pages import PARAGRAPHS, html_page, paragraphs, read, zone
from transforms.articles.body.lines import is_sentence
from transforms.articles.cleaning import is_closing_line, is_dateline, removal_reason
from transforms.articles.page_lines import page_lines

MORE = (
    "Fishermen from the islands brought food to the hotels, and the city opened two schools for those without a bed.",
    "The ferry line to Ancona will run from the northern pier until the end of the week, the port authority said.",
)


def body(*markup: str, **page: str) -> list[str]:
    """The body of a page of this markup."""
    return zone(read(html_page(*markup, **page)), "body")


# ---------------------------------------------------------------------------------------------------------- furniture


def test_a_line_that_is_one_link_leads_to_another_page() -> None:
    teaser = "<p><a href='/x'>Old cannon found in the moat of the castle of Klis</a></p>"
    assert body(*paragraphs(*PARAGRAPHS[:2]), teaser, *paragraphs(*PARAGRAPHS[2:])) == list(PARAGRAPHS)


def test_a_card_is_a_link_around_blocks() -> None:
    card = "<a href='/x'><div><h3>Old cannon found in the moat of the castle of Klis</h3></div></a>"
    assert body(*paragraphs(*PARAGRAPHS), card) == list(PARAGRAPHS)


def test_a_list_of_links_goes_with_the_words_before_each_link() -> None:
    items = "".join(f"<li>Harbour: <a href='/{n}'>Ship number {n} waits outside for a pilot</a></li>" for n in "1234")
    assert body(*paragraphs(*PARAGRAPHS[:2]), f"<ul>{items}</ul>", *paragraphs(*PARAGRAPHS[2:])) == list(PARAGRAPHS)


def test_a_sentence_with_links_stays() -> None:
    linked = "<p>The mine was of a kind that the <a href='/navy'>navy of the time</a> laid by the thousand.</p>"
    plain = "The mine was of a kind that the navy of the time laid by the thousand."
    assert body(*paragraphs(*PARAGRAPHS), linked) == [*PARAGRAPHS, plain]


@pytest.mark.parametrize(
    "name", ["author-bio", "newsletter-box", "c-promo__text", "related_articles", "cookie consent"]
)
def test_what_a_class_calls_furniture_goes(name: str) -> None:
    line = "The editors of this page have looked at harbours for forty years and never tire of them."
    box = f"<div class='{name}'><p>{line}</p></div>"
    assert line not in body(*paragraphs(*PARAGRAPHS), box)


def test_a_class_around_most_of_the_text_is_the_article_s_own() -> None:
    assert body("<div class='paywall subscriber-content'>", *paragraphs(*PARAGRAPHS), "</div>") == list(PARAGRAPHS)


def test_a_quoted_post_is_no_furniture_whatever_its_widget_is_called() -> None:
    post = "<div class='social-embed'><blockquote class='twitter-tweet'><p>The pier is closed.</p></blockquote></div>"
    (line,) = page_lines(fromstring(f"<html><body>{post}</body></html>"))
    assert not line.furniture


def test_a_line_ends_where_a_block_or_a_line_break_does() -> None:
    markup = "<div>One <b>pier</b><br>two <i>pi</i>ers<p>three</p>four<script>no</script> piers<!-- no --> more</div>"
    lines = page_lines(fromstring(f"<html><body>{markup}</body></html>"))
    assert [line.text for line in lines] == ["One pier", "two piers", "three", "four", "piers more"]


def test_a_row_of_a_table_is_text_without_its_bars() -> None:
    table = "<table><tr><td>Ferries cancelled</td><td>14</td></tr><tr><td>Hotels closed</td><td>2</td></tr></table>"
    assert "Ferries cancelled | 14" in body(*paragraphs(*PARAGRAPHS), table)


def test_what_stands_before_the_headline_goes() -> None:
    page = html_page(*paragraphs(*PARAGRAPHS)).replace(
        "<article>", "<article><p>All of the coast, every day of the week.</p>"
    )
    assert zone(read(page), "body") == list(PARAGRAPHS)


# ------------------------------------------------------------------------------------------------- what comes back


def test_a_standfirst_between_headline_and_body_is_part_of_the_article() -> None:
    line = "An old mine has closed the harbour, and four hundred people sleep in schools."
    page = html_page(f"<header><h2 class='dek'>{line}</h2></header>", *paragraphs(*PARAGRAPHS, *MORE))
    assert zone(read(page), "body") == [line, *PARAGRAPHS, *MORE]


def test_paragraphs_in_containers_of_their_own_are_all_found() -> None:
    """Some designs put every paragraph, or every few, into a box with an advertisement after it."""
    boxes = [f"<div class='text-box'><p>{text}</p></div><div class='ad'></div>" for text in (*PARAGRAPHS, *MORE)]
    assert body(*boxes) == [*PARAGRAPHS, *MORE]


# ------------------------------------------------------------------------------------------------------------ the end


def declared(*texts: str) -> str:
    """A head whose JSON-LD gives these paragraphs as the article's body."""
    data = {"@type": "NewsArticle", "articleBody": " ".join(texts)}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_the_declared_article_body_tells_where_the_article_ends() -> None:
    after = "The castle of Klis has reopened its moat to visitors after two years of work on the walls and towers."
    page = html_page(*paragraphs(*PARAGRAPHS, *MORE, after), head=declared(*PARAGRAPHS, *MORE))
    got = read(page)
    assert zone(got, "body") == [*PARAGRAPHS, *MORE]
    assert ("after_the_end", after) in got.removed


def test_a_declared_body_that_is_only_the_beginning_is_not_believed() -> None:
    page = html_page(*paragraphs(*PARAGRAPHS, *MORE), head=declared(PARAGRAPHS[0]))
    assert zone(read(page), "body") == [*PARAGRAPHS, *MORE]


def test_notes_on_author_and_sources_go_from_the_end() -> None:
    notes = (
        "Marija Kovač is a reporter who covers ports and ships.",
        "Sources:",
        "Harbour office, report of 2024",
    )
    assert body(*paragraphs(*PARAGRAPHS, *MORE, *notes)) == [*PARAGRAPHS, *MORE]


def test_the_same_words_inside_the_article_stay() -> None:
    said = "Marija Kovač is a reporter who covers ports and ships."
    assert said in body(*paragraphs(PARAGRAPHS[0], said, *PARAGRAPHS[1:], *MORE))


def test_a_heading_at_the_end_heads_nothing() -> None:
    assert body(*paragraphs(*PARAGRAPHS), "<h2>More of the coast</h2>") == list(PARAGRAPHS)


# ------------------------------------------------------------------------------------------------------- single lines


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("The harbour was closed on Monday.", True),
        ("“Nobody will swim here.”", False),
        ("Harbour closed", False),
        ("“It is a dangerous place to swim,” she said; “nobody should.”", True),
        ("港は月曜日から閉鎖されており、約四百人が避難していると当局は発表した。", True),
    ],
)
def test_a_sentence_ends_as_one_and_is_no_label(line: str, answer: bool) -> None:
    assert is_sentence(line) is answer


@pytest.mark.parametrize(
    "line", ["Freitag, 28.04.2023, 19:25", "12/05/2024 - Publicado por: Redação", "6 Mai 2024 10:15"]
)
def test_a_date_in_figures_makes_a_dateline_in_any_language(line: str) -> None:
    assert is_dateline(line)


def test_a_sentence_with_a_date_is_no_dateline() -> None:
    assert not is_dateline("The mine was found on 12.05.2024.")


@pytest.mark.parametrize(
    "line",
    [
        "Marija Kovač, our correspondent in Split, has covered the coast as a reporter since 2011.",
        "Ivo Perić contributed to this report.",
        "(Reporting by Ivo Perić; editing by Ana Babić)",
        "With additional reporting by Ivo Perić",
        "—Contact Ivo Perić at the harbour desk, or on X.",
        "Ana Babić writes about ferries and the towns that wait for them.",
        "Ana Babić is the deputy technology officer for the port of Split.",
        "Reprinted by permission of the Quay Press.",
        "Scroll through the gallery below to see the pier.",
        "Like this story? Tell a friend.",
        "Marija Kovač can be reached at the harbour office.",
        "More information: B. Radić et al. Mines of the Adriatic (2024).",
        "This article first appeared in the Harbour Review.",
        "Sources:",
    ],
)
def test_what_desks_write_under_an_article_is_known(line: str) -> None:
    assert is_closing_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Perić was seen at the pier on Sunday.",
        "The reporters left the harbour by boat.",
        "“Follow me,” she said, and went ahead of the divers into the water.",
    ],
)
def test_running_text_is_no_closing_line(line: str) -> None:
    assert not is_closing_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "We may earn a commission from links on this page.",
        "This slideshow requires JavaScript.",
        "The following is brought to you by friends of the harbour.",
    ],
)
def test_what_a_site_says_of_itself_is_known_anywhere(line: str) -> None:
    assert removal_reason(line) == "promo"
