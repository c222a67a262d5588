"""Loading a day: all of it or nothing, and the same day again replaces itself.

Stays out: which rows are broken (test_checks) and what a column accepts (test_ddl).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse import day as sample
from transforms.tables import BY_NAME, OVER_ALL_DAYS, WAREHOUSE_TABLES, Pages, table_name
from transforms.tables.base import BrokenFrame
from warehouse.checks import BrokenInvariant
from warehouse.ddl import CORE_SCHEMA
from warehouse.load import (
    BrokenWarehouse,
    OtherVersion,
    explain_open_error,
    held_texts,
    load_day,
    set_other_version_aside,
    writing,
)

OTHER_DAY = sample.DAY + dt.timedelta(days=1)


@pytest.fixture
def core() -> Iterator[duckdb.DuckDBPyConnection]:
    with writing(Path(":memory:")) as connection:
        yield connection


def contents(core: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    names = [table_name(table) for table in WAREHOUSE_TABLES]
    return {name: core.execute(f"FROM {CORE_SCHEMA}.{name} ORDER BY ALL").fetchall() for name in names}


def load(
    core: duckdb.DuckDBPyConnection, day: dt.date = sample.DAY, run: str = "run-1", **changed: pl.DataFrame
) -> dict[str, int]:
    return load_day(core, day, {**sample.frames(day), **changed}, sample.run(run, day))


def test_a_day_is_loaded_with_its_run(core: duckdb.DuckDBPyConnection) -> None:
    counts = load(core)
    assert counts == {name: frame.height for name, frame in sample.frames().items()}
    held = contents(core)
    assert {name: len(rows) for name, rows in held.items() if rows} == {**counts, "runs": 1}


def test_a_day_loaded_again_is_replaced_and_the_run_added(core: duckdb.DuckDBPyConnection) -> None:
    load(core)
    before = contents(core)
    load(core, run="run-2")
    after = contents(core)
    assert len(after.pop("runs")) == 2 * len(before.pop("runs"))
    assert after == before


def test_what_a_day_no_longer_has_goes(core: duckdb.DuckDBPyConnection) -> None:
    load(core)
    frames = sample.frames()
    load(core, run="run-2", quotes=frames["quotes"].clear(), quote_mentions=frames["quote_mentions"].clear())
    assert contents(core)["quotes"] == []


def test_what_compares_all_days_loses_a_day_that_is_loaded_again(core: duckdb.DuckDBPyConnection) -> None:
    load(core)
    days_own = {name: frame for name, frame in sample.frames().items() if BY_NAME[name] not in OVER_ALL_DAYS}
    gone = {name: days_own[name].clear() for name in ("quotes", "quote_mentions", "events", "event_actors")}
    load_day(core, sample.DAY, {**days_own, **gone}, sample.run("run-2", sample.DAY))
    assert [contents(core)[table_name(table)] for table in OVER_ALL_DAYS] == [[]] * len(OVER_ALL_DAYS)


def test_another_day_stays_as_it_is(core: duckdb.DuckDBPyConnection) -> None:
    load(core)
    before = contents(core)
    load(core, OTHER_DAY, run="run-2")
    load_day(
        core,
        OTHER_DAY,
        {name: frame.clear() for name, frame in sample.frames(OTHER_DAY).items()},
        sample.run("run-3", OTHER_DAY),
    )
    after = contents(core)
    assert {name: rows for name, rows in after.items() if name != "runs"} == {
        name: rows for name, rows in before.items() if name != "runs"
    }


def test_a_broken_invariant_leaves_the_warehouse_as_before(core: duckdb.DuckDBPyConnection) -> None:
    load(core)
    before = contents(core)
    wrong = sample.frames()["mentions"].with_columns(mention_text=pl.lit("Gozo"))
    with pytest.raises(BrokenInvariant, match=r"mentions: .* equals mention_text"):
        load(core, run="run-2", mentions=wrong)
    assert contents(core) == before
    load(core, run="run-3")  # the connection is still good


def test_a_broken_frame_leaves_the_warehouse_as_before(core: duckdb.DuckDBPyConnection) -> None:
    load(core)
    before = contents(core)
    with pytest.raises(BrokenFrame, match="Table mentions"):
        load(core, run="run-2", mentions=sample.frames()["mentions"].with_columns(confidence=pl.lit(2.0)))
    assert contents(core) == before


def test_a_constraint_of_duckdb_leaves_the_warehouse_as_before(
    core: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should a frame ever pass its declaration and not the table's."""
    load(core)
    before = contents(core)
    monkeypatch.setattr("warehouse.load.check", lambda frame, _: frame)
    with pytest.raises(duckdb.ConstraintException):
        load(core, run="run-2", mentions=sample.frames()["mentions"].with_columns(zone=pl.lit("margin")))
    assert contents(core) == before


