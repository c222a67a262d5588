"""Broken and hostile pages: what no parser takes is taken out first, and the article stays.

Stays out: bytes and character sets (test_decode).
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.pages import html_page, read
from transforms.articles.limits import MOST_NESTED, Limits
from transforms.articles.markup import clean_markup, parse_html
from transforms.decode import decode


def body_of(page: str) -> list[str]:
    got = read(page)
    assert got.reason is None, got.detail
    return [text for zone, text in got.blocks if zone == "body"]


PLAIN = body_of(html_page())


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("a&#xFFFE;b&#65535;c&#xFDD0;d", "abcd"),
        ("a&#0;b&#x1;c&#11;d", "abcd"),
        ("a\x00b\x0bc\ufffed", "abcd"),
        ("a&#55357;&#56832;b", "a\U0001f600b"),
        ("a\ud83d\ude00b", "a\U0001f600b"),
        ("a\ud83db&#xD83D;c", "abc"),
        ("a&#99999999;b", "ab"),
        ("a&#233;b&#x2014;c&amp;d", "a&#233;b&#x2014;c&amp;d"),
    ],
    ids=["noncharacters", "control references", "controls", "a pair of references", "a pair", "halves", "none", "good"],
)
def test_characters_that_no_parser_takes_are_taken_out(written: str, read_as: str) -> None:
    assert clean_markup(written) == read_as


@pytest.mark.parametrize(
    "around",
    [
        "<img src='data:image/png;base64," + "A" * 3_000_000 + "'>",
        "<div " + " ".join(f"a{number}='{number}'" for number in range(32_000)) + ">",
        "<div>" * 300,
        "<font><b>" * 400,
        "<?xml version='1.0' encoding='utf-16'?>",
        "<form id='aspnetForm'>",
        "<nav><a href='/'>Home</a>",
        '<div data-props=\'{"html": "<p>x > y</p>' + "z" * 5_000 + "\"}'></div>",
    ],
    ids=[
        "data URI",
        "attributes",
        "nested",
        "never closed",
        "wrong declaration",
        "form",
        "menu never closed",
        "markup in an attribute",
    ],
)
def test_an_article_is_not_lost_to_what_stands_before_it(around: str) -> None:
    assert body_of(html_page().replace("<body>", f"<body>{around}")) == PLAIN


@pytest.mark.parametrize("limits", [Limits(), Limits(attributes=7, nested=30, embedded=9), Limits(nested=MOST_NESTED)])
def test_attributes_levels_and_embedded_files_are_capped(limits: Limits) -> None:
    many = "<p " + " ".join(f"a{number}" for number in range(5_000)) + ">text</p>"
    tree = parse_html(many + "<div>" * 1_000 + "<p>deep</p>", limits)
    assert tree is not None
    first, deep = tree.iter("p")
    assert len(first.attrib) <= limits.attributes
    assert deep.text == "deep"
    assert sum(1 for _ in deep.iterancestors()) <= limits.nested + 1
    kept = "x" * (limits.embedded - 1)
    assert clean_markup(f"data:a/b,{kept} data:a/b,{kept}xx", limits) == f"data:a/b,{kept} data:,"


@pytest.mark.parametrize("limits", [{"attributes": 0}, {"nested": 0}, {"nested": MOST_NESTED + 1}, {"large_page": -1}])
def test_a_limit_that_could_not_work_is_refused(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"above 0|cannot be read"):
        Limits(**limits)


@pytest.mark.parametrize("nothing", ["", "   ", "<!-- only a comment -->", "<!DOCTYPE html>", "\x00"])
def test_a_page_without_markup_has_no_tree_or_an_empty_one(nothing: str) -> None:
    tree = parse_html(nothing)
    assert tree is None or not tree.text_content().strip()


_PIECES = st.sampled_from(
    [
        "<",
        ">",
        "</",
        "<p>",
        "<div ",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&#",
        "&#x",
        ";",
        "'",
        '"',
        "data:,",
        "<html/>",
        "=",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_no_markup_raises(markup: str) -> None:
    parse_html(markup)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text/html", "text/plain"]))
def test_no_bytes_raise(body: bytes, content_type: str) -> None:
    text, charset = decode(body, content_type)
    assert charset
    parse_html(text)
