"""A run that is killed, wherever it was, goes on where it stopped: nothing is lost and nothing is there twice."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from glob import glob
from pathlib import Path

import duckdb

from tests.end_to_end.product import COMMAND, ROOT, SAMPLE, complaint, dateline, environment

MOMENTS = (
    "tables/pages/*/*.parquet",
    "tables/extractions/*/*.parquet",
    "tables/tokens/*/*.parquet",
    "warehouse.duckdb",
)
"""Files below the data folder; a run is killed as soon as there is one of them."""

UNCOMPARED = ("runs", "progress")
"""Tables that tell of the runs themselves, with their times."""


def kill_when(moment: str, command: list[str], data: Path) -> None:
    """Start the command with all its processes in a group of their own, and end the group when the file appears."""
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    try:
        # Unlike `Path.glob`, this passes over a folder that is renamed while it looks.
        while not glob(moment, root_dir=data):  # noqa: PTH207
            assert running.poll() is None, f"the run ended before there was {moment}"
            assert time.monotonic() < deadline, f"there was no {moment}"
            time.sleep(0.005)
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL


def content(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every core table and every fact of the published file, sorted."""
    with duckdb.connect(str(data / "published" / "dateline.duckdb"), read_only=True) as connection:
        tables = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE (table_schema = 'core' AND NOT"
            " list_contains($uncompared, table_name)) OR table_name LIKE 'fct_%' ORDER BY ALL",
            {"uncompared": list(UNCOMPARED)},
        ).fetchall()
        return {
            f"{schema}.{name}": connection.execute(f"FROM {schema}.{name} ORDER BY ALL").fetchall()
            for schema, name in tables
        }


def test_a_run_that_was_killed_four_times_ends_like_one_that_never_was(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    for outlet in ("aurelia-post", "harbour-courier"):
        shutil.copytree(SAMPLE / outlet, pages / outlet)
    day = ("--day", "2026-10-06")

    data = tmp_path / "killed"
    for moment in MOMENTS:
        kill_when(moment, [*COMMAND, "run", str(pages), "--data", str(data), *day], data)
        assert not (data / "published" / "dateline.duckdb").exists()
    complaint(dateline("run", pages, "--data", data, *day), code=0)

    undisturbed = tmp_path / "undisturbed"
    complaint(dateline("run", pages, "--data", undisturbed, *day), code=0)

    found, expected = content(data), content(undisturbed)
    assert len(expected["core.pages"]) == 12
    assert len(expected["main.fct_quote"]) > 50
    assert found.keys() == expected.keys()
    assert [table for table in expected if found[table] != expected[table]] == []

    leftovers = [file for file in data.rglob("*") if file.name.endswith((".tmp", ".new", ".old", ".wal"))]
    assert leftovers == []
    # A run that still counts as started would hold back every later one in Dagster's queue.
    with sqlite3.connect(data / "dagster" / "history" / "runs.db") as dagster:
        statuses = {status for (status,) in dagster.execute("SELECT DISTINCT status FROM runs")}
    assert statuses == {"SUCCESS", "FAILURE"}
