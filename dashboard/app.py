"""The page: masthead, filters, three charts, quotes and events with their evidence. Run it with `dateline dashboard`.

Stays out: SQL (`questions`), how charts are drawn (`charts`), how evidence is marked (`evidence`).
"""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard import charts, evidence, questions, style
from dashboard.answers import answer
from dashboard.shapes import Counts, Evidence, Filters, Grain, Summary, grain_of
from dashboard.wording import count, day, days
from warehouse.layout import Layout
from warehouse.query import NothingPublished

MAX_OUTLET_CHARTS = 9
OUTLETS_A_ROW = 3
ANY = "any"  # not None: a select box takes that for no choice at all
MADE_BY = {"Dateline": "version", "rules": "rules_version", "models": "models_version"}


def main() -> None:
    """Draw the page, or say why there is nothing to draw."""
    st.set_page_config(page_title="Dateline", layout="wide", initial_sidebar_state="expanded")
    st.html(style.CSS)
    st.title("Dateline", anchor=False)
    published = Layout.from_environment().published
    try:
        page(published)
    except NothingPublished as reason:
        nothing_published(str(reason))
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        nothing_published(
            f"{published} was made by another version of Dateline ({str(error).splitlines()[0]}). Run the pipeline again."
        )


def nothing_published(reason: str) -> None:
    """What to do where there is no file to read."""
    st.subheader("Nothing to show yet", anchor=False)
    st.text(reason)
    st.html(style.note("Pages in a folder become a published warehouse with one command; the bundled sample will do:"))
    st.code("dateline run sample", language="bash")
    st.html(style.note("Then reload this page. The data folder is ./data, or the one that DATELINE_DATA names."))


def page(published: Path) -> None:
    """Everything there is to see in one published file."""
    whole = answer(published, questions.summary)
    masthead(whole)
    filters = sidebar(published, whole)
    counts = answer(published, questions.counts, filters)
    metrics(counts)
    if counts.articles == 0:
        st.info("No article matches these filters. Choose more outlets or a longer period.")
        return
    grain = grain_of(counts.first_day, counts.last_day)
    left, right = st.columns(2, gap="large")
    with left:
        people(published, filters)
    with right:
        cooperation_and_conflict(published, filters, counts, grain)
    originals_and_copies(published, filters, counts, grain)
    quotes(published, filters)
    events(published, filters)


def masthead(whole: Summary) -> None:
    """What the file holds and when it was published."""
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


def sidebar(published: Path, whole: Summary) -> Filters:
    """The filters as they are set; a bound that leaves nothing out is no bound, so that undated articles count."""
    outlets = answer(published, questions.outlets)
    names = dict(zip(outlets["outlet_id"], outlets["outlet"], strict=True))
    with st.sidebar:
        st.subheader("Filters", anchor=False)
        chosen = st.multiselect(
            "Outlets", list(names), format_func=lambda outlet: names.get(outlet, outlet), placeholder="All outlets",
            key="outlets",
        )  # fmt: skip
        first, last = whole.first_day, whole.last_day
        if whole.first_day is not None and whole.last_day is not None:
            picked = st.date_input(
                "Published between",
                (whole.first_day, whole.last_day),
                min_value=whole.first_day,
                max_value=whole.last_day,
                format="YYYY-MM-DD",
                key="days",
            )
            # While a reader has chosen the first day only, the period is open at its end.
            bounds = picked if isinstance(picked, tuple) else (picked,)
            first = bounds[0] if bounds else whole.first_day
            last = bounds[1] if len(bounds) > 1 else whole.last_day
        made = [f"{name} {whole.versions[key]}" for name, key in MADE_BY.items() if key in whole.versions]
        st.html(style.note("Made by " + ", ".join(made) + ".") if made else "")
    return Filters(
        tuple(sorted(chosen)),
        first if first != whole.first_day else None,
        last if last != whole.last_day else None,
    )


def metrics(counts: Counts) -> None:
    """Five figures of the chosen articles."""
    figures = {
        "Articles": counts.articles,
        "Outlets": counts.outlets,
        "Quotes": counts.quotes,
        "People quoted": counts.people,
        "Events": counts.events,
    }
    for column, (label, number) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(label, f"{number:,}")


def people(published: Path, filters: Filters) -> None:
    """Who is quoted most?"""
    st.subheader("Who is quoted most", anchor=False)
    frame = answer(published, questions.most_quoted, filters)
    if frame.empty:
        st.html(style.note("Nobody is quoted by name in these articles."))
        return
    shown = set(frame["gender"].map(charts.GENDERS).fillna(charts.GENDERS["unknown"]))
    st.html(
        style.note("Quotes of a person, by gender as the texts show it. A text that several outlets run counts once.")
        + style.key({label: colour for label, colour in charts.GENDER_COLOURS.items() if label in shown})
    )
    st.altair_chart(charts.most_quoted(frame), width="stretch")


def cooperation_and_conflict(published: Path, filters: Filters, counts: Counts, grain: Grain) -> None:
    """Does cooperation or conflict prevail, and when?"""
    st.subheader("Cooperation and conflict", anchor=False)
    frame = answer(published, questions.cooperation_and_conflict, filters, grain)
    if frame.empty:
        st.html(style.note("No event of these articles has an exact date within the period."))
        return
    drawn = int(frame["events"].sum())
    left_out = answer(published, questions.actual_events, filters) - drawn
    tail = f" {left_out:,} more lie outside these days or have no exact date." if left_out > 0 else ""
    st.html(
        style.note(f"{count(drawn, 'event')} that happened, by {grain} of the event, each counted once.{tail}")
        + style.key(charts.QUAD_COLOURS)
    )
    st.altair_chart(charts.cooperation_and_conflict(frame, grain, counts.first_day, counts.last_day), width="stretch")


