"""Loading a day into the core tables: all of it in one transaction, or nothing.

Belongs here: opening the warehouse for writing, replacing a day, recording the run. Stays out: where the frames come from.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from transforms.tables import BY_NAME, OVER_ALL_DAYS, Runs, table_name
from transforms.tables.base import check, warehouse_columns
from warehouse.checks import BrokenInvariant, violations
from warehouse.ddl import CORE_SCHEMA, create_statements


class BrokenWarehouse(Exception):
    """The warehouse file cannot be opened or does not hold what it should."""


class OtherVersion(BrokenWarehouse):
    """The warehouse has core tables that this version declares otherwise."""


@contextmanager
def writing(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse opened for writing, with every core table there; closed afterwards, so that others can open it.

    Raises `BrokenWarehouse` where the file is no DuckDB database or another process holds it.
    """
    try:
        warehouse.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(warehouse))
    except (duckdb.Error, OSError) as error:
        raise BrokenWarehouse(explain_open_error(warehouse, error)) from error
    try:
        _refuse_other_declarations(connection, warehouse)
        connection.execute("BEGIN;\n" + ";\n".join(create_statements()) + ";\nCOMMIT")
        yield connection
    finally:
        connection.close()


def explain_open_error(file: Path, error: Exception) -> str:
    """What went wrong opening a DuckDB file, and what to do next."""
    first_line = str(error).splitlines()[0]
    if "lock" in first_line.lower():
        return f"{file} is held by another process. Close the program that writes to it, then try again. ({first_line})"
    if isinstance(error, PermissionError) or "permission" in first_line.lower() or "read-only" in first_line.lower():
        return f"{file} cannot be written: no permission. Give another folder with --data. ({first_line})"
    return (
        f"{file} is no usable DuckDB database. Move it away (mv {file} {file}.broken) and run again: every day is loaded anew "
        f"from the Parquet tables beside it, nothing is fetched or parsed again. ({first_line})"
    )


def _refuse_other_declarations(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    """Raises `OtherVersion` if a core table is there that is not declared now, or has other columns or constraints."""
    held, wanted = _declared(connection), _wanted()
    for name, statement in held.items():
        if statement != wanted.get(name):
            fault = (
                "has other columns or accepted values than this version declares" if name in wanted else "is not known"
            )
            raise OtherVersion(
                f"{warehouse} was made by another version of Dateline: {CORE_SCHEMA}.{name} {fault}. `dateline run` moves it "
                "away and loads every day anew from the Parquet tables beside it; nothing is fetched again."
            )


def set_other_version_aside(warehouse: Path) -> Path | None:
    """Rename a warehouse that another version made; returns its new name, or None where there is nothing to be done.

    Nothing is lost: the Parquet tables hold every day, and what was published stays until it is replaced.
    """
    if not warehouse.is_file():
        return None
    try:
        with writing(warehouse):
            return None
    except OtherVersion:
        aside = warehouse.with_name(warehouse.name + ".old")
        os.replace(warehouse, aside)
        return aside


@cache
def _wanted() -> dict[str, str]:
    with duckdb.connect() as fresh:
        fresh.execute(";\n".join(create_statements()))
        return _declared(fresh)


def _declared(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The CREATE TABLE statement of every core table, as DuckDB itself words it."""
    query = (
        "SELECT table_name, sql FROM duckdb_tables() WHERE schema_name = $schema AND database_name = current_database()"
    )
    return dict(connection.execute(query, {"schema": CORE_SCHEMA}).fetchall())


def load_day(
    connection: duckdb.DuckDBPyConnection, day: dt.date, frames: Mapping[str, pl.DataFrame], run: pl.DataFrame
) -> dict[str, int]:
    """Replace a day by the frames (table name → frame) and add the run's row, in one transaction.

    Frames are checked against their declarations first, the day's rows against all invariants before the commit. Returns
    rows by table; raises `BrokenFrame` or `BrokenInvariant`, and then the warehouse is as before.
    """
    checked = {name: check(frame, BY_NAME[name]) for name, frame in frames.items()}
    run = check(run, Runs)
    connection.execute("BEGIN")
    try:
        for table in OVER_ALL_DAYS:
            # The day's are made anew before anything is published; until then they must not point at rows that are gone.
            connection.execute(f"DELETE FROM {CORE_SCHEMA}.{table_name(table)} WHERE fetched_on = $day", {"day": day})
        for name, frame in checked.items():
            connection.execute(f"DELETE FROM {CORE_SCHEMA}.{name} WHERE fetched_on = $day", {"day": day})
            insert(connection, name, frame)
        found = violations(connection, day)
        if found:
            raise BrokenInvariant(found)
        insert(connection, table_name(Runs), run)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return {name: frame.height for name, frame in checked.items()}


def held_texts(connection: duckdb.DuckDBPyConnection, day: dt.date) -> pl.DataFrame:
    """`article_id` and a hash of the text of the articles that the warehouse holds for a day."""
    return connection.execute(
        f"SELECT article_id, md5(text) AS text_md5 FROM {CORE_SCHEMA}.articles WHERE fetched_on = $day", {"day": day}
    ).pl()


def insert(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Add the rows of a checked frame to a core table."""
    columns = warehouse_columns(BY_NAME[name])
    listed = ", ".join(f'"{column}"' for column in columns)
    incoming = frame.select(columns).to_arrow()
    connection.register("incoming", incoming)
    connection.execute(f"INSERT INTO {CORE_SCHEMA}.{name} ({listed}) SELECT {listed} FROM incoming")
    connection.unregister("incoming")
