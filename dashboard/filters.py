"""The filters beside every view: outlets and days, kept in the address, so that a view can be shared as a link.

Stays out: filters that only one view has.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st

from dashboard import style
from dashboard.answers import answer
from dashboard.questions import articles
from dashboard.shapes import Filters, Summary

MANY = 100_000
RECENT = dt.timedelta(days=30)
MADE_BY = {"Dateline": "version", "rules": "rules_version", "models": "models_version"}


def filters(published: Path, whole: Summary) -> Filters:
    """The filters as they are set; a bound that leaves nothing out is no bound.

    Of a file with `MANY` articles, only the newest days are chosen at first: what a reader most often comes for, at once.
    """
    outlets = answer(published, articles.outlets)
    names = dict(zip(outlets["outlet_id"], outlets["outlet"], strict=True))
    with st.sidebar:
        st.subheader("Filters", anchor=False)
        chosen = st.multiselect(
            "Outlets", list(names), format_func=lambda outlet: names.get(outlet, outlet), placeholder="All outlets",
            key="outlets", bind="query-params",
        )  # fmt: skip
        first, last = _days(whole)
        made = [f"{name} {whole.versions[key]}" for name, key in MADE_BY.items() if key in whole.versions]
        if made:
            st.html(style.note("Made by " + ", ".join(made) + "."))
    return Filters(
        tuple(sorted(chosen)),
        first if first != whole.first_day else None,
        last if last != whole.last_day else None,
    )


def _days(whole: Summary) -> tuple[dt.date | None, dt.date | None]:
    first, last = whole.first_day, whole.last_day
    if first is None or last is None:
        return None, None
    picked = st.date_input(
        "Published between",
        (max(first, last - RECENT) if whole.articles > MANY else first, last),
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        help="Articles without a date count on the day they were fetched.",
        key="days",
        bind="query-params",
    )
    # While a reader has chosen the first day only, the period is open at its end.
    bounds = picked if isinstance(picked, tuple) else (picked,)
    return bounds[0] if bounds else first, bounds[1] if len(bounds) > 1 else last
