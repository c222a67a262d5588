"""What came in: pages and their fate, the quality of each outlet's articles, runs. Stays out: what the articles say."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import charts, rows, style
from dashboard.answers import answer
from dashboard.questions import articles, sources
from dashboard.shapes import Filters, grain_of
from dashboard.wording import count

QUALITY = {
    "outlet": rows.text("Outlet", 150),
    "pages": rows.number("Pages"),
    "articles": rows.number("Articles"),
    "unused": rows.share("Not used", help_text="Pages that gave no article, of all pages"),
    "quarantined": rows.share(
        "Quarantined", 95, help_text="Articles that are kept apart: another language, cut off, …"
    ),
    "no_date": rows.share("No date"),
    "no_headline": rows.share("No headline", 95),
    "short_text": rows.share("Short", help_text="Articles of fewer than 100 words"),
    "copies": rows.share("Copies", help_text="Articles whose text another outlet had before"),
    "quotes_per_article": rows.number("Quotes each", 95, "%.1f"),
    "weak": rows.share("Weak speakers", 105, "Quotes whose attribution has a confidence below 0.5"),
    "unresolved": rows.share("No entity", help_text="Quotes whose speaker is no known entity"),
    "events_per_article": rows.number("Events each", 95, "%.1f"),
}
GIVEN_UP = {
    "fetched_at": rows.moment("Fetched (UTC)"),
    "source_name": rows.text("Page", 330),
    "stage": rows.text("Stage", 90),
    "reason": rows.text("Reason", 140),
    "detail": rows.text("Detail", 420),
}
SOURCES = {
    "source": rows.text("Source", 180),
    "requests": rows.number("Requests", help_text="For pages, lists and robots.txt, each repetition counted"),
    "pages": rows.number("Pages"),
    "failed_share": rows.share(
        "Failed", help_text="Requests that gave nothing for another reason than that nothing was new"
    ),
    "last_asked": rows.moment("Last asked (UTC)"),
    "newest_page": rows.moment("Newest page (UTC)"),
    "last_problem": rows.text("Last problem", 480),
}
RUNS = {
    "started_at": rows.moment("Started (UTC)"),
    "seconds": rows.number("Seconds", 80, "%.0f"),
    "days": rows.number("Days"),
    "pages": rows.number("Pages"),
    "articles": rows.number("Articles"),
    "new": rows.number("New"),
    "changed": rows.number("Changed"),
    "failed": rows.number("Failed"),
    "run_id": rows.text("Run", 280),
}


def draw(published: Path, chosen: Filters) -> None:
    """Pages, outlets, articles, runs."""
    st.title("What came in", anchor=False)
    st.html(
        style.note("By the day of fetching, over all days; the days on the left narrow only the table of articles.")
    )
    pages(published)
    sources_of(published)
    outlet = quality(published, chosen)
    articles_of(published, chosen.of_outlet(outlet))
    given_up(published)
    st.header("Runs", anchor=False)
    rows.listing(answer(published, articles.runs), "run", RUNS)


def pages(published: Path) -> None:
    """How many pages came in, and how many were of use?"""
    frame = answer(published, articles.pages_by_day)
    if frame.empty:
        st.html(style.note("No page has come in."))
        return
    grain = grain_of(frame["period_start"].min().date(), frame["period_start"].max().date())
    if grain != "day":
        frame = answer(published, articles.pages_by_day, grain)
    total = int(frame["pages"].sum())
    by_status = frame.groupby("status")["pages"].sum().sort_values(ascending=False)
    unused = by_status.drop("ok", errors="ignore")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader("Pages", anchor=False)
        st.html(
            style.note(f"{count(total, 'page')} by {grain} of fetching; {int(unused.sum()):,} gave no article.")
            + style.key(charts.STATUS_COLOURS)
        )
        st.altair_chart(charts.pages(frame, grain), width="stretch", key="pages")
    with right:
        st.subheader("Why pages were not used", anchor=False)
        if unused.empty:
            st.html(style.note("Every page gave an article."))
            return
        named = unused.rename_axis("reason").reset_index()
        named["reason"] = named["reason"].str.replace("_", " ")
        st.html(style.note("Each page, with its reason, stands in the table of pages below."))
        st.altair_chart(charts.reasons(named), width="stretch", key="reasons")


def sources_of(published: Path) -> None:
    """What did each source give, and how did it answer? Nothing where all pages came from files."""
    frame = answer(published, sources.sources)
    if frame.empty:
        return
    st.header("Sources", anchor=False)
    st.html(style.note("Requests of the seven days up to the last one; the sources that failed most stand first."))
    rows.listing(frame, "source", SOURCES)


def quality(published: Path, chosen: Filters) -> str | None:
    """How good is what each outlet gives? Gives the chosen outlet."""
    st.header("Quality by outlet", anchor=False)
    frame = answer(published, articles.quality, chosen)
    return rows.table(
        frame, "outlet", "outlet_id", f"quality {chosen}", QUALITY, "only its articles below", first=False
    )


def articles_of(published: Path, chosen: Filters) -> None:
    """Which articles are held?"""
    st.header("Articles", anchor=False)
    search = st.text_input(
        "Search headlines", placeholder="Words of a headline, an outlet …", key="headlines", bind="query-params"
    ).strip()
    rows.articles(answer(published, articles.articles, chosen, search), f"articles {chosen} {search}")


def given_up(published: Path) -> None:
    """Which pages were not used, and why?"""
    st.header("Pages that were not used", anchor=False)
    rows.listing(answer(published, articles.given_up), "such page", GIVEN_UP)
