"""Stages run again over the sample, from the command line: the same tables as of a full run, and only what was asked for.

Stays out: what is chosen and refused in every case (tests/orchestration/test_rerun.py).
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import polars as pl
import pytest

from orchestration.storage import TableStore
from tests.end_to_end.product import SampleRun, complaint, dateline, rows
from tests.end_to_end.test_kill import content
from warehouse.layout import Layout

FIRST, LAST = dt.date(2026, 9, 14), dt.date(2026, 10, 6)
UNTOUCHED = ("pages", "extractions", "articles", "blocks", "tokens", "parses", "mentions", "entities")
LOADS = "SELECT fetched_on, count(*) FROM core.runs GROUP BY 1 ORDER BY 1"


@pytest.fixture
def data(sample: SampleRun, tmp_path: Path) -> Path:
    """A copy of the sample's data folder, which a test may change."""
    return shutil.copytree(sample.data, tmp_path / "data")


def lose(data: Path, table: str, day: dt.date) -> None:
    """Put an empty table in the place of a day's, as if other rules had found nothing."""
    store = TableStore(Layout(data))
    held = pl.read_parquet(Layout(data).day_parts(table, day))
    assert held.height > 0
    store.replace(table, day, held.clear())


def written(data: Path, *tables: str) -> dict[str, int]:
    """When each file of the tables was written."""
    files = [file for table in tables for file in Layout(data).parts(table).rglob("*.parquet")]
    assert len(files) >= 6 * len(tables)
    return {str(file): file.stat().st_mtime_ns for file in files}


def test_a_rerun_from_quotes_gives_the_tables_of_a_full_run_and_touches_no_earlier_stage(
    sample: SampleRun, data: Path
) -> None:
    lose(data, "quotes", FIRST)
    lose(data, "events", LAST)
    before, facts = written(data, *UNTOUCHED), written(data, "quotes", "events")
    again = dateline("rerun", "--from", "quotes", "--data", data)
    complaint(again, code=0)
    assert "from quotes 6" in again.stdout
    assert "files read" not in again.stdout
    assert written(data, *UNTOUCHED) == before
    assert all(written(data, "quotes", "events")[file] > then for file, then in facts.items())
    assert rows(data / "published" / "dateline.duckdb", LOADS) == [
        (day, 2 * count) for day, count in rows(sample.published, LOADS)
    ]
    found, expected = content(data), content(sample.data)
    assert found.keys() == expected.keys()
    assert [table for table in expected if found[table] != expected[table]] == []
    assert "Nothing new" in dateline("rerun", "--data", data).stdout


def test_a_rerun_takes_for_each_day_the_first_stage_that_is_out_of_date_and_leaves_the_other_days_alone(
    sample: SampleRun, data: Path
) -> None:
    lose(data, "event_actors", FIRST)
    lose(data, "event_actors", LAST)
    before = written(data, *UNTOUCHED, "quotes", "quote_mentions")
    refused = complaint(dateline("rerun", "--from", "events", "--data", data, env={"DATELINE_MODEL": "other"}))
    assert f"{FIRST} cannot be run again from events: its tokens are out of date" in refused
    again = dateline("rerun", "--since", "2026-10-01", "--data", data)
    complaint(again, code=0)
    assert "from events 1" in again.stdout
    assert written(data, *UNTOUCHED, "quotes", "quote_mentions") == before
    loads = dict(rows(data / "published" / "dateline.duckdb", LOADS))
    assert {day for day, count in loads.items() if count == 2} == {LAST}
    found, expected = content(data), content(sample.data)
    assert [table for table in expected if found[table] != expected[table]] == []
