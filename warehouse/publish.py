"""Publishing: a copy of the audited warehouse takes the place of the file that everybody reads; and going back.

Belongs here: copying, describing, putting in place, the snapshots. Stays out: the audit (`warehouse.audit`, dbt's tests).

What is published is one file that needs no other, so that it can be opened, copied and mailed by anybody. Where the file
system can share blocks between files (Btrfs, XFS, APFS), nothing is copied. Elsewhere the oldest snapshot, which would be
deleted, is brought up to date instead: DuckDB writes a checksum at the head of every block, so eight bytes a block tell which
blocks differ, and only those are copied. So a publish costs what has changed, not what there is.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import duckdb

from warehouse.ddl import quoted

KEPT_SNAPSHOTS = 3
"""How many published versions are kept, the present one among them."""

ROWS_OF = "rows_"
"""How the names in `about` begin that tell the number of a table's rows."""

_HEADERS = 3 * 4096
"""The main header and two database headers, before the first block (DuckDB, storage format)."""

_CHECKSUM = 8
"""Bytes of checksum at the head of each block."""

_READ_ONLY, _WRITABLE = 0o444, 0o644
"""Nobody should write into what is published: the next version would not have it, and a snapshot is the same file."""

_FICLONE = 0x40049409
"""The request of Linux for two files to share their blocks (ioctl_ficlone(2))."""


class NothingToGoBackTo(Exception):
    """There is no earlier snapshot."""


def publish(warehouse: Path, published: Path, about: Mapping[str, str], keep: int = KEPT_SNAPSHOTS) -> int:
    """Copy the warehouse, write `about` into the copy, and put it in the published file's place; returns its bytes.

    Readers of the old file keep it until they open anew; nobody ever sees a half-written one. The last `keep` versions stay
    beside it as snapshots. The warehouse must be closed.
    """
    published.parent.mkdir(parents=True, exist_ok=True)
    for leftover in published.parent.glob(f".{published.name}.*.tmp*"):
        leftover.unlink()
    temporary = published.with_name(f".{published.name}.{os.getpid()}.tmp")
    _copy(warehouse, temporary, _retired(published, keep))
    with duckdb.connect(str(temporary)) as connection:
        _describe(connection, about)
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    size = temporary.stat().st_size
    temporary.chmod(_READ_ONLY)
    if keep > 1:
        _keep_as_snapshot(temporary, published)
    _put_in_place(temporary, published)
    _forget(published, keep)
    return size


def snapshots(published: Path) -> list[Path]:
    """The versions that are kept, oldest first; one of them is the published file under another name."""
    return sorted(_snapshot_folder(published).glob(f"{published.stem}-*{published.suffix}"))


