"""Tables in Parquet, by day, in parts that appear whole or not at all.

Belongs here: reading, adding and replacing parts. Stays out: which tables there are and what is in them.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from transforms.ids import stable_id
from warehouse.layout import Layout

_PART = "part-{}.parquet"
_NEW, _OLD = ".new", ".old"
_MADE_BY = "dateline_made_by"
"""Name under which a Parquet file's own metadata keep the stamp of what made it."""


class TableStore:
    """The `tables` folder of a data folder."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def days(self, table: str) -> list[dt.date]:
        """The days that hold at least one part of the table, oldest first."""
        folder = self._layout.parts(table)
        if not folder.is_dir():
            return []
        days = (day for day in folder.iterdir() if not day.name.endswith((_NEW, _OLD)) and self._parts(day))
        return sorted(dt.date.fromisoformat(day.name) for day in days)

    def part_count(self, table: str, day: dt.date) -> int:
        """How many parts a day lies in."""
        return len(self._parts(self._layout.day_parts(table, day)))

    def row_count(self, table: str, day: dt.date) -> int:
        """How many rows a day has."""
        return sum(pq.read_metadata(part).num_rows for part in self._parts(self._layout.day_parts(table, day)))

    def read(self, table: str, day: dt.date, schema: pl.Schema, columns: list[str] | None = None) -> pl.DataFrame:
        """All parts of a day together, in the order they were named; an empty frame of `schema` where there is none."""
        names = columns or list(schema)
        frames = [_read(part, schema, names) for part in self._parts(self._layout.day_parts(table, day))]
        if not frames:
            return pl.DataFrame(schema={name: schema[name] for name in names})
        return pl.concat(frames)

    def scan(self, table: str, day: dt.date) -> pl.LazyFrame:
        """All parts of a day, read when collected; the day must have one."""
        return pl.scan_parquet(self._parts(self._layout.day_parts(table, day)))

    def add(self, table: str, day: dt.date, frame: pl.DataFrame, name: str) -> Path:
        """One more part of a day. The same `name` replaces that part, so that work done twice is there once."""
        folder = self._layout.day_parts(table, day)
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / _PART.format(stable_id(name)[:16])
        write_parquet(frame, target)
        return target

    def made_by(self, table: str, day: dt.date) -> str | None:
        """The stamp that every part of a day carries; none where one has another, or has none."""
        parts = self._parts(self._layout.day_parts(table, day))
        stamps = {pl.read_parquet_metadata(part).get(_MADE_BY) for part in parts}
        return stamps.pop() if len(stamps) == 1 else None

    def replace(self, table: str, day: dt.date, frame: pl.DataFrame, made_by: str | None = None) -> None:
        """The whole day anew, in one part. A kill in between leaves the old day or the new one (after `recover`)."""
        folder = self._layout.day_parts(table, day)
        new, old = folder.with_name(folder.name + _NEW), folder.with_name(folder.name + _OLD)
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        write_parquet(frame, new / _PART.format("all"), {_MADE_BY: made_by} if made_by else {})
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)  # left by a run that was killed just before it would have done this
            os.rename(folder, old)
        os.rename(new, folder)
        shutil.rmtree(old, ignore_errors=True)

    def recover(self) -> None:
        """Put right what a killed run left behind: half-written parts go, a day that was being replaced comes back."""
        tables = self._layout.parts("")
        for old in sorted(tables.glob(f"*/*{_OLD}")):
            folder = old.with_name(old.name.removesuffix(_OLD))
            if folder.exists():
                shutil.rmtree(old)
            else:
                os.rename(old, folder)
        for new in sorted(tables.glob(f"*/*{_NEW}")):
            shutil.rmtree(new)
        for leftover in sorted(tables.glob("*/*/*.tmp")):
            leftover.unlink()

    def all_values(self, table: str, column: str) -> set[str]:
        """The values of one column over all days."""
        files = sorted(self._layout.parts(table).glob("*/*.parquet"))
        if not files:
            return set()
        return set(pl.scan_parquet(files).select(column).collect().get_column(column).to_list())

    def scan_all(self, table: str, schema: pl.Schema) -> pl.LazyFrame:
        """All days of a table, read when collected; no rows where there is no day."""
        files = sorted(self._layout.parts(table).glob("*/*.parquet"))
        return (
            pl.scan_parquet(files, schema=schema, missing_columns="insert", extra_columns="ignore")
            if files
            else pl.DataFrame(schema=schema).lazy()
        )

    @staticmethod
    def _parts(folder: Path) -> list[Path]:
        return sorted(folder.glob("*.parquet")) if folder.is_dir() else []


def _read(part: Path, schema: pl.Schema, names: list[str]) -> pl.DataFrame:
    """The columns of a part; null where it was written before the column was declared."""
    held = pl.read_parquet_schema(part)
    frame = pl.read_parquet(part, columns=[name for name in names if name in held])
    missing = [pl.lit(None, dtype=schema[name]).alias(name) for name in names if name not in held]
    return frame.with_columns(missing).select(names)


def write_parquet(frame: pl.DataFrame, target: Path, metadata: dict[str, str] | None = None) -> None:
    """Write a file that is there whole or not at all, whatever happens meanwhile."""
    temporary = target.with_suffix(f".{os.getpid()}.tmp")
    frame.write_parquet(temporary, compression="zstd", statistics=True, metadata=metadata)
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    os.replace(temporary, target)
