"""DuckDB's side of the declarations: what is loaded comes back equal, and what is not allowed is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import duckdb
import polars as pl
import pytest

from tests.warehouse import day as sample
from transforms.tables import WAREHOUSE_TABLES, Pages, Table, table_name
from transforms.tables.base import accepted_values, empty, polars_schema, rows_to_frame, summary, warehouse_columns
from warehouse.ddl import CORE_SCHEMA, create_statements, create_table, duckdb_type, quoted

every_table = pytest.mark.parametrize("table", WAREHOUSE_TABLES, ids=[table_name(table) for table in WAREHOUSE_TABLES])


@pytest.fixture(scope="module")
def core() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for statement in create_statements():
            connection.execute(statement)
        yield connection


def sample_frame(table: type[Table]) -> pl.DataFrame:
    """Rows of the sample day, of which the first is also there with null in every column that may be."""
    name = table_name(table)
    if name == "runs":
        return sample.run()
    rows = sample.rows()[name]
    bare = {column: value for column, value in rows[0].items() if not table.columns()[column].nullable}
    return sample.frame(name, [*rows, bare])


def insert(core: duckdb.DuckDBPyConnection, table: type[Table], frame: pl.DataFrame) -> None:
    columns = ", ".join(f'"{column}"' for column in warehouse_columns(table))
    core.register("incoming", frame.select(warehouse_columns(table)).to_arrow())
    core.execute(f"INSERT INTO {CORE_SCHEMA}.{table_name(table)} ({columns}) SELECT {columns} FROM incoming")


@every_table
def test_rows_come_back_as_they_went_in(core: duckdb.DuckDBPyConnection, table: type[Table]) -> None:
    frame = sample_frame(table).select(warehouse_columns(table))
    core.execute("BEGIN")
    insert(core, table, sample_frame(table))
    back = core.execute(f"SELECT * FROM {CORE_SCHEMA}.{table_name(table)}").pl()
    core.execute("ROLLBACK")
    assert back.schema == frame.schema
    assert back.equals(frame)


@every_table
def test_an_empty_frame_goes_in(core: duckdb.DuckDBPyConnection, table: type[Table]) -> None:
    insert(core, table, empty(table))
    back = core.execute(f"SELECT * FROM {CORE_SCHEMA}.{table_name(table)}").pl()
    assert back.is_empty()
    assert back.schema == pl.Schema({name: polars_schema(table)[name] for name in warehouse_columns(table)})


@every_table
def test_null_is_refused_where_the_declaration_does_not_allow_it(
    core: duckdb.DuckDBPyConnection, table: type[Table]
) -> None:
    row = sample_frame(table).row(0, named=True)
    for name in warehouse_columns(table):
        if not table.columns()[name].nullable:
            with pytest.raises(duckdb.ConstraintException, match="NOT NULL"):
                insert(core, table, rows_to_frame([{**row, name: None}], table))


@every_table
def test_a_value_outside_a_category_is_refused(core: duckdb.DuckDBPyConnection, table: type[Table]) -> None:
    row = sample_frame(table).row(0, named=True)
    for name in warehouse_columns(table):
        if accepted_values(table.columns()[name]):
            with pytest.raises(duckdb.ConstraintException, match="CHECK"):
                insert(core, table, rows_to_frame([{**row, name: "something else"}], table))


@every_table
def test_descriptions_are_comments(core: duckdb.DuckDBPyConnection, table: type[Table]) -> None:
    name = table_name(table)
    found = core.execute("SELECT comment FROM duckdb_tables() WHERE table_name = $name", {"name": name}).fetchall()
    assert found == [(summary(table),)]
    comments = dict(
        core.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = $name", {"name": name}
        ).fetchall()
    )
    assert comments == {column: table.columns()[column].description for column in warehouse_columns(table)}


def test_creating_again_keeps_what_is_there(core: duckdb.DuckDBPyConnection) -> None:
    core.execute("BEGIN")
    insert(core, Pages, sample_frame(Pages))
    for statement in create_statements():
        core.execute(statement)
    count = core.execute(f"SELECT count(*) FROM {CORE_SCHEMA}.pages").fetchone()
    core.execute("ROLLBACK")
    assert count == (3,)


def test_columns_of_the_stages_are_not_in_the_warehouse() -> None:
    assert '"body"' not in create_table(Pages)


@pytest.mark.parametrize(
    ("dtype", "name"),
    [
        (pl.String(), "VARCHAR"),
        (pl.Int32(), "INTEGER"),
        (pl.Float64(), "DOUBLE"),
        (pl.Datetime("us"), "TIMESTAMP"),
        (pl.List(pl.String()), "VARCHAR[]"),
        (pl.List(pl.List(pl.Int64())), "BIGINT[][]"),
    ],
)
def test_polars_types_have_duckdb_types(dtype: pl.DataType, name: str) -> None:
    assert duckdb_type(dtype) == name


def test_a_type_that_no_table_uses_is_refused() -> None:
    with pytest.raises(ValueError, match="No DuckDB type"):
        duckdb_type(pl.Duration("us"))


@pytest.mark.parametrize("text", ["", "it's", "''", "a\nb; DROP TABLE x --", "“😀”"])
def test_a_literal_is_what_it_says(core: duckdb.DuckDBPyConnection, text: str) -> None:
    assert core.execute(f"SELECT {quoted(text)}").fetchone() == (text,)


def test_microseconds_survive(core: duckdb.DuckDBPyConnection) -> None:
    core.execute("BEGIN")
    insert(core, Pages, sample_frame(Pages))
    moment = core.execute(f"SELECT fetched_at FROM {CORE_SCHEMA}.pages LIMIT 1").fetchone()
    core.execute("ROLLBACK")
    assert moment == (dt.datetime(2026, 3, 9, 12, 0, 0, 123456),)
