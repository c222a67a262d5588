"""Stories and first reporters: texts, events and quotations that several outlets print, and who had them first."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import charts, rows, style
from dashboard.answers import answer
from dashboard.questions import stories
from dashboard.shapes import Filters

STORIES = {
    "headline": rows.text("Headline", 380),
    "first_outlet": rows.text("First", 150),
    "first_published_at": rows.moment("First published (UTC)", 150),
    "outlets": rows.number("Outlets"),
    "articles": rows.number("Articles"),
    "quotes": rows.number("Quotes"),
    "events": rows.number("Events"),
}
FIRSTS = {
    "outlet": rows.text("Outlet", 160),
    "events": rows.number("Events"),
    "shared": rows.number("Shared", help_text="Events that others report too"),
    "first": rows.number("First", help_text="Shared events that this outlet had first"),
    "share": rows.share("Share", help_text="Of its shared events"),
    "lead_hours": rows.number("Lead, hours", 95, "%.1f", "To the second outlet; the median of the months' medians"),
}
SYNDICATION = {
    "outlet": rows.text("Outlet", 160),
    "articles": rows.number("Articles"),
    "copies": rows.number("Copies"),
    "share": rows.share("Share"),
    "main_source": rows.text("Mostly from", 160),
}
EVENTS = {
    "event_date": rows.day("Date"),
    "actor": rows.text("Who", 130),
    "deed": rows.text("Did what", 130),
    "recipient": rows.text("To whom", 130),
    "status": rows.text("Status", 80),
    "outlets": rows.number("Outlets"),
    "first_outlet": rows.text("First", 140),
    "first_published_at": rows.moment("First published (UTC)", 150),
    "sentence": rows.text("First report", 300),
}
QUOTES = {
    "speaker": rows.text("Speaker", 140),
    "quotation": rows.text("Quotation", 380),
    "outlets": rows.number("Outlets"),
    "first_outlet": rows.text("First", 140),
    "first_published_at": rows.moment("First published (UTC)", 150),
    "lag_hours": rows.number("Lag, hours", 90, "%.1f", "Of the other outlets; the median"),
}


def draw(published: Path, chosen: Filters) -> None:
    """Copied texts, then events with their first reporters, then quotations; an outlet that is chosen narrows its rows."""
    st.title("Stories and first reporters", anchor=False)
    search = st.text_input(
        "Search", placeholder="Words of a headline, a sentence, a quotation, an outlet …", key="story_search",
        bind="query-params",
    ).strip()  # fmt: skip
    texts(published, chosen.of_outlet(who_copies(published, chosen)), search)
    shared_events(published, chosen.of_outlet(who_is_first(published, chosen)), search)
    reused_quotes(published, chosen, search)


def who_copies(published: Path, chosen: Filters) -> str | None:
    """How much of an outlet's output is not its own? Gives the chosen outlet."""
    st.header("Who copies whom", anchor=False)
    st.html(style.note("Articles whose text another outlet had before; months that overlap the chosen days."))
    frame = answer(published, stories.syndication, chosen)
    return rows.table(
        frame, "outlet", "outlet_id", f"copies {chosen}", SYNDICATION, "only its texts below", first=False
    )


def who_is_first(published: Path, chosen: Filters) -> str | None:
    """Who has events before the others? Gives the chosen outlet."""
    st.header("Who is first", anchor=False)
    st.html(style.note("With events that several outlets report; months that overlap the chosen days."))
    frame = answer(published, stories.first_to_report, chosen)
    then = "only the events below that it had first"
    return rows.table(frame, "outlet", "outlet_id", f"first {chosen}", FIRSTS, then, first=False)


def texts(published: Path, chosen: Filters, search: str) -> None:
    """Which texts were printed more than once, when and by whom?"""
    st.header("Texts printed more than once", anchor=False)
    frame = answer(published, stories.stories, chosen, search)
    story = rows.table(frame, "text", "story_id", f"stories {chosen} {search}", STORIES, "who printed it when")
    if story is None:
        return
    printed = answer(published, stories.articles_of_story, story)
    st.html(style.key({"Had it first": charts.KIND_COLOURS["original"], "Copy": charts.KIND_COLOURS["copy"]}))
    if printed["published_at"].notna().any():
        st.altair_chart(charts.spread(printed), width="stretch", key="spread")
    rows.articles(printed, f"articles of {story}", rows.STORY_ARTICLES)


def shared_events(published: Path, chosen: Filters, search: str) -> None:
    """Which events do several outlets report, and who had them first?"""
    st.header("Events that several outlets report", anchor=False)
    frame = answer(published, stories.shared_events, chosen, search)
    cluster = rows.table(frame, "event", "event_cluster_id", f"shared {chosen} {search}", EVENTS, "every report of it")
    if cluster is not None:
        reports = answer(published, stories.reports_of_event, cluster)
        rows.events(published, reports, f"reports of {cluster}", rows.REPORTS, "report")


def reused_quotes(published: Path, chosen: Filters, search: str) -> None:
    """Which quotations do several outlets print, and how long after the first?"""
    st.header("Quotations that several outlets print", anchor=False)
    frame = answer(published, stories.reused_quotes, chosen, search)
    cluster = rows.table(
        frame, "quotation", "quote_cluster_id", f"reused {chosen} {search}", QUOTES, "every print of it"
    )
    if cluster is not None:
        prints = answer(published, stories.prints_of_quote, cluster)
        rows.quotes(published, prints, f"prints of {cluster}", rows.PRINTS, "print")
