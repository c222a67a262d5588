"""What a reader chooses in a chart. Stays out: how charts are drawn (`charts`), choices in tables (`rows`)."""

from __future__ import annotations

from typing import Any

import altair as alt
import streamlit as st

from dashboard.charts import CHOICE


def choice(chart: alt.Chart | alt.LayerChart, field: str, key: str) -> str | None:
    """Show the chart; gives the field of the mark that is chosen, or None."""
    event: Any = st.altair_chart(chart, width="stretch", on_select="rerun", key=key)
    picked = event["selection"].get(CHOICE)
    return str(picked[0][field]) if picked else None
