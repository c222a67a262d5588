"""Publishing: readers see the old file or the new one, whole, and never wait."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from warehouse.publish import NothingToGoBackTo, publish, roll_back, snapshots


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
    query = (
        "SELECT state FROM one UNION SELECT state FROM two UNION SELECT state FROM bulk"
        " UNION SELECT value::INT FROM about WHERE name = 'state'"
    )
    return tuple(sorted(row[0] for row in connection.execute(query).fetchall()))


def test_the_published_file_holds_the_warehouse_and_says_what_it_is(warehouse: Path, published: Path) -> None:
    size = publish(warehouse, published, {"run": "it's one", "version": "1"})
    assert size == published.stat().st_size
    with duckdb.connect(str(published), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM bulk").fetchone() == (5000,)
        told = dict(connection.execute("FROM about").fetchall())
        assert told == {"run": "it's one", "version": "1", "rows_one": "1", "rows_two": "1", "rows_bulk": "5000"}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'about'").fetchone() == (0,)


def test_nothing_but_the_file_is_left_in_the_folder(warehouse: Path, published: Path) -> None:
    published.parent.mkdir()
    (published.parent / f".{published.name}.99999.tmp").write_bytes(b"left by a killed run")
    (published.parent / f".{published.name}.99999.tmp.wal").write_bytes(b"left by a killed run")
    publish(warehouse, published, {"state": "0"})
    assert sorted(file.name for file in published.parent.iterdir()) == [published.name, "snapshots"]


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


def test_what_is_published_is_for_reading_only(warehouse: Path, published: Path) -> None:
    for state in range(4):
        change(warehouse, state)
        publish(warehouse, published, {"state": str(state)}, keep=2)
        assert published.stat().st_mode & 0o777 == 0o444


def test_what_a_client_wrote_into_the_old_version_does_not_reach_the_new_one(warehouse: Path, published: Path) -> None:
    """A client that was killed leaves a log, which DuckDB applies to whatever file bears the name."""
    publish(warehouse, published, {"state": "0"})
    published.chmod(0o644)
    client = f"""import duckdb, os
connection = duckdb.connect({str(published)!r})
connection.execute("UPDATE one SET state = 7")
os._exit(1)"""
    subprocess.run([sys.executable, "-c", client], check=False)
    assert published.with_name(published.name + ".wal").exists()
    change(warehouse, 1)
    publish(warehouse, published, {"state": "1"})
    with duckdb.connect(str(published), read_only=True) as connection:
        assert seen(connection) == (1,)


def test_a_reader_who_lost_its_lock_still_reads_its_version(warehouse: Path, published: Path, tmp_path: Path) -> None:
    """POSIX takes all locks of a process on a file as soon as any part of it closes the file."""
    publish(warehouse, published, {"state": "0"}, keep=2)
    os.link(published, tmp_path / "reader.duckdb")
    with duckdb.connect(str(tmp_path / "reader.duckdb"), read_only=True) as reader:
        reader.execute("SET threads = 1")
        (tmp_path / "reader.duckdb").open("rb").close()
        for state in (1, 2, 3):
            change(warehouse, state)
            publish(warehouse, published, {"state": str(state)}, keep=2)
        assert seen(reader) == (0,)


# ------------------------------------------------------------------------------------------------------------ snapshots


def published_states(published: Path) -> list[int]:
    """The state of every version that is kept, oldest first."""
    states = []
    for file in snapshots(published):
        with duckdb.connect(str(file), read_only=True) as connection:
            states.append(*seen(connection))
    return states


def test_the_last_versions_are_kept_and_no_more(warehouse: Path, published: Path) -> None:
    for state in range(5):
        change(warehouse, state)
        publish(warehouse, published, {"state": str(state)}, keep=3)
    assert published_states(published) == [2, 3, 4]
    assert snapshots(published)[-1].samefile(published)
    change(warehouse, 5)
    publish(warehouse, published, {"state": "5"}, keep=1)
    assert published_states(published) == []


def test_going_back_is_one_version_at_a_time_and_ends_with_the_oldest(warehouse: Path, published: Path) -> None:
    for state in range(3):
        change(warehouse, state)
        publish(warehouse, published, {"state": str(state)})
    for state in (1, 0):
        assert roll_back(published) in snapshots(published)
        with duckdb.connect(str(published), read_only=True) as connection:
            assert seen(connection) == (state,)
    with pytest.raises(NothingToGoBackTo, match="DATELINE_SNAPSHOTS"):
        roll_back(published)
    change(warehouse, 3)
    publish(warehouse, published, {"state": "3"})
    with duckdb.connect(str(published), read_only=True) as connection:
        assert seen(connection) == (3,)


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Bytes of the blocks that are written into a retired version, a number a publish; without shared blocks."""
    written: list[int] = []
    real = os.pwrite

    def pwrite(descriptor: int, data: bytes, offset: int) -> int:
        written[-1] += len(data)
        return real(descriptor, data, offset)

    monkeypatch.setattr("warehouse.publish._share_blocks", lambda *_: False)
    monkeypatch.setattr("warehouse.publish.os.pwrite", pwrite)
    return written


def test_only_blocks_that_differ_are_copied(warehouse: Path, published: Path, copied: list[int]) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("CREATE TABLE still AS SELECT hash(range) AS number FROM range(2_000_000)")
        expected = connection.execute("SELECT sum(number) FROM still").fetchone()
    for state in range(4):
        change(warehouse, state)
        copied.append(0)
        publish(warehouse, published, {"state": str(state)}, keep=2)
        with duckdb.connect(str(published), read_only=True) as connection:
            assert seen(connection) == (state,)
            assert connection.execute("SELECT sum(number) FROM still").fetchone() == expected
    assert copied[:2] == [0, 0]  # nothing to retire yet: whole files
    assert 0 < copied[2] < warehouse.stat().st_size / 4
    assert 0 < copied[3] < warehouse.stat().st_size / 4


def test_a_version_that_somebody_still_reads_is_left_alone(warehouse: Path, published: Path, copied: list[int]) -> None:
    publish(warehouse, published, {"state": "0"}, keep=2)
    with duckdb.connect(str(snapshots(published)[0]), read_only=True) as reader:
        for state in (1, 2, 3):
            change(warehouse, state)
            copied.append(0)
            publish(warehouse, published, {"state": str(state)}, keep=2)
            assert seen(reader) == (0,)
        assert copied[1] == 0  # the reader's version was to be retired: it was not touched
    assert published_states(published) == [2, 3]


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
