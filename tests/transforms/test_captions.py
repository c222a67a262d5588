"""Captions of HTML pages: where they stand, what is cut off them, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.transforms.pages import PARAGRAPHS, html_page, paragraphs, read, zone
from transforms.articles.credits import is_credit, may_be_credit, split_credit

CAPTION = "Divers from the navy wait on the old pier of Split for the wind to fall."


def captions(*markup: str, head: str = "") -> list[str]:
    return zone(read(html_page(*markup, *paragraphs(*PARAGRAPHS), head=head)), "caption")


def removed(*markup: str) -> list[tuple[str, str]]:
    return read(html_page(*markup, *paragraphs(*PARAGRAPHS))).removed


# --------------------------------------------------------------------------------------------------- where they stand


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure><img src='x'><figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><a href='big.jpg'><img src='x'></a><figcaption><p>{CAPTION}</p></figcaption></figure>",
        f"<div><img src='x'><p class='caption'>{CAPTION}</p></div>",
        f"<p class='hero-caption'>{CAPTION}</p>",
        f"<div class='x1'><div><img src='x' alt='{CAPTION}'></div><div class='x2'>{CAPTION}</div></div>",
        f"<img src='x' data-image-caption='&lt;p&gt;{CAPTION}&lt;/p&gt;'>",
        f"<img src='x' data-caption='{CAPTION}'>",
        f"<figure><figcaption><span class='caption-text'>{CAPTION}</span><span>More pictures</span></figcaption></figure>",
        f"<figure><button><img src='x'><figcaption>{CAPTION}</figcaption></button></figure>",
        f"<figure><img src='x' alt='{CAPTION}'><figcaption>{CAPTION} <b class='credit'>Jo Lee</b></figcaption></figure>",
    ],
)
def test_a_caption_is_found_by_its_tag_its_name_or_its_image(markup: str) -> None:
    assert captions(markup) == [CAPTION]


@pytest.mark.parametrize(
    "markup",
    [
        f"<img src='x' alt='{CAPTION}'>",  # nobody sees an alternative text
        f"<p class='caption'>{CAPTION}</p>",  # called a caption, but of no picture
        "<figure><a href='/other'><figcaption>Ferry Runs Again After Seven Days</figcaption></a></figure>",
        "<figure><figcaption>By Ana Babić | 3 min</figcaption></figure>",
        "<figure><figcaption>10.03.2026, 15:15</figcaption></figure>",
        "<figure><figcaption>Old pier</figcaption></figure>",
        "<figure><figcaption>Click to play video: ferry runs again</figcaption></figure>",
        f"<div class='related-stories'><figure><figcaption>{CAPTION}</figcaption></figure></div>",
        f"<nav><figure><figcaption>{CAPTION}</figcaption></figure></nav>",
    ],
)
def test_what_only_looks_like_a_caption_is_none(markup: str) -> None:
    assert captions(markup) == []


def test_a_linked_caption_is_one_as_a_whole_sentence() -> None:
    assert captions(f"<a href='/other'><figure><figcaption>{CAPTION}</figcaption></figure></a>") == [CAPTION]


def test_a_page_inside_a_form_has_captions() -> None:
    figure = f"<figure><figcaption>{CAPTION}</figcaption></figure>"
    page = html_page(figure, *paragraphs(*PARAGRAPHS)).replace("<article>", "<form><article>")
    assert zone(read(page.replace("</article>", "</article></form>")), "caption") == [CAPTION]


def test_paragraphs_of_a_caption_are_captions_of_their_own() -> None:
    markup = (
        "<figure><figcaption><p>The pier before the war.</p><p>The pier on Monday morning.</p></figcaption></figure>"
    )
    assert captions(markup) == ["The pier before the war.", "The pier on Monday morning."]


def test_a_caption_that_says_less_of_the_same_is_a_repeat() -> None:
    figures = [
        f"<figure><figcaption>{text}</figcaption></figure>" for text in (CAPTION, CAPTION.split(" for the wind")[0])
    ]
    assert captions(*figures) == [CAPTION]
    assert ("duplicate", CAPTION.split(" for the wind")[0]) in removed(*figures)


@pytest.mark.parametrize(
    "printed",
    [
        f"Image caption, {CAPTION}",
        f"[1/5]{CAPTION}",
        f"{CAPTION} hide caption",
        f"{CAPTION} <span style='display:none'>, opens new tab</span> Read more",
        f"<style>.x{{color:red}}</style>{CAPTION}",
        f"{CAPTION} - Quay Herald",
    ],
)
def test_labels_controls_and_the_sites_name_are_cut_off(printed: str) -> None:
    site = "<meta property='og:site_name' content='Quay Herald'>"
    assert captions(f"<figure><figcaption>{printed}</figcaption></figure>", head=site) == [CAPTION]


# ------------------------------------------------------------------------------------------------------------- credits


def test_credits_that_the_markup_shows_are_kept_once_each() -> None:
    markup = (
        f"<figure><figcaption>{CAPTION} <span class='credit'><b class='credit-name'>Luka Babić</b></span>"
        "<span class='photographer'>Luka Babić</span></figcaption></figure>"
    )
    assert captions(markup) == [CAPTION]
    assert [text for reason, text in removed(markup) if reason == "credit"] == ["Luka Babić"]


@pytest.mark.parametrize(
    ("printed", "credit"),
    [
        (f"{CAPTION} AP", "AP"),
        (f"{CAPTION} AP Photo/Luka Babić", "AP Photo/Luka Babić"),
        (f"{CAPTION} (AP Photo/Luka Babić) AP Photo", "AP Photo/Luka Babić) AP Photo"),
        (f"{CAPTION} Luka Babić/Getty Images", "Luka Babić/Getty Images"),
        (f"{CAPTION} Luka Babić (REUTERS)", "Luka Babić (REUTERS)"),
        (f"{CAPTION} ©\xa0DPA Images", "©\xa0DPA Images"),
        (f"{CAPTION} Foto: Luka Babić", "Foto: Luka Babić"),
        (f"{CAPTION} Photograph by Luka Babić.", "Photograph by Luka Babić."),
        (f"{CAPTION} /AFP via Getty Images", "/AFP via Getty Images"),
        (f"{CAPTION} | Image credit: Quay Pictures", "Image credit: Quay Pictures"),
        (f"{CAPTION} (Archivbild) © AP/dpa", "(Archivbild) © AP/dpa"),
        (f"{CAPTION} - Copyright Luka Babić. All rights reserved", "Copyright Luka Babić. All rights reserved"),
    ],
)
def test_a_credit_behind_a_caption_is_split_off(printed: str, credit: str) -> None:
    caption, split = split_credit(printed)
    assert (caption, (split or "").lstrip("(/")) == (CAPTION, credit.lstrip("(/"))


@pytest.mark.parametrize(
    "caption",
    [
        "The donor Jo Lee with Sen. Ana Babić",
        "The road to the old pier of Split – Dalmatia",
        "A picture by the harbour master shows the mine",
        "Taken by a diver in Washington, D.C. President Lee was there",
        "Jan. 15, 1967: Lee Ray throws a first pass",
        "Picture taken on March 6, 2017",
    ],
)
def test_names_inside_a_caption_are_no_credit(caption: str) -> None:
    assert split_credit(caption) == (caption, None)


@pytest.mark.parametrize(
    "line",
    ["Photo: Luka Babić", "© Quay Pictures", "Getty Images", "AFP via Getty Images", "(Credit: University of Zadar)"],
)
def test_a_line_that_says_so_is_a_credit(line: str) -> None:
    assert is_credit(line)
    assert may_be_credit(line)


def test_names_with_a_slash_are_a_credit_only_below_a_picture() -> None:
    assert may_be_credit("Luka Babić/Quay Pictures")
    assert not is_credit("Alternative / Rock")
    assert not may_be_credit("The Rise/Fall festival opens on Monday")


@pytest.mark.parametrize(
    "line",
    [
        "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRST/x!",
        "He left the pier. " + "A" * 200 + " !",
        "by " + "A" * 600 + "!",
        "A." * 100 + "/!",
        "The wind fell " + "– " * 5_000 + "!",
        "\xa0 " * 5_000 + "!",
    ],
)
def test_words_in_capitals_and_runs_of_marks_cost_no_more_than_others(line: str) -> None:
    # Without words taken whole the patterns try every way to cut them: these lines would not come back.
    assert not may_be_credit(line)
    assert split_credit(line) == (line, None)
    assert captions(f"<figure><figcaption>{CAPTION}</figcaption><p class='caption'>{line}</p></figure>")[0] == CAPTION
