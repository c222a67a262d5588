"""Publishing: readers see the old file or the new one, whole, and never wait."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import duckdb
import pytest

from warehouse.publish import publish


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A warehouse whose two tables always hold the same number."""
    file = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE one AS SELECT 0 AS state; CREATE TABLE two AS SELECT 0 AS state")
        connection.execute("CREATE TABLE bulk AS SELECT 0 AS state, range AS n FROM range(5000)")
    return file


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "published" / "dateline.duckdb"


def change(warehouse: Path, state: int) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            f"UPDATE one SET state = {state}; UPDATE two SET state = {state}; UPDATE bulk SET state = {state}"
        )


def seen(connection: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    """Every state that any part of the file shows."""
    query = "SELECT state FROM one UNION SELECT state FROM two UNION SELECT state FROM bulk UNION SELECT value::INT FROM about"
    return tuple(sorted(row[0] for row in connection.execute(query).fetchall()))


def test_the_published_file_holds_the_warehouse_and_says_what_it_is(warehouse: Path, published: Path) -> None:
    size = publish(warehouse, published, {"run": "it's one", "version": "1"})
    assert size == published.stat().st_size
    with duckdb.connect(str(published), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM bulk").fetchone() == (5000,)
        assert connection.execute("FROM about ORDER BY name").fetchall() == [("run", "it's one"), ("version", "1")]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'about'").fetchone() == (0,)


def test_nothing_but_the_file_is_left_in_the_folder(warehouse: Path, published: Path) -> None:
    published.parent.mkdir()
    (published.parent / f".{published.name}.99999.tmp").write_bytes(b"left by a killed run")
    (published.parent / f".{published.name}.99999.tmp.wal").write_bytes(b"left by a killed run")
    publish(warehouse, published, {"state": "0"})
    assert [file.name for file in published.parent.iterdir()] == [published.name]


def test_publishing_again_replaces_what_the_file_says(warehouse: Path, published: Path) -> None:
    publish(warehouse, published, {"state": "0"})
    change(warehouse, 1)
    publish(warehouse, published, {"state": "1"})
    with duckdb.connect(str(published), read_only=True) as connection:
        assert seen(connection) == (1,)


def test_who_has_the_old_file_open_still_reads_it(warehouse: Path, published: Path, tmp_path: Path) -> None:
    """The hard link stands for another process: within one, DuckDB would share an open database of the same name."""
    publish(warehouse, published, {"state": "0"})
    os.link(published, tmp_path / "reader.duckdb")
    with duckdb.connect(str(tmp_path / "reader.duckdb"), read_only=True) as reader:
        for state in (1, 2):
            change(warehouse, state)
            publish(warehouse, published, {"state": str(state)})
            assert seen(reader) == (0,)
            with duckdb.connect(str(published), read_only=True) as other:
                assert seen(other) == (state,)


def test_a_failure_while_copying_leaves_the_published_file(
    warehouse: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(warehouse, published, {"state": "0"})
    before = published.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.publish.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        publish(warehouse, published, {"state": "1"})
    assert published.read_bytes() == before


def test_a_reader_sees_only_whole_states_while_the_file_is_replaced(
    warehouse: Path, published: Path, tmp_path: Path
) -> None:
    """Twenty publishes beside a reader that opens, reads and closes; a hard link gives every opening its own file name,
    since DuckDB would share an open database of the same name within this process."""
    publish(warehouse, published, {"state": "0"})
    states: list[tuple[int, ...]] = []
    faults: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        number = 0
        while not stop.is_set() or not states:
            number += 1
            link = tmp_path / f"reader-{number}.duckdb"
            try:
                os.link(published, link)
                with duckdb.connect(str(link), read_only=True) as connection:
                    states.append(seen(connection))
                link.unlink()
            except (duckdb.Error, OSError, ValueError) as error:  # whatever a reader meets is the finding
                faults.append(error)
                return

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for state in range(1, 21):
            change(warehouse, state)
            publish(warehouse, published, {"state": str(state)})
    finally:
        stop.set()
        reader.join()
    assert not faults
    assert all(len(state) == 1 for state in states)
    assert states == sorted(states)
