"""What was fetched, kept at once and whole, until it is moved into the tables.

A step of fetching – its attempts, the page or the links that it gave – is one file that is there or not. A run that is killed
loses at most the request that was under way; what it had is taken up by the next. Stays out: deciding what to fetch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.lock import WRITER_WAIT, Busy, only_writer
from orchestration.storage import TableStore, write_parquet
from transforms.ids import stable_id
from transforms.tables import BY_NAME, Fetches, Links, Pages, table_name
from transforms.tables.base import check, polars_schema, primary_key

_TABLES = (Pages, Links, Fetches)
"""In the order in which they are moved: what is fetched counts as done only when its page is there."""
_SCHEMA = pl.Schema({table_name(table): pl.List(pl.Struct(polars_schema(table))) for table in _TABLES})
_MOVED_AT_ONCE = 500
_MOVED_BYTES = 64_000_000


@dataclass
class Step:
    """Rows that belong together, as dictionaries by column."""

    fetches: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)


class Journal:
    """The steps that are not yet in the tables. Written by one process at a time."""

    def __init__(self, folder: Path, store: TableStore, lock: Path) -> None:
        self._folder, self._store, self._lock = folder, store, lock
        self._waiting, self._bytes = 0, 0
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, step: Step) -> None:
        """Keep a step; after this call no kill can lose it."""
        rows = {name: [_complete(row, name) for row in getattr(step, name)] for name in _SCHEMA}
        name = stable_id(*(row["fetch_id"] for row in step.fetches), *(row["link_id"] for row in step.links))
        write_parquet(
            pl.DataFrame({key: [value] for key, value in rows.items()}, schema=_SCHEMA),
            self._folder / f"{name}.parquet",
        )
        self._waiting += 1
        self._bytes += sum(len(row["body"] or b"") for row in step.pages)
        if self._waiting >= _MOVED_AT_ONCE or self._bytes >= _MOVED_BYTES:
            with suppress(Busy):  # somebody else writes now: it is moved later
                self.move(wait=0.0)

    def move(self, wait: float = WRITER_WAIT) -> set[dt.date]:
        """Move every step into the tables; returns the days that gained pages. Can be repeated after a kill.

        Raises `Busy` where another process still writes after `wait` seconds; then everything stays in the journal.
        """
        with only_writer(self._lock, wait=wait):
            return self._move_all()

    def _move_all(self) -> set[dt.date]:
        for leftover in self._folder.glob("*.tmp"):
            leftover.unlink()
        days: set[dt.date] = set()
        files = sorted(self._folder.glob("*.parquet"))
        for start in range(0, len(files), _MOVED_AT_ONCE):
            days |= self._move(files[start : start + _MOVED_AT_ONCE])
        self._waiting, self._bytes = 0, 0
        return days

    def _move(self, files: Sequence[Path]) -> set[dt.date]:
        steps = pl.concat([pl.read_parquet(file, schema=_SCHEMA) for file in files])
        days: set[dt.date] = set()
        for table in _TABLES:
            name = table_name(table)
            key = primary_key(table)[0]
            rows = (
                steps.select(pl.col(name).explode())
                .drop_nulls()
                .unnest(name)
                .unique(key, keep="first", maintain_order=True)
            )
            held = self._store.scan_all(name, polars_schema(table)).select(key)
            known = held.filter(pl.col(key).is_in(rows[key].to_list())).collect()
            new = rows.join(known, on=key, how="anti")
            for (day,), part in new.group_by("fetched_on", maintain_order=True):
                assert isinstance(day, dt.date)
                self._store.add(name, day, check(part, table), stable_id(*sorted(part[key])))
                days |= {day} if table is Pages else set()
        for file in files:
            file.unlink()
        return days


def _complete(row: dict[str, Any], name: str) -> dict[str, Any]:
    """The row with null for what it lacks."""
    return {column: row.get(column) for column in polars_schema(BY_NAME[name])}
