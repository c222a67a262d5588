"""When an article came out, for questions of who printed something first. Stays out: reading dates (`articles.dates`)."""

from __future__ import annotations

import polars as pl


def published_at() -> pl.Expr:
    """`date_published`, or the day after `fetched_on` where it is unknown.

    An undated article is never the first if another has a date, and what a later day brings comes before none that stands.
    """
    return pl.coalesce(
        pl.col("date_published").cast(pl.Datetime("us")),
        pl.col("fetched_on").dt.offset_by("1d").cast(pl.Datetime("us")),
    )
