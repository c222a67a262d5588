"""The charts, from the frames that `questions` gives. Stays out: SQL and Streamlit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import altair as alt
import pandas as pd

from dashboard import style, world
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
STATUS_COLOURS = {"Used": style.SLATE, "Not used": style.ACCENT}
CHOICE = "choice"
"""The name of what a reader chooses in a chart, as `st.altair_chart` hands it back."""

_LABELS: dict[str, Any] = {"labelColor": style.INK, "labelFontSize": 12, "title": None, "domain": False, "ticks": False}


def most_quoted(frame: pd.DataFrame) -> alt.Chart | alt.LayerChart:
    """Horizontal bars, a person each, coloured by gender; the choice is an entity_id. From the question of that name."""
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
    choice = alt.selection_point(name=CHOICE, fields=["entity_id"])
    bars = (
        base.mark_bar(height=alt.RelativeBandSize(0.7), cursor="pointer")
        .encode(
            color=alt.Color("gender_label:N", scale=_scale(GENDER_COLOURS), legend=None),
            opacity=alt.condition(choice, alt.value(1), alt.value(0.35)),
        )
        .add_params(choice)
    )
    numbers = base.mark_text(align="left", dx=5, fontSize=12, color=style.MUTED).encode(text="quotes:Q")
    return _plain((bars + numbers).properties(height=max(24 * len(frame), 60)))


def cooperation_and_conflict(
    frame: pd.DataFrame, grain: Grain, first: dt.date | None, last: dt.date | None, height: int = 360
) -> alt.Chart | alt.LayerChart:
    """Bars a period: cooperation above the line, conflict below, deeds beyond words; the choice is a quad_code.

    From the question of that name.
    """
    shown = _centred(frame, grain)
    shown["class"] = shown["quad_code"].map(QUADS)
    shown["sign"] = shown["quad_code"].le(2).map({True: 1, False: -1})
    shown = shown.sort_values(["period_start", "quad_code"])
    shown["top"] = (shown["events"] * shown["sign"]).groupby([shown["period_start"], shown["sign"]]).cumsum()
    shown["bottom"] = shown["top"] - shown["events"] * shown["sign"]
    choice = alt.selection_point(name=CHOICE, fields=["quad_code"])
    bars = (
        alt.Chart(shown)
        .mark_bar(xOffset=0.75, x2Offset=-0.75, cursor="pointer")
        .encode(
            opacity=alt.condition(choice, alt.value(1), alt.value(0.35)),
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
        .add_params(choice)
    )
    line = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=style.INK).encode(y="y:Q")
    return _plain((bars + line).properties(height=height))


def articles_of_outlet(
    frame: pd.DataFrame, grain: Grain, first: dt.date | None, last: dt.date | None, most: int
) -> alt.Chart | alt.LayerChart:
    """One outlet's articles a period, originals with copies on top; `most` is the height that all outlets share."""
    shown = _stacked(_centred(frame, grain), "articles")
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


def pages(frame: pd.DataFrame, grain: Grain) -> alt.Chart | alt.LayerChart:
    """Bars a period of fetching: pages that were used, and above them the others; from `questions.articles.pages_by_day`."""
    shown = _centred(frame, grain)
    shown["kind"] = shown["status"].eq("ok").map({True: "Used", False: "Not used"})
    shown = shown.groupby(["period_start", "left", "right", "kind"], as_index=False)["pages"].sum()
    shown = _stacked(shown, "pages")
    first, last = shown["period_start"].min().date(), shown["period_start"].max().date()
    bars = (
        alt.Chart(shown)
        .mark_bar(xOffset=0.75, x2Offset=-0.75)
        .encode(
            x=_period_axis(grain, first, last),
            x2="right:T",
            y=alt.Y("top:Q", axis=_count_axis()),
            y2="bottom:Q",
            color=alt.Color("kind:N", scale=_scale(STATUS_COLOURS), legend=None),
            tooltip=[
                alt.Tooltip("period_start:T", title=grain.capitalize(), format="%-d %B %Y"),
                alt.Tooltip("kind:N", title="Pages"),
                alt.Tooltip("pages:Q", title="Number"),
            ],
        )
    )
    return _plain(bars.properties(height=220))


