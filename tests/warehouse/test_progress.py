"""Which loaded days a step over all days has yet to work in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouse import day as sample
from warehouse.load import load_day, writing
from warehouse.progress import is_of_another_version, mark_done, mark_pending, newest_loads, pending_days

DAYS = [sample.DAY, sample.DAY + dt.timedelta(days=1)]


@pytest.fixture
def core() -> Iterator[duckdb.DuckDBPyConnection]:
    with writing(Path(":memory:")) as connection:
        for day in DAYS:
            load_day(connection, day, sample.frames(day), sample.run(f"first/{day}", day))
        yield connection


def test_a_loaded_day_is_pending_until_it_is_done_and_again_when_it_is_loaded_again(
    core: duckdb.DuckDBPyConnection,
) -> None:
    assert list(newest_loads(core)) == pending_days(core, "models", "1") == DAYS
    mark_done(core, "models", "1", DAYS)
    assert pending_days(core, "models", "1") == []
    again = sample.run("second", DAYS[1]).with_columns(finished_at=dt.datetime(2030, 1, 1))
    load_day(core, DAYS[1], sample.frames(DAYS[1]), again)
    assert pending_days(core, "models", "1") == [DAYS[1]]
    mark_done(core, "models", "1", [DAYS[1]])
    assert pending_days(core, "models", "1") == []


def test_steps_and_versions_are_kept_apart(core: duckdb.DuckDBPyConnection) -> None:
    assert is_of_another_version(core, "models", "1")
    mark_done(core, "models", "1", DAYS)
    assert pending_days(core, "stories", "1") == DAYS
    assert pending_days(core, "models", "2") == DAYS
    assert not is_of_another_version(core, "models", "1")
    assert is_of_another_version(core, "models", "2")


def test_a_day_whose_input_has_changed_is_pending_again(core: duckdb.DuckDBPyConnection) -> None:
    mark_done(core, "models", "1", DAYS)
    mark_pending(core, ["models"], DAYS[:1])
    assert pending_days(core, "models", "1") == DAYS[:1]
