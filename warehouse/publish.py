"""Publishing: a copy of the audited warehouse takes the place of the file that everybody reads.

Stays out: the audit (`warehouse.checks`, dbt's tests).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from warehouse.ddl import quoted


def publish(warehouse: Path, published: Path, about: dict[str, str]) -> int:
    """Copy the warehouse, write `about` into the copy, and put it in the published file's place; returns its bytes.

    Readers of the old file keep it until they open anew; nobody ever sees a half-written one. The warehouse must be closed.
    """
    published.parent.mkdir(parents=True, exist_ok=True)
    temporary = published.with_name(f".{published.name}.{os.getpid()}.tmp")
    for leftover in published.parent.glob(f".{published.name}.*.tmp*"):
        leftover.unlink()
    shutil.copyfile(warehouse, temporary)
    with duckdb.connect(str(temporary)) as connection:
        connection.execute("CREATE OR REPLACE TABLE about (name VARCHAR NOT NULL, value VARCHAR NOT NULL)")
        connection.execute(f"COMMENT ON TABLE about IS {quoted('What this file is: version, run, rows, licences.')}")
        connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        connection.execute("CHECKPOINT")
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    size = temporary.stat().st_size
    os.replace(temporary, published)
    return size
