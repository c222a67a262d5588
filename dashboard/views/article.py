"""One article: its text with quotes and events marked, and the rows that were read from it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import evidence, links, rows, style
from dashboard.answers import answer
from dashboard.questions import articles, proof, stories
from dashboard.shapes import Article, Filters
from dashboard.wording import count
from warehouse.explain import Mark

EVERYTHING, QUOTES, EVENTS = "Quotes and events", "Quotes", "Events"
QUOTE_COLUMNS = {
    "speaker": rows.text("Speaker", 130),
    "quotation": rows.text("Quotation", 220),
    "standing": rows.text("Standing", 75),
    "cue": rows.text("Cue", 80),
    "quote_type": rows.text("Type", 75),
    "confidence": rows.number("Confidence", 90, "%.2f"),
}
EVENT_COLUMNS = {
    "actor": rows.text("Who", 110),
    "deed": rows.text("Did what", 120),
    "recipient": rows.text("To whom", 110),
    "status": rows.text("Status", 75),
    "event_date": rows.day("Date"),
    "place": rows.text("Where", 90),
    "confidence": rows.number("Confidence", 90, "%.2f"),
}


def draw(published: Path, _chosen: Filters) -> None:
    """The article that the address names, else the newest ones to choose from."""
    article_id = st.query_params.get(links.ARTICLE)
    if article_id is None:
        st.title("One article", anchor=False)
        st.html(
            style.note("Tables of articles, quotes and events lead here, and so does the search. The newest articles:")
        )
        rows.articles(answer(published, articles.articles, Filters(), "", 50), "newest")
        return
    try:
        article = answer(published, articles.article, article_id)
    except KeyError:
        st.title("No such article", anchor=False)
        st.html(style.note(f"The published file has no article {article_id}: it may have been withdrawn."))
        links.link("search", "Search for it")
        return
    heading(article)
    quotes = answer(published, proof.quotes_of_article, article_id)
    events = answer(published, proof.events_of_article, article_id)
    left, right = st.columns([1, 1], gap="large")
    with left:
        text(article, quotes, events)
    with right:
        st.subheader("Quotes", anchor=False)
        quote = rows.table(
            quotes, "quote", "quote_id", f"quotes {article_id}", QUOTE_COLUMNS, "its passage", first=False
        )
        if quote:
            rows.prove_here(published, proof.quote_evidence, quote)
        st.subheader("Events", anchor=False)
        event = rows.table(
            events, "event", "event_id", f"events {article_id}", EVENT_COLUMNS, "its passage", first=False
        )
        if event:
            rows.prove_here(published, proof.event_evidence, event)
    copies(published, article)


def heading(article: Article) -> None:
    """What the page says of itself, and what was made of it."""
    made = [
        count(article.word_count, "word"),
        f"by {', '.join(article.authors)}" if article.authors else "no author named",
        f"date from {article.date_source}" if article.published_on else "no date",
        f"text by {article.extraction_method}" if article.extraction_method else "",
        "" if article.status == "ok" else article.status.replace("_", " "),
        "" if article.is_canonical else "a copy: another outlet had the text before",
    ]
    st.html(
        '<div class="dl-evidence dl-article">'
        + evidence.heading(article.headline, article.url, article.outlet, article.published_on, "h1")
        + style.note(", ".join(filter(None, made)) + ".")
        + "</div>"
    )


def text(article: Article, quotes: pd.DataFrame, events: pd.DataFrame) -> None:
    """The text; hovering over a mark says what it is."""
    shown = st.segmented_control(
        "Marked", [EVERYTHING, QUOTES, EVENTS], default=EVERYTHING, key="marked", required=True, bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    marks = []
    if shown != EVENTS:
        marks += [
            Mark(int(row["char_start"]), int(row["char_end"]), "quotation" if not row["standing"] else "unsaid",
                 ": ".join(filter(None, [row["speaker"] or "Somebody", row["standing"]])))
            for row in rows.records(quotes)
        ]  # fmt: skip
    if shown != QUOTES:
        marks += [
            Mark(int(row["char_start"]), int(row["char_end"]), "trigger" if row["status"] == "actual" else "unreal",
                 f"{row['actor'] or '?'}: {row['deed']} {row['recipient'] or ''} ({row['status']})")
            for row in rows.records(events)
        ]  # fmt: skip
    names = {
        "quotation": "quotation", "unsaid": "not said, or left open", "trigger": "event that happened",
        "unreal": "event with another status",
    }  # fmt: skip
    labels = dict.fromkeys(mark.label for mark in marks)
    meaning = " &ensp; ".join(f'<mark class="dl-{label}">{names[label]}</mark>' for label in labels)
    st.html(f'<div class="dl-evidence dl-article"><p class="dl-note">{meaning or "Nothing to mark."}</p></div>')
    st.html(evidence.whole(article.text, marks))


def copies(published: Path, article: Article) -> None:
    """Who else printed the text?"""
    if article.story_id is None:
        return
    printed = answer(published, stories.articles_of_story, article.story_id)
    if len(printed) > 1:
        st.header("The same text elsewhere", anchor=False)
        others = printed[printed["article_id"] != article.article_id].assign(matches=len(printed) - 1)
        rows.articles(others, f"copies of {article.article_id}", rows.STORY_ARTICLES)
