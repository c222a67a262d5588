"""The first view: what the file holds, who is quoted, what happened, who publishes. Stays out: rows; it leads to them."""

from __future__ import annotations

import html
from pathlib import Path

import streamlit as st

from dashboard import charts, links, rows, style
from dashboard.answers import answer
from dashboard.choices import choice
from dashboard.questions import articles, events, speakers
from dashboard.shapes import Counts, Filters, Grain, Summary, grain_of
from dashboard.wording import count, day, days

MAX_OUTLET_CHARTS = 9
OUTLETS_A_ROW = 3


def draw(published: Path, chosen: Filters) -> None:
    """Everything there is to see at a glance."""
    masthead(answer(published, articles.summary))
    counts = answer(published, articles.counts, chosen)
    metrics(counts)
    if counts.articles == 0:
        st.info("No article matches these filters. Choose more outlets or a longer period.")
        return
    grain = grain_of(counts.first_day, counts.last_day)
    left, right = st.columns(2, gap="large")
    with left:
        people(published, chosen)
    with right:
        cooperation_and_conflict(published, chosen, counts, grain)
    rising(published)
    originals_and_copies(published, chosen, counts, grain)


def masthead(whole: Summary) -> None:
    """What the file holds and when it was published."""
    st.title("Dateline", anchor=False)
    held = ", ".join(
        f"<strong>{count(number, one)}</strong>"
        for number, one in (
            (whole.articles, "article"),
            (whole.outlets, "outlet"),
            (whole.quotes, "quote"),
            (whole.events, "event"),
        )
    )
    period = days(whole.first_day, whole.last_day)
    published = f"Published {day(whole.published_at)}, {whole.published_at:%H:%M} UTC." if whole.published_at else ""
    line = f"{held}{', ' + period if period else ''}. {html.escape(published)}"
    st.html(
        f'<p class="dl-standfirst">Who said what, and who did what to whom, with the words that prove it.<br>{line}</p>'
    )


def metrics(counts: Counts) -> None:
    """Five figures of the chosen articles, each with the way to its rows."""
    figures = {
        "Articles": (counts.articles, "intake", "The articles"),
        "Outlets": (counts.outlets, "intake", "Their pages"),
        "Quotes": (counts.quotes, "speakers", "The quotes"),
        "People quoted": (counts.people, "speakers", "Who they are"),
        "Events": (counts.events, "events", "The events"),
    }
    # A row that wraps: columns would stand one under the other in a narrow window.
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        for label, (number, view, where) in figures.items():
            with st.container(width=150, gap="small"):
                st.metric(label, f"{number:,}")
                links.link(view, where)


def people(published: Path, chosen: Filters) -> None:
    """Who is quoted most? Choosing a person leads to the quotes."""
    st.subheader("Who is quoted most", anchor=False)
    frame = answer(published, speakers.most_quoted, chosen)
    if frame.empty:
        st.html(style.note("Nobody is quoted by name in these articles."))
        return
    shown = set(frame["gender"].map(charts.GENDERS).fillna(charts.GENDERS["unknown"]))
    st.html(
        style.note(
            "Quotes of a person, by gender as the texts show it. A text that several outlets run counts once. Choose a "
            "bar to read the quotes."
        )
        + style.key({label: colour for label, colour in charts.GENDER_COLOURS.items() if label in shown})
    )
    speaker = choice(charts.most_quoted(frame), "entity_id", "people")
    if speaker:
        links.go("speakers", speaker=speaker)


def cooperation_and_conflict(published: Path, chosen: Filters, counts: Counts, grain: Grain) -> None:
    """Does cooperation or conflict prevail, and when? Choosing a class leads to its events."""
    st.subheader("Cooperation and conflict", anchor=False)
    frame = answer(published, events.cooperation_and_conflict, chosen, grain)
    if frame.empty:
        st.html(style.note("No event of these articles has an exact date within the period."))
        return
    drawn = int(frame["events"].sum())
    left_out = answer(published, events.actual_events, chosen) - drawn
    tail = f" {left_out:,} more lie outside these days or have no exact date." if left_out > 0 else ""
    st.html(
        style.note(
            f"{count(drawn, 'event')} that happened, by {grain} of the event, each counted once.{tail} Choose a bar to "
            "read the events of its class."
        )
        + style.key(charts.QUAD_COLOURS)
    )
    chart = charts.cooperation_and_conflict(frame, grain, counts.first_day, counts.last_day)
    quad = choice(chart, "quad_code", "classes")
    if quad:
        links.go("events", quad=quad)


def rising(published: Path) -> None:
    """Who is written about more than before?"""
    frame = answer(published, speakers.rising)
    if frame.empty:
        return
    st.subheader("Rising", anchor=False)
    week = frame["week_start"].iloc[0].date()
    st.html(
        style.note(
            f"Most articles in the week of {day(week)} against the mean of the four weeks before, in all outlets. Follow "
            "a name to what is written."
        )
    )
    for column, row in zip(st.columns(4) * 2, rows.records(frame), strict=False):
        with column:
            links.link("search", row["name"], words=row["name"])
            st.html(style.note(f"{count(row['articles'], 'article')}, before {row['mean_before']:.1f} a week"))


def originals_and_copies(published: Path, chosen: Filters, counts: Counts, grain: Grain) -> None:
    """Who writes, and who runs what others wrote?"""
    st.subheader("Who publishes, and who copies", anchor=False)
    frame = answer(published, articles.articles_by_outlet, chosen, grain)
    outlets = list(dict.fromkeys(frame["outlet"]))
    more = len(outlets) - MAX_OUTLET_CHARTS
    tail = f" The {MAX_OUTLET_CHARTS} largest outlets; {more:,} more are not drawn." if more > 0 else ""
    part = counts.copies / counts.articles
    st.html(
        style.note(
            f"Articles a {grain}, by outlet. {count(counts.copies, 'article')} ({part:.0%}) repeat what another outlet "
            f"ran before.{tail}"
        )
        + style.key({"Original": charts.KIND_COLOURS["original"], "Copy": charts.KIND_COLOURS["copy"]})
    )
    links.link("stories", "The texts that were copied, and who had them first")
    most = int(frame.groupby(["outlet", "period_start"])["articles"].sum().max())
    columns = st.columns(OUTLETS_A_ROW, gap="medium")
    for number, outlet in enumerate(outlets[:MAX_OUTLET_CHARTS]):
        own = frame[frame["outlet"] == outlet]
        with columns[number % OUTLETS_A_ROW]:
            total, copies = int(own["articles"].sum()), int(own.loc[own["kind"] == "copy", "articles"].sum())
            st.html(
                f'<p class="dl-note"><strong>{html.escape(outlet)}</strong>&ensp;{count(total, "article")}'
                f"{', ' + count(copies, 'copy', 'copies') if copies else ''}</p>"
            )
            st.altair_chart(
                charts.articles_of_outlet(own, grain, counts.first_day, counts.last_day, most),
                width="stretch",
                key=f"articles-{number}",
            )
