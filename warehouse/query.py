"""Questions to the published file. Stays out: formatting for a terminal (`orchestration.report`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


class NothingPublished(Exception):
    """There is no published file yet, or it cannot be read."""


class BadQuestion(Exception):
    """DuckDB refuses the SQL."""


@contextmanager
def reading(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, opened read-only; raises `NothingPublished` where there is none."""
    if not published.is_file():
        raise NothingPublished(
            f"Nothing is published yet at {published}. Run `dateline run PATH` first, or name the folder with --data."
        )
    try:
        connection = duckdb.connect(str(published), read_only=True)
    except duckdb.Error as error:
        raise NothingPublished(
            f"{published} cannot be read ({str(error).splitlines()[0]}). Run `dateline run` again: it is published anew."
        ) from error
    try:
        yield connection
    finally:
        connection.close()


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    """Run one statement; raises `BadQuestion` with DuckDB's own explanation."""
    try:
        result: duckdb.DuckDBPyConnection | None = connection.execute(sql)
    except duckdb.Error as error:
        raise BadQuestion(str(error)) from error
    if result is None:  # what DuckDB gives for nothing but blanks and comments
        raise BadQuestion("There is no statement in the question.")
    return result
