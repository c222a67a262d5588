"""The article inside a page's words as plain lines: which lines are body, caption, furniture.

Stays out: HTML (test_articles).
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.transforms.pages import read, zone
from transforms.articles.page import Extraction, Unusable
from transforms.articles.scraped_text import text_from_scrape

HEADLINE = "Old Lighthouse Of Lampedusa Gets A New Keeper"
BODY = (
    "The lighthouse on the western cape of Lampedusa has a keeper again, eleven years after the last one left.",
    "“I was told that nobody had applied,” Rosaria Billeci, a former teacher, said on the stairs on Wednesday.",
    "The coast guard said the lamp would stay automatic and that the keeper would look after the walls.",
)
SCRAPE = f"""\
Cape Courier
Menu
World
Italy
A lighthouse on a bare cape seen from a small boat at dusk - Cape Courier
{HEADLINE}
{BODY[0]}
© Cape Courier / Ada Lo VersoRosaria Billeci carries a tin of white paint up the stairs of the tower
{BODY[1]}
Sicilian Bakers Refuse To Shorten Their Bread Again
Сицилийские пекари снова отказываются делать хлеб короче
{BODY[2]}
Read more: Five Towers You Can Sleep In
Sicily bread loaf on a table in sunlight seen from above - Cape Courier
Subscribe to our channel
{BODY[1]}
All rights reserved
What do you think?
"""


def scrape(text: str = SCRAPE) -> Extraction:
    got = read(text, content_type="text/plain", url=None)
    assert got.reason is None
    return got


def removed(text: str = SCRAPE) -> dict[str, str]:
    return {line: reason for reason, line in scrape(text).removed}


def test_headline_and_paragraphs_are_found_among_the_furniture() -> None:
    got = scrape()
    assert got.article["headline"] == HEADLINE
    assert zone(got, "headline") == [HEADLINE]
    assert zone(got, "body") == list(BODY)


def test_lines_that_end_in_the_sites_name_are_texts_of_images() -> None:
    got = scrape()
    assert got.article["outlet_name"] == "Cape Courier"
    assert zone(got, "caption") == [
        "A lighthouse on a bare cape seen from a small boat at dusk",
        "Rosaria Billeci carries a tin of white paint up the stairs of the tower",
        "Sicily bread loaf on a table in sunlight seen from above",
    ]
    assert got.removed.count(("site_name", "- Cape Courier")) == 2


def test_a_name_that_stands_once_is_no_site() -> None:
    once = SCRAPE.replace(" in sunlight seen from above - Cape Courier", "")
    assert scrape(once).article["outlet_name"] is None


def test_a_credit_glued_to_its_caption_is_cut_off() -> None:
    assert removed()["© Cape Courier / Ada Lo Verso"] == "credit"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Menu", "navigation"),
        ("Italy", "navigation"),
        ("Sicilian Bakers Refuse To Shorten Their Bread Again", "teaser"),
        ("Read more: Five Towers You Can Sleep In", "teaser"),
        ("Сицилийские пекари снова отказываются делать хлеб короче", "foreign_script"),
        ("Subscribe to our channel", "promo"),
        ("All rights reserved", "footer"),
        ("What do you think?", "footer"),
        (BODY[1], "duplicate"),
    ],
)
def test_everything_else_is_kept_apart_with_its_reason(line: str, reason: str) -> None:
    assert removed()[line] == reason


def test_every_line_ends_as_a_block_or_among_the_removed() -> None:
    got = scrape()
    kept = "\n".join([text for _, text in got.blocks] + [text for _, text in got.removed])
    for line in SCRAPE.splitlines():
        assert all(part.strip() in kept for part in line.replace(" - Cape Courier", "").split("Verso"))


def test_odd_spaces_and_line_ends_of_other_systems_are_read() -> None:
    text = (
        SCRAPE.replace("\n", "\r\n")
        .replace("Rosaria Billeci", "Rosaria\u00a0Billeci")
        .replace("the lamp", "the\u200b lamp")
    )
    body = zone(scrape(text), "body")
    assert body == [BODY[0], BODY[1].replace("Rosaria Billeci", "Rosaria\u00a0Billeci"), BODY[2]]


def test_a_long_line_without_a_full_stop_is_a_paragraph() -> None:
    line = (
        "Billeci wants to paint " + ", ".join(["the doors, the stairs and the long white wall"] * 4) + " before winter"
    )
    assert line in zone(scrape(SCRAPE.replace(BODY[2], f"{line}\n{BODY[2]}")), "body")


def test_paragraphs_without_headline_are_an_article() -> None:
    got = scrape("\n".join(BODY))
    assert got.article["headline"] is None
    assert zone(got, "body") == list(BODY)


@pytest.mark.parametrize("text", ["", "Menu\nWorld\nItaly", "A Title Without Any Text Below\nMenu"])
def test_lines_without_a_paragraph_are_no_article(text: str) -> None:
    with pytest.raises(Unusable) as unusable:
        text_from_scrape(text)
    assert unusable.value.reason == "no_text"


def test_only_the_source_dates_scraped_text() -> None:
    day = dt.datetime(2026, 2, 3)
    dated = read(SCRAPE, content_type="text/plain", url=None, source_date=day).article
    assert (dated["date_published"], dated["date_published_source"]) == (day, "feed")
    assert scrape().article["date_published_source"] == "none"
    assert scrape().article["text_extraction_method"] == "scraped-text"


LISTS = f"""\
Home » Italy » A keeper for the lighthouse of Lampedusa
A keeper for the lighthouse of Lampedusa
{BODY[0]}
Rosaria Billeci On The Western Cape Of Lampedusa (Photo: Ada Lo Verso)
{BODY[1]}
Also read: Five towers on the western coast that you can sleep in this summer - Cape Courier
{BODY[2]}
You may also like
Sicilian bakers refuse to shorten their bread for the second time this year - Cape Courier
Most read this week
The last ferry of the year leaves Lampedusa with nobody on board but goats - Cape Courier
Printed on the cape. © 2026 Cape Courier.
The editors answer every letter that reaches them by boat.
"""


def test_a_line_that_the_navigation_ends_in_is_the_headline_whatever_its_capitals() -> None:
    assert scrape(LISTS).article["headline"] == "A keeper for the lighthouse of Lampedusa"
    assert zone(scrape(LISTS), "body") == list(BODY)


def test_a_line_with_a_photo_credit_is_a_caption_and_no_headline() -> None:
    assert zone(scrape(LISTS), "caption") == ["Rosaria Billeci On The Western Cape Of Lampedusa"]
    assert removed(LISTS)["(Photo: Ada Lo Verso)"] == "credit"


def test_lists_of_other_stories_are_no_captions() -> None:
    reasons = removed(LISTS)
    for title in ("Also read: Five towers", "Sicilian bakers", "The last ferry"):
        assert [reason for line, reason in reasons.items() if line.startswith(title)] == ["teaser"]


def test_nothing_is_read_after_the_line_with_the_copyright() -> None:
    assert removed(LISTS)["The editors answer every letter that reaches them by boat."] == "after_the_end"


def test_a_teaser_amid_the_text_is_no_headline_though_it_shares_more_of_its_words() -> None:
    question = "Who Still Climbs The Stairs Of Lampedusa?"
    teaser = "Lampedusa Lighthouse Keeper Applied Eleven Years After The Last"
    page = SCRAPE.replace(HEADLINE, question).replace(BODY[0], f"{BODY[0]}\n{teaser}")
    got = scrape(page)
    assert got.article["headline"] == question
    assert zone(got, "body") == list(BODY)
