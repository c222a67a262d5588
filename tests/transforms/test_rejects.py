"""What became of every page: exactly one status each, and a reason where it gave nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from tests.transforms.pages import DAY, FETCHED, PARAGRAPHS, URL, html_page, page_input, paragraphs, read
from transforms.articles.page import Extraction
from transforms.articles.tables import articles_from_extractions, extractions_frame
from transforms.rejects import articles_with_parse, pages_with_status, rejects_from
from transforms.tables import Articles, Pages, Parses, Rejects
from transforms.tables.base import check, rows_to_frame

GERMAN = (
    "Der Hafen von Rostock wurde am Montag für alle Schiffe gesperrt, nachdem Taucher eine alte Mine gefunden hatten.",
    "Rund vierhundert Menschen mussten ihre Häuser verlassen, und zwei Hotels brachten ihre Gäste an das andere Ufer.",
    "Die Marine teilte mit, dass die Mine auf die offene See geschleppt werde, sobald der Wind es erlaube.",
)
MADE = {  # page → what it holds, and its address
    "good": (html_page(), URL),
    "copy": (html_page(*paragraphs(*PARAGRAPHS[:3])), URL + "?utm_source=mail"),
    "german": (html_page(*paragraphs(*GERMAN), title="Mine sperrt Hafen"), URL + "-de"),
    "blank": ("<html><body></body></html>", URL + "-blank"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, URL + "-image"),
    "unparsed": (html_page(title="Another mine closes the harbour"), URL + "-2"),
}


def page_row(page_id: str, status: str = "ok") -> dict[str, Any]:
    return {
        "page_id": page_id,
        "fetched_on": DAY,
        "fetched_at": FETCHED,
        "source_kind": "html_dir",
        "source_name": page_id,
        "content_type": "text/html",
        "byte_count": 1,
        "body": b"x",
        "status": status,
    }


def a_day() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Pages, extractions, articles and parses of a day on which everything happened that can."""
    extractions = []
    for name, (body, url) in MADE.items():
        extraction = read(body, url=url)
        extraction.page_id = name
        extractions.append(extraction)
    extractions.append(Extraction("hung", reason="timeout", detail="It took longer than 60 seconds."))
    pages = [page_row(name) for name in (*MADE, "hung", "never-read")]
    pages += [page_row(name, name) for name in ("empty", "too_large", "unreadable")]
    frame = extractions_frame(extractions, "v1")
    articles = articles_from_extractions(frame, DAY).articles
    parses = [
        {
            "article_id": article_id,
            "fetched_on": DAY,
            "text_id": "t",
            "parser_version": "p1",
            "token_count": 0 if page_id == "unparsed" else 9,
            "status": "crashed" if page_id == "unparsed" else "ok",
            "detail": "The worker process died on it." if page_id == "unparsed" else None,
        }
        for article_id, page_id, status in articles.select("article_id", "page_id", "status").iter_rows()
        if status == "ok"
    ]
    return rows_to_frame(pages, Pages), frame, articles, rows_to_frame(parses, Parses)


def test_every_page_has_one_final_status() -> None:
    pages, extractions, articles, parses = a_day()
    rejects = rejects_from(pages, extractions, articles, parses)
    final = check(pages_with_status(pages, extractions, articles_with_parse(articles, parses), rejects), Pages)
    assert final.height == pages.height
    assert dict(final.select("page_id", "status").iter_rows()) == {
        "good": "ok",
        "copy": "duplicate",
        "german": "not_english",
        "blank": "no_text",
        "image": "not_text",
        "unparsed": "crashed",
        "hung": "timeout",
        "never-read": "error",
        "empty": "empty",
        "too_large": "too_large",
        "unreadable": "unreadable",
    }


def test_a_reject_names_stage_reason_and_detail() -> None:
    rejects = check(rejects_from(*a_day()), Rejects)
    why = {page: (stage, reason) for page, stage, reason in rejects.select("page_id", "stage", "reason").iter_rows()}
    assert why == {
        "copy": ("articles", "duplicate"),
        "blank": ("articles", "no_text"),
        "image": ("articles", "not_text"),
        "hung": ("articles", "timeout"),
        "unparsed": ("tokens", "crashed"),
        "empty": ("pages", "empty"),
        "too_large": ("pages", "too_large"),
        "unreadable": ("pages", "unreadable"),
    }
    assert all(detail.endswith(".") for detail in rejects["detail"])
    assert rejects.filter(pl.col("page_id") == "copy")["detail"].to_list() == ["The same article as page good."]


def test_pages_keep_the_character_set_that_was_found() -> None:
    pages, extractions, articles, parses = a_day()
    final = pages_with_status(pages, extractions, articles, rejects_from(pages, extractions, articles, parses))
    charset = dict(final.select("page_id", "charset").iter_rows())
    assert (charset["good"], charset["image"], charset["empty"]) == ("utf-8", None, None)


def test_an_article_whose_parse_failed_says_so() -> None:
    _, _, articles, parses = a_day()
    marked = check(articles_with_parse(articles, parses), Articles)
    status = dict(marked.select("page_id", "status").iter_rows())
    version = dict(marked.select("page_id", "parser_version").iter_rows())
    assert status == {"good": "ok", "german": "not_english", "unparsed": "parse_failed"}
    assert version == {"good": "p1", "german": None, "unparsed": "p1"}


def test_a_day_without_pages_has_no_rejects() -> None:
    pages, extractions, articles, parses = (frame.clear() for frame in a_day())
    rejects = rejects_from(pages, extractions, articles, parses)
    assert check(rejects, Rejects).is_empty()
    assert check(pages_with_status(pages, extractions, articles, rejects), Pages).is_empty()


def test_the_order_of_the_pages_does_not_matter() -> None:
    pages, extractions, articles, parses = a_day()
    there = rejects_from(pages, extractions, articles, parses)
    back = rejects_from(pages.reverse(), extractions.reverse(), articles.reverse(), parses.reverse())
    assert there.equals(back)


def test_a_page_is_its_bytes() -> None:
    one, same = (
        page_input(html_page(), url=URL),
        page_input(html_page(), url=None, fetched_at=FETCHED + dt.timedelta(1)),
    )
    assert one.page_id == same.page_id
