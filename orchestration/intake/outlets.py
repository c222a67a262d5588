"""What `sources.toml` says of outlets, kept by day. Stays out: what is made of it (`dim_outlet`)."""

from __future__ import annotations

import datetime as dt

import polars as pl

from orchestration.sources.declared import DeclaredSources
from orchestration.storage import TableStore
from transforms.tables import Outlets
from transforms.tables.base import check, polars_schema, rows_to_frame

_OUTLETS = "outlets"


def note_outlets(declared: DeclaredSources, store: TableStore) -> None:
    """Keep what is said of the outlets, where it is something else than what was kept last.

    An outlet of which nothing is said any more is kept once more with that: the newest rows are what holds.
    """
    today = dt.datetime.now(dt.UTC).date()
    schema = polars_schema(Outlets)
    days = store.days(_OUTLETS)
    last = store.read(_OUTLETS, days[-1], schema) if days else pl.DataFrame(schema=schema)
    said = {
        outlet.domain: {
            "outlet_id": outlet.domain,
            "fetched_on": today,
            "publisher_name": outlet.name,
            "country_iso3": outlet.country,
            "media_type": outlet.media_type,
        }
        for outlet in declared.outlets
    }
    gone = [{"outlet_id": name, "fetched_on": today} for name in last["outlet_id"] if name not in said]
    now = check(rows_to_frame([*said.values(), *gone], Outlets).sort("outlet_id"), Outlets)
    if not now.drop("fetched_on").equals(last.drop("fetched_on")):
        store.replace(_OUTLETS, today, now)