def roll_back(published: Path) -> Path:
    """Put the version before the present one in its place; returns its snapshot, or raises `NothingToGoBackTo`."""
    kept = snapshots(published)
    present = next((number for number, file in enumerate(kept) if _is_same(file, published)), len(kept))
    if present == 0:
        raise NothingToGoBackTo(
            f"No version before the present one is kept in {_snapshot_folder(published)}. DATELINE_SNAPSHOTS says how many are."
        )
    temporary = published.with_name(f".{published.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    os.link(kept[present - 1], temporary)
    _put_in_place(temporary, published)
    return kept[present - 1]


def _put_in_place(file: Path, published: Path) -> None:
    """Replace the published file, without what a client that wrote into the old one may have left beside it.

    DuckDB would apply that log to the new file, too.
    """
    published.with_name(published.name + ".wal").unlink(missing_ok=True)
    os.replace(file, published)


def _describe(connection: duckdb.DuckDBPyConnection, about: Mapping[str, str]) -> None:
    counts = connection.execute(
        f"SELECT '{ROWS_OF}' || table_name, estimated_size::VARCHAR FROM duckdb_tables() WHERE schema_name = 'main'"
        " AND table_name <> 'about' AND database_name = current_database()"
    ).fetchall()
    connection.execute("CREATE OR REPLACE TABLE about (name VARCHAR NOT NULL, value VARCHAR NOT NULL)")
    connection.execute(f"COMMENT ON TABLE about IS {quoted('What this file is: version, run, rows, licences.')}")
    connection.execute(
        f"COMMENT ON COLUMN about.name IS 'What is told; `{ROWS_OF}` and a table for its number of rows.'"
    )
    connection.execute("COMMENT ON COLUMN about.value IS 'What there is to tell.'")
    connection.executemany("INSERT INTO about VALUES (?, ?)", sorted([*about.items(), *counts]))
    connection.execute("CHECKPOINT")


# ------------------------------------------------------------------------------------------------------------ snapshots


def _snapshot_folder(published: Path) -> Path:
    return published.parent / "snapshots"


def _keep_as_snapshot(file: Path, published: Path) -> None:
    folder = _snapshot_folder(published)
    folder.mkdir(exist_ok=True)
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    os.link(file, folder / f"{published.stem}-{stamp}{published.suffix}")


def _retired(published: Path, keep: int) -> Path | None:
    """The oldest version, if it is not to be kept when another one is added: its blocks are wanted."""
    kept = snapshots(published)
    old = [file for file in kept[: max(0, len(kept) - keep + 1)] if not _is_same(file, published)]
    return old[0] if old else None


def _forget(published: Path, keep: int) -> None:
    """Delete the versions that are no longer to be kept."""
    kept = snapshots(published)
    for file in kept[: max(0, len(kept) - keep)] if keep > 1 else kept:
        file.unlink()


def _is_same(file: Path, other: Path) -> bool:
    return other.exists() and file.samefile(other)


# -------------------------------------------------------------------------------------------------------------- copying


def _copy(warehouse: Path, target: Path, retired: Path | None) -> None:
    """Make the target a copy of the warehouse; the retired file, where there is one, becomes the target."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute("SELECT block_size FROM pragma_database_size()").fetchone()
    block_size = int(row[0]) if row else 0
    if retired is not None:
        os.rename(retired, target)
        target.chmod(_WRITABLE)
    if not _share_blocks(warehouse, target) and not (retired and _copy_what_differs(warehouse, target, block_size)):
        target.unlink(missing_ok=True)  # a reader may still have it: a new file, not new bytes in the old one
        shutil.copyfile(warehouse, target)


def _share_blocks(warehouse: Path, target: Path) -> bool:
    """Whether the file system has made the target share the warehouse's blocks."""
    clone = target.with_name(target.name + ".clone")
    try:
        with warehouse.open("rb") as source, clone.open("wb") as copy:
            fcntl.ioctl(copy.fileno(), _FICLONE, source.fileno())
    except OSError:
        clone.unlink(missing_ok=True)
        return False
    os.replace(clone, target)
    return True


def _copy_what_differs(warehouse: Path, target: Path, block_size: int) -> bool:
    """Whether the target, an older copy, was brought up to date; not where a reader still has it open.

    Opening it anew by name is not possible meanwhile: the name is not one that anybody knows.
    """
    with warehouse.open("rb") as source, target.open("rb+") as copy:
        if not _is_ours_alone(copy):
            return False
        size = os.fstat(source.fileno()).st_size
        held = os.fstat(copy.fileno()).st_size
        copy.write(source.read(_HEADERS))
        for start in range(_HEADERS, size, block_size):
            checksum = os.pread(source.fileno(), _CHECKSUM, start)
            if start + block_size > held or checksum != os.pread(copy.fileno(), _CHECKSUM, start):
                os.pwrite(copy.fileno(), os.pread(source.fileno(), block_size, start), start)
        copy.truncate(size)
    return True


def _is_ours_alone(file: BinaryIO) -> bool:
    """Whether nobody else has the file open, in this process or another; its name must be known to nobody.

    A write lease is granted only then (fcntl(2), F_SETLEASE). DuckDB's own locks do not tell: they are POSIX locks, which a
    process loses when any part of it closes the file (fcntl_locking(2)).
    """
    set_lease = getattr(fcntl, "F_SETLEASE", None)
    if set_lease is None:
        return False
    with suppress(OSError):
        fcntl.fcntl(file.fileno(), set_lease, fcntl.F_WRLCK)
        fcntl.fcntl(file.fileno(), set_lease, fcntl.F_UNLCK)
        return True
    return False
