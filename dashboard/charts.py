"""The charts, from the frames that `questions` gives. Stays out: SQL and Streamlit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import altair as alt
import pandas as pd

from dashboard import style
from dashboard.shapes import Grain

GENDERS = {"f": "Women", "m": "Men", "x": "Other", "unknown": "Not shown by the texts"}
GENDER_COLOURS = {
    "Women": style.ACCENT,
    "Men": style.SLATE,
    "Other": style.ACCENT_LIGHT,
    GENDERS["unknown"]: style.GREY,
}
QUADS = {1: "Verbal cooperation", 2: "Material cooperation", 3: "Verbal conflict", 4: "Material conflict"}
QUAD_COLOURS = {
    QUADS[2]: style.SLATE,
    QUADS[1]: style.SLATE_LIGHT,
    QUADS[3]: style.ACCENT_LIGHT,
    QUADS[4]: style.ACCENT,
}
KIND_COLOURS = {"original": style.SLATE_LIGHT, "copy": style.ACCENT}

_LABELS: dict[str, Any] = {"labelColor": style.INK, "labelFontSize": 12, "title": None, "domain": False, "ticks": False}


def most_quoted(frame: pd.DataFrame) -> alt.Chart | alt.LayerChart:
    """Horizontal bars, a person each, coloured by gender; from `questions.most_quoted`."""
    shown = frame.assign(gender_label=frame["gender"].map(GENDERS).fillna(GENDERS["unknown"]))
    base = alt.Chart(shown).encode(
        x=alt.X("quotes:Q", axis=None),
        y=alt.Y("person:N", sort=None, axis=alt.Axis(**_LABELS, labelLimit=230, labelPadding=8)),
        tooltip=[
            alt.Tooltip("person:N", title="Person"),
            alt.Tooltip("role:N", title="Role"),
            alt.Tooltip("quotes:Q", title="Quotes"),
            alt.Tooltip("articles:Q", title="Articles"),
            alt.Tooltip("outlets:N", title="Outlets"),
            alt.Tooltip("gender_label:N", title="Gender"),
        ],
    )
    bars = base.mark_bar(height=alt.RelativeBandSize(0.7)).encode(
        color=alt.Color("gender_label:N", scale=_scale(GENDER_COLOURS), legend=None)
    )
    numbers = base.mark_text(align="left", dx=5, fontSize=12, color=style.MUTED).encode(text="quotes:Q")
    return _plain((bars + numbers).properties(height=max(24 * len(frame), 60)))


def cooperation_and_conflict(
    frame: pd.DataFrame, grain: Grain, first: dt.date | None, last: dt.date | None, height: int = 360
) -> alt.Chart | alt.LayerChart:
    """Bars a period: cooperation above the line, conflict below, deeds beyond words; from the question of that name."""
    shown = _centred(frame, grain)
    shown["class"] = shown["quad_code"].map(QUADS)
    shown["sign"] = shown["quad_code"].le(2).map({True: 1, False: -1})
    shown = shown.sort_values(["period_start", "quad_code"])
    shown["top"] = (shown["events"] * shown["sign"]).groupby([shown["period_start"], shown["sign"]]).cumsum()
    shown["bottom"] = shown["top"] - shown["events"] * shown["sign"]
    bars = (
        alt.Chart(shown)
        .mark_bar(xOffset=0.75, x2Offset=-0.75)
        .encode(
            x=_period_axis(grain, first, last),
            x2="right:T",
            y=alt.Y("top:Q", axis=_count_axis(labelExpr="format(abs(datum.value), ',d')")),
            y2="bottom:Q",
            color=alt.Color("class:N", scale=_scale(QUAD_COLOURS), legend=None),
            tooltip=[
                alt.Tooltip("period_start:T", title=grain.capitalize(), format="%-d %B %Y"),
                alt.Tooltip("class:N", title="Class"),
                alt.Tooltip("events:Q", title="Events"),
            ],
        )
    )
    line = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=style.INK).encode(y="y:Q")
    return _plain((bars + line).properties(height=height))


def articles_of_outlet(
    frame: pd.DataFrame, grain: Grain, first: dt.date | None, last: dt.date | None, most: int
) -> alt.Chart | alt.LayerChart:
    """One outlet's articles a period, originals with copies on top; `most` is the height that all outlets share."""
    shown = _centred(frame, grain).sort_values(["period_start", "kind"], ascending=[True, False])
    shown["top"] = shown.groupby("period_start")["articles"].cumsum()
    shown["bottom"] = shown["top"] - shown["articles"]
    bars = (
        alt.Chart(shown)
        .mark_bar(xOffset=0.75, x2Offset=-0.75)
        .encode(
            x=_period_axis(grain, first, last, ticks=4),
            x2="right:T",
            y=alt.Y("top:Q", scale=alt.Scale(domain=[0, most]), axis=_count_axis(values=_few_ticks(most))),
            y2="bottom:Q",
            color=alt.Color("kind:N", scale=_scale(KIND_COLOURS), legend=None),
            tooltip=[
                alt.Tooltip("period_start:T", title=grain.capitalize(), format="%-d %B %Y"),
                alt.Tooltip("outlet:N", title="Outlet"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("articles:Q", title="Articles"),
            ],
        )
    )
    return _plain(bars.properties(height=110))


def _centred(frame: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """Adds left and right, the edges of a bar. A day's bar stands over its tick; longer periods begin at theirs."""
    shift = pd.Timedelta(hours=12 if grain == "day" else 0)
    return frame.assign(left=frame["period_start"] - shift, right=frame["period_end"] - shift)


def _period_axis(grain: Grain, first: dt.date | None, last: dt.date | None, ticks: int = 7) -> alt.X:
    """The same days on every chart, with or without bars."""
    axis = alt.Axis(
        title=None,
        format="%B %Y" if grain == "month" else "%-d %b",
        tickCount=ticks,
        grid=False,
        labelColor=style.MUTED,
        labelFontSize=11,
        labelFlush=False,
        labelOverlap="greedy",
        domain=False,
        tickColor=style.RULE,
    )
    if first is None or last is None:
        return alt.X("left:T", axis=axis)
    margin = pd.Timedelta(hours=14)
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    if grain == "week":
        start, end = start - pd.Timedelta(days=first.weekday()), end + pd.Timedelta(days=6 - last.weekday())
    if grain == "month":
        start, end = start.replace(day=1), end + pd.offsets.MonthEnd(0)
    domain = [_moment(start - margin), _moment(end + margin)]
    if grain == "day" and (last - first).days < ticks:
        axis.tickCount = {"interval": "day", "step": 1}
    return alt.X("left:T", axis=axis, scale=alt.Scale(domain=domain))


def _moment(time: pd.Timestamp) -> alt.DateTime:
    return alt.DateTime(year=time.year, month=time.month, date=time.day, hours=time.hour)


def _count_axis(**options: Any) -> alt.Axis:
    return alt.Axis(
        title=None, tickMinStep=1, tickCount=5, gridColor=style.RULE, labelColor=style.MUTED, labelFontSize=11,
        domain=False, ticks=False, **options,
    )  # fmt: skip


def _few_ticks(most: int) -> list[int]:
    return sorted({0, most // 2, most}) if most > 2 else list(range(most + 1))


def _scale(colours: dict[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(colours), range=list(colours.values()))


def _plain(chart: alt.Chart | alt.LayerChart) -> alt.Chart | alt.LayerChart:
    plain: alt.Chart | alt.LayerChart = chart.configure_view(strokeWidth=0)
    return plain