def originals_and_copies(published: Path, filters: Filters, counts: Counts, grain: Grain) -> None:
    """Who writes, and who runs what others wrote?"""
    st.subheader("Who publishes, and who copies", anchor=False)
    frame = answer(published, questions.articles_by_outlet, filters, grain)
    if frame.empty:
        st.html(style.note("No article of this selection has a date of publication."))
        return
    outlets = list(dict.fromkeys(frame["outlet"]))
    more = len(outlets) - MAX_OUTLET_CHARTS
    tail = f" The {MAX_OUTLET_CHARTS} largest outlets; {more:,} more are not drawn." if more > 0 else ""
    share = counts.copies / counts.articles
    st.html(
        style.note(
            f"Articles a {grain}, by outlet. {count(counts.copies, 'article')} ({share:.0%}) repeat what another outlet "
            f"ran before.{tail}"
        )
        + style.key({"Original": charts.KIND_COLOURS["original"], "Copy": charts.KIND_COLOURS["copy"]})
    )
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


def quotes(published: Path, filters: Filters) -> None:
    """Who said what? Choosing a row shows the paragraph."""
    st.header("Who said what", anchor=False)
    search = st.text_input(
        "Search quotes", placeholder="A speaker, a role, words of the quotation, an outlet …", key="quote_search"
    )
    frame = answer(published, questions.quotes, filters, search.strip())
    chosen = table(
        frame,
        "quote",
        f"quotes {filters} {search}",
        {
            "speaker": st.column_config.TextColumn("Speaker", width=130),
            "role": st.column_config.TextColumn("Role", width=135),
            "quotation": st.column_config.TextColumn("Quotation", width=250),
            "outlet": st.column_config.TextColumn("Outlet", width=110),
            "published_on": st.column_config.DateColumn("Published", format="D MMM YYYY", width=90),
            "headline": st.column_config.TextColumn("Headline", width=125),
            "url": st.column_config.LinkColumn("Page", display_text="Open", width=55),
        },
    )
    if chosen:
        proof(published, questions.quote_evidence, chosen)


def events(published: Path, filters: Filters) -> None:
    """Who did what to whom? Choosing a row shows the paragraph."""
    st.header("Who did what to whom", anchor=False)
    left, right = st.columns([3, 1])
    search = left.text_input(
        "Search events", placeholder="An actor, a type of event, a place, words of the sentence …", key="event_search"
    )
    statuses = answer(published, questions.event_statuses)
    picked = right.selectbox(
        "Status", [ANY, *statuses], index=min(1, len(statuses)), format_func=str.capitalize, key="event_status"
    )
    status = None if picked == ANY else picked
    frame = answer(published, questions.events, filters, search.strip(), status)
    chosen = table(
        frame,
        "event",
        f"events {filters} {search} {status}",
        {
            "event_date": st.column_config.DateColumn("Date", format="D MMM YYYY", width=90),
            "actor": st.column_config.TextColumn("Who", width=120),
            "deed": st.column_config.TextColumn("Did what", width=125, help="PLOVER's type of event, and its mode"),
            "recipient": st.column_config.TextColumn("To whom", width=120),
            "place": st.column_config.TextColumn("Where", width=90),
            **({} if status else {"status": st.column_config.TextColumn("Status", width=90)}),
            "sentence": st.column_config.TextColumn("Evidence", width=190),
            "outlet": st.column_config.TextColumn("Outlet", width=110),
            "url": st.column_config.LinkColumn("Page", display_text="Open", width=55),
        },
    )
    if chosen:
        proof(published, questions.event_evidence, chosen)


def table(frame: pd.DataFrame, kind: str, key: str, columns: dict[str, Any]) -> str | None:
    """Show the rows; gives the id of the chosen one, else of the first, or None where there is none.

    `key` names the question: with another question the choice starts anew.
    """
    if frame.empty:
        st.html(style.note(f"No {kind} matches."))
        return None
    matches = int(frame["matches"].iloc[0])
    limit = f", the newest {len(frame):,} of them shown" if matches > len(frame) else ""
    found = count(matches, kind) + limit
    place = st.empty()
    selection = st.dataframe(
        frame, hide_index=True, height=320, placeholder="", column_order=list(columns), column_config=columns, key=key,
        on_select="rerun", selection_mode="single-row", width="stretch",
    )  # fmt: skip
    rows = [row for row in selection.selection.rows if row < len(frame)]
    place.html(
        style.note(f"{found}. " + ("" if rows else "Choose a row to see its paragraph; below is the first row's."))
    )
    return str(frame[f"{kind}_id"].iloc[rows[0] if rows else 0])


def proof(published: Path, question: Callable[[duckdb.DuckDBPyConnection, str], Evidence], row_id: str) -> None:
    """The paragraph of a row with the evidence marked."""
    st.html(evidence.block(answer(published, question, row_id)))


if __name__ == "__main__":  # so Streamlit runs it
    main()
