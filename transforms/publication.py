"""In what order articles came out and came in, for questions of who printed something first.

Stays out: reading dates (`articles.dates`), and comparing (`stories`, `quote_clusters`, `event_clusters`).
"""

from __future__ import annotations

import datetime as dt

import polars as pl

REACH = dt.timedelta(days=30)
"""How far back a copy, a reuse or another report is looked for, in days of fetching. What is compared each day then does not
grow with the warehouse; outlets reprint within days, and MemeTracker's quotations are gone after weeks (Leskovec, Backstrom and
Kleinberg, "Meme-tracking and the dynamics of the news cycle", 2009)."""


def in_order(*keys: str) -> list[pl.Expr]:
    """What rows are sorted by before each joins an earlier one: the day they came in, when they came out, and their keys.

    The day comes first, so that what a later day brings changes no cluster that stands.
    """
    return [pl.col("fetched_on"), published_at(), *map(pl.col, keys)]


def published_at() -> pl.Expr:
    """`date_published`, or the day after `fetched_on` where it is unknown.

    An undated article is never the first if another has a date, and what a later day brings comes before none that stands.
    """
    return pl.coalesce(
        pl.col("date_published").cast(pl.Datetime("us")),
        pl.col("fetched_on").dt.offset_by("1d").cast(pl.Datetime("us")),
    )