def reasons(frame: pd.DataFrame) -> alt.Chart | alt.LayerChart:
    """Horizontal bars, a reason each; columns reason and pages."""
    base = alt.Chart(frame).encode(
        x=alt.X("pages:Q", axis=None),
        y=alt.Y("reason:N", sort=None, axis=alt.Axis(**_LABELS, labelLimit=230, labelPadding=8)),
        tooltip=[alt.Tooltip("reason:N", title="Reason"), alt.Tooltip("pages:Q", title="Pages")],
    )
    bars = base.mark_bar(height=alt.RelativeBandSize(0.7), color=style.ACCENT_LIGHT)
    numbers = base.mark_text(align="left", dx=5, fontSize=12, color=style.MUTED).encode(text="pages:Q")
    return _plain((bars + numbers).properties(height=max(24 * len(frame), 60)))


def genders(frame: pd.DataFrame, unit: str) -> alt.Chart | alt.LayerChart:
    """A bar an outlet, split by the speakers' gender with the unknown shown; from `questions.speakers.diversity`.

    `unit` "quotes" or "words"; only what persons with a name said is counted.
    """
    suffix = "" if unit == "quotes" else "_words"
    columns = {"women": "Women", "men": "Men", "other": "Other", "unknown": GENDERS["unknown"]}
    shown = frame[["outlet"]].assign(**{label: frame[name + suffix] for name, label in columns.items()})
    shown = shown.melt("outlet", var_name="gender", value_name="number")
    shown["rank"] = shown["gender"].map({label: rank for rank, label in enumerate(columns.values())})
    bars = (
        alt.Chart(shown)
        .transform_joinaggregate(total="sum(number)", groupby=["outlet"])
        .transform_filter("datum.total > 0")
        .transform_calculate(share="datum.number / datum.total")
        .mark_bar(height=alt.RelativeBandSize(0.7))
        .encode(
            x=alt.X(
                "number:Q",
                stack="normalize",
                axis=alt.Axis(
                    title=None, format="%", grid=False, domain=False, ticks=False, labelColor=style.MUTED, tickCount=5
                ),
            ),
            y=alt.Y("outlet:N", sort=None, axis=alt.Axis(**_LABELS, labelLimit=230, labelPadding=8)),
            color=alt.Color("gender:N", scale=_scale(GENDER_COLOURS), legend=None),
            order="rank:Q",
            tooltip=[
                alt.Tooltip("outlet:N", title="Outlet"),
                alt.Tooltip("gender:N", title="Gender"),
                alt.Tooltip("number:Q", title=unit.capitalize()),
                alt.Tooltip("share:Q", title="Share", format=".0%"),
            ],
        )
    )
    return _plain(bars.properties(height=max(26 * len(frame) + 30, 80)))


def map_of_places(frame: pd.DataFrame) -> alt.Chart | alt.LayerChart:
    """A circle a place, as large as it has events, the redder the more are conflict; the choice is a place.

    From `questions.events.places`; a place without coordinates stands in the middle of its country.
    """
    land = alt.Chart(alt.Data(values=world.land())).mark_geoshape(
        fill="#ebe8e1", stroke=style.PAPER, strokeWidth=0.6, tooltip=None
    )
    choice = alt.selection_point(name=CHOICE, fields=["place"])
    circles = (
        alt.Chart(located(frame))
        .mark_circle(stroke=style.PAPER, strokeWidth=0.8, cursor="pointer")
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            size=alt.Size("events:Q", scale=alt.Scale(type="sqrt", range=[50, 900]), legend=None),
            color=alt.Color(
                "conflict:Q",
                scale=alt.Scale(
                    domain=[0, 0.5, 1], range=[style.SLATE, style.SLATE_LIGHT, style.ACCENT], interpolate="rgb"
                ),
                legend=None,
            ),
            opacity=alt.condition(choice, alt.value(0.85), alt.value(0.2)),
            tooltip=[
                alt.Tooltip("label:N", title="Place"),
                alt.Tooltip("events:Q", title="Events"),
                alt.Tooltip("conflict:Q", title="Of them conflict", format=".0%"),
            ],
        )
        .add_params(choice)
    )
    return _plain((land + circles).project("equalEarth").properties(height=430))