def test_a_run_killed_before_its_end_leaves_the_warehouse_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with writing(warehouse) as core:
        load(core)
        before = contents(core)

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("warehouse.load.violations", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load(core, run="run-2")
    monkeypatch.undo()
    with writing(warehouse) as core:
        assert contents(core) == before


def test_pages_keep_their_bytes_out_of_the_warehouse(core: duckdb.DuckDBPyConnection) -> None:
    load(core)
    columns = [row[0] for row in core.execute(f"DESCRIBE {CORE_SCHEMA}.pages").fetchall()]
    assert columns == [name for name in Pages.columns() if name != "body"]


def test_texts_of_a_day_are_known_by_their_hash(core: duckdb.DuckDBPyConnection) -> None:
    load(core)
    assert held_texts(core, OTHER_DAY).is_empty()
    held = held_texts(core, sample.DAY)
    assert held["article_id"].to_list() == ["article"]
    assert held["text_md5"].str.len_chars().to_list() == [32]


# -------------------------------------------------------------------------------------------------- opening the file


def test_a_file_that_is_no_database_is_refused_with_advice(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    warehouse.write_bytes(b"this is no database, and it is longer than a header " * 200)
    with pytest.raises(BrokenWarehouse, match=r"no usable DuckDB database\. Move it away"), writing(warehouse):
        pass
    assert warehouse.read_bytes().startswith(b"this is no database")


def test_a_warehouse_of_another_version_is_refused_with_advice(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(f"CREATE SCHEMA {CORE_SCHEMA}; CREATE TABLE {CORE_SCHEMA}.stories (article_id VARCHAR)")
    complaint = r"another version of Dateline: core\.stories has other columns"
    with pytest.raises(BrokenWarehouse, match=complaint), writing(warehouse):
        pass


def test_a_warehouse_with_a_table_that_is_not_known_is_refused(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(f"CREATE SCHEMA {CORE_SCHEMA}; CREATE TABLE {CORE_SCHEMA}.speakers (speaker_id VARCHAR)")
    with pytest.raises(OtherVersion, match=r"core\.speakers is not known"), writing(warehouse):
        pass


def test_a_warehouse_of_another_version_is_set_aside_and_one_of_this_version_is_not(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    assert set_other_version_aside(warehouse) is None
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(f"CREATE SCHEMA {CORE_SCHEMA}; CREATE TABLE {CORE_SCHEMA}.stories (article_id VARCHAR)")
    assert set_other_version_aside(warehouse) == tmp_path / "warehouse.duckdb.old"
    with writing(warehouse):
        pass
    assert set_other_version_aside(warehouse) is None
    assert sorted(file.name for file in tmp_path.iterdir()) == ["warehouse.duckdb", "warehouse.duckdb.old"]


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (duckdb.IOException("Could not set lock on file"), "held by another process"),
        (PermissionError("Permission denied"), "Give another folder with --data"),
        (duckdb.IOException('Cannot open file "x": Read-only file system'), "Give another folder with --data"),
    ],
)
def test_every_reason_comes_with_what_to_do_next(error: Exception, advice: str) -> None:
    assert advice in explain_open_error(Path("w.duckdb"), error)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BrokenWarehouse), writing(tmp_path / "file" / "warehouse.duckdb"):
        pass


def test_the_file_is_free_again_after_an_error(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with pytest.raises(RuntimeError, match="in between"), writing(warehouse):
        raise RuntimeError("in between")
    with writing(warehouse) as core:
        load(core)
