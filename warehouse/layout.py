"""The one place where a path of the data folder is made. Stays out: reading and writing."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATA_VARIABLE = "DATELINE_DATA"


@dataclass(frozen=True)
class Layout:
    """Where everything lies below one data folder."""

    data: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Layout:
        """The folder named by DATELINE_DATA, else `./data`."""
        return cls(Path(environment.get(DATA_VARIABLE, "data")).expanduser().resolve())

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that only the pipeline opens."""
        return self.data / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The DuckDB file that everybody reads."""
        return self.data / "published" / "dateline.duckdb"

    @property
    def lock(self) -> Path:
        """Held by whoever writes into the data folder."""
        return self.data / "warehouse.lock"

    @property
    def inbox(self) -> Path:
        """The folder that scheduled runs read new pages from."""
        return self.data / "inbox"

    @property
    def sources(self) -> Path:
        """The file that lists the sources."""
        return self.data / "sources.toml"

    @property
    def journal(self) -> Path:
        """What was fetched and is not yet in the tables."""
        return self.data / "fetching" / "journal"

    @property
    def host_clock(self) -> Path:
        """When each host was asked last."""
        return self.data / "fetching" / "hosts"

    @property
    def robots(self) -> Path:
        """The robots.txt files of the last day."""
        return self.data / "fetching" / "robots"

    @property
    def fetch_lock(self) -> Path:
        """Held by whoever fetches."""
        return self.data / "fetching" / "lock"

    @property
    def dagster_home(self) -> Path:
        """Dagster's own storage: runs, events, schedules."""
        return self.data / "dagster"

    @property
    def dbt_target(self) -> Path:
        """What dbt compiles and logs."""
        return self.data / "dbt"

    @property
    def docs(self) -> Path:
        """dbt's documentation of the warehouse."""
        return self.data / "warehouse.html"

    def parts(self, table: str) -> Path:
        """Folder of a table's days."""
        return self.data / "tables" / table

    def day_parts(self, table: str, day: dt.date) -> Path:
        """Folder of one day of a table; each file in it is a part."""
        return self.parts(table) / day.isoformat()
