"""Who does what to whom: a map, pairs of countries over time, and every event with its passage."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import charts, rows, style, world
from dashboard.answers import answer
from dashboard.choices import choice
from dashboard.questions import articles, events
from dashboard.shapes import EventFilters, Filters, grain_of
from dashboard.wording import count

ANY = "any"
DYADS = {
    "actor": rows.text("Who", 90),
    "recipient": rows.text("To whom", 90),
    "events": rows.number("Events", 60),
    "cooperation": rows.number("Coop.", 60, help_text="Events of cooperation"),
    "conflict": rows.number("Conflict", 65),
    "intensity": rows.number("Intensity", 75, "%.1f", "PLOVER's, from -10 (hostile) to 10 (friendly); the mean"),
}


def draw(published: Path, chosen: Filters) -> None:
    """The pairs and the map choose, the chart and the rows show what is chosen."""
    st.title("Who does what to whom", anchor=False)
    place = the_map(published, chosen)
    left, right = st.columns(2, gap="large")
    with left:
        dyad = dyads(published, chosen)
    asked = EventFilters(place=place, actor_country=dyad[0], recipient_country=dyad[1])
    with right:
        quad = over_time(published, chosen, asked)
    the_events(published, chosen, asked.but(quad=quad))


def the_map(published: Path, chosen: Filters) -> str | None:
    """Where did it happen? Gives the chosen place."""
    frame = answer(published, events.places, chosen)
    drawn = charts.located(frame)
    if drawn.empty:
        st.html(style.note("No event of these articles has a place."))
        return None
    lost = int(frame["events"].sum()) - int(drawn["events"].sum())
    tail = f" {count(lost, 'event')} more have a place that is not on the map." if lost else ""
    st.html(
        style.note(
            f"Places of {count(int(drawn['events'].sum()), 'event')} that happened, each counted once; the larger, the more. "
            f"Choose a place to read its events below.{tail}"
        )
        + style.key({"Cooperation": style.SLATE, "Both": style.SLATE_LIGHT, "Conflict": style.ACCENT})
    )
    return choice(charts.map_of_places(frame), "place", "map")


def dyads(published: Path, chosen: Filters) -> tuple[str | None, str | None]:
    """Which countries act upon which? Gives the chosen pair's codes."""
    st.header("Pairs of countries", anchor=False)
    frame = answer(published, events.dyads, chosen).copy()
    frame["pair"] = frame["actor_country"] + " " + frame["recipient_country"]
    frame["actor"] = frame["actor_country"].map(world.name)
    frame["recipient"] = frame["recipient_country"].map(world.name)
    pair = rows.table(
        frame, "pair", "pair", f"dyads {chosen}", DYADS, "its course and its events", first=False, height=400
    )
    actor, recipient = pair.split(" ") if pair else (None, None)
    return actor, recipient


def over_time(published: Path, chosen: Filters, asked: EventFilters) -> int | None:
    """How did it go? Gives the chosen class."""
    st.header("Over time", anchor=False)
    counts = answer(published, articles.counts, chosen)
    grain = grain_of(counts.first_day, counts.last_day)
    frame = answer(published, events.cooperation_and_conflict, chosen, grain, asked)
    st.html(style.note(f"{_of_what(asked)}: what happened, by {grain} of the event, each counted once."))
    if frame.empty:
        st.html(style.note("No such event has an exact date within the period."))
        return None
    drawn = int(frame["events"].sum())
    left_out = answer(published, events.actual_events, chosen, asked) - drawn
    tail = f" {left_out:,} more lie outside these days or have no exact date." if left_out > 0 else ""
    st.html(
        style.note(f"{count(drawn, 'event')}.{tail} Choose a bar to read the events of its class below.")
        + style.key(charts.QUAD_COLOURS)
    )
    chart = charts.cooperation_and_conflict(frame, grain, counts.first_day, counts.last_day, height=330)
    quad = choice(chart, "quad_code", "over_time")
    return int(quad) if quad else None


def the_events(published: Path, chosen: Filters, asked: EventFilters) -> None:
    """The rows. Choosing one shows the paragraph."""
    st.header("Events", anchor=False)
    left, middle, right = st.columns([3, 1, 1])
    search = left.text_input(
        "Search events", placeholder="An actor, a type of event, a place, words of the sentence …", key="event_search",
        bind="query-params",
    ).strip()  # fmt: skip
    quad = middle.selectbox(
        "Class", [ANY, *map(str, charts.QUADS)], key="quad", bind="query-params",
        format_func=lambda code: charts.QUADS[int(code)] if code != ANY else "Any",
    )  # fmt: skip
    statuses = answer(published, events.event_statuses)
    status = right.selectbox(
        "Status", [ANY, *statuses], index=min(1, len(statuses)), format_func=str.capitalize, key="status",
        bind="query-params",
    )  # fmt: skip
    asked = asked.but(quad=asked.quad if quad == ANY else int(quad), status=None if status == ANY else status)
    st.html(style.note(_of_what(asked) + "."))
    frame: pd.DataFrame = answer(published, events.events, chosen, search, asked)
    rows.events(published, frame, f"events {chosen} {search} {asked}")


def _of_what(asked: EventFilters) -> str:
    """What is chosen, in words."""
    pair = (
        f"{world.name(asked.actor_country)} → {world.name(asked.recipient_country)}"
        if asked.actor_country and asked.recipient_country
        else "All pairs and events within a country"
    )
    place = f", in {world.name(asked.place)}" if asked.place else ""
    return f"{pair}{place}{', ' + charts.QUADS[asked.quad].lower() if asked.quad else ''}"