def located(frame: pd.DataFrame) -> pd.DataFrame:
    """The places that can be drawn, with a label; a country's middle stands in for missing coordinates."""
    shown = frame.copy()
    middles = shown["country_iso3"].map(lambda code: world.middle(code) if isinstance(code, str) else None)
    shown["latitude"] = shown["latitude"].fillna(middles.map(lambda middle: middle[0] if middle else None))
    shown["longitude"] = shown["longitude"].fillna(middles.map(lambda middle: middle[1] if middle else None))
    country = shown["country_iso3"].map(world.name, na_action="ignore")
    is_country = shown["place"] == shown["country_iso3"]
    shown["label"] = shown["place"].where(~is_country, country)
    apart = country.notna() & (shown["label"] != country)
    shown.loc[apart, "label"] += ", " + country[apart]
    return shown.dropna(subset=["latitude", "longitude"])


def spread(frame: pd.DataFrame) -> alt.Chart | alt.LayerChart:
    """Who printed a text when, a line an outlet; from `questions.stories.articles_of_story`."""
    points = (
        alt.Chart(frame.dropna(subset=["published_at"]))
        .mark_circle(size=110, opacity=0.9)
        .encode(
            x=alt.X(
                "published_at:T",
                scale=alt.Scale(padding=20),
                axis=alt.Axis(
                    title=None, format="%-d %b %H:%M", tickCount=6, gridColor=style.RULE, domain=False,
                    labelColor=style.MUTED, labelOverlap="greedy",
                ),
            ),
            y=alt.Y("outlet:N", sort=None, axis=alt.Axis(**_LABELS, labelLimit=200, labelPadding=8)),
            color=alt.Color("standing:N", scale=_scale(KIND_COLOURS), legend=None),
            tooltip=[
                alt.Tooltip("outlet:N", title="Outlet"),
                alt.Tooltip("published_at:T", title="Published (UTC)", format="%-d %B %Y %H:%M"),
                alt.Tooltip("hours_after:Q", title="Hours after the first", format=".1f"),
                alt.Tooltip("headline:N", title="Headline"),
            ],
        )
    )  # fmt: skip
    return _plain(points.properties(height=max(32 * frame["outlet"].nunique() + 40, 100)))


def _centred(frame: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """Adds left and right, the edges of a bar. A day's bar stands over its tick; longer periods begin at theirs."""
    shift = pd.Timedelta(hours=12 if grain == "day" else 0)
    return frame.assign(left=frame["period_start"] - shift, right=frame["period_end"] - shift)


def _stacked(frame: pd.DataFrame, number: str) -> pd.DataFrame:
    """Adds top and bottom, where the kinds of a period end and begin; the kind that is last in the alphabet is lowest."""
    shown = frame.sort_values(["period_start", "kind"], ascending=[True, False])
    top = shown.groupby("period_start")[number].cumsum()
    return shown.assign(top=top, bottom=top - shown[number])


def _period_axis(grain: Grain, first: dt.date | None, last: dt.date | None, ticks: int = 7) -> alt.X:
    """The same days on every chart, with or without bars."""
    axis = alt.Axis(
        title=None,
        format="%B %Y" if grain in ("month", "quarter") else "%-d %b",
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
    if grain in ("month", "quarter"):
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
