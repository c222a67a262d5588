"""DuckDB statements read off the table declarations: CREATE TABLE with NOT NULL, CHECK and comments.

Stays out: primary keys and references as indexes (they triple the time of a load; uniqueness and parents are checked in
`warehouse.checks`), and any statement that changes data.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from transforms.tables import WAREHOUSE_TABLES, Table, table_name
from transforms.tables.base import accepted_values, polars_schema, summary, warehouse_columns

CORE_SCHEMA = "core"

_SIMPLE_TYPES: dict[type[pl.DataType], str] = {
    pl.String: "VARCHAR",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
    pl.Binary: "BLOB",
}


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def duckdb_type(dtype: pl.DataType) -> str:
    """The DuckDB type of a Polars type; raises `ValueError` for one that no declaration uses."""
    if isinstance(dtype, pl.List):
        return f"{duckdb_type(pl.Series(dtype=dtype).explode().dtype)}[]"
    for polars_type, name in _SIMPLE_TYPES.items():
        if isinstance(dtype, polars_type):
            return name
    raise ValueError(f"No DuckDB type is set for the Polars type {dtype}.")


def create_table(table: type[Table]) -> str:
    """The CREATE TABLE statement of one declaration."""
    schema, columns = polars_schema(table), table.columns()
    lines = []
    for name in warehouse_columns(table):
        line = f'  "{name}" {duckdb_type(schema[name])}'
        if not columns[name].nullable:
            line += " NOT NULL"
        values = accepted_values(columns[name])
        if values:
            line += f' CHECK ("{name}" IN ({", ".join(quoted(value) for value in values)}))'
        lines.append(line)
    return f"CREATE TABLE IF NOT EXISTS {CORE_SCHEMA}.{table_name(table)} (\n" + ",\n".join(lines) + "\n)"


def comments(table: type[Table]) -> Iterator[str]:
    """COMMENT statements for one declaration's table and columns."""
    name = f"{CORE_SCHEMA}.{table_name(table)}"
    yield f"COMMENT ON TABLE {name} IS {quoted(summary(table))}"
    for column in warehouse_columns(table):
        yield f'COMMENT ON COLUMN {name}."{column}" IS {quoted(table.columns()[column].description or "")}'


def create_statements() -> Iterator[str]:
    """Everything that makes an empty core schema, in order."""
    yield f"CREATE SCHEMA IF NOT EXISTS {CORE_SCHEMA}"
    for table in WAREHOUSE_TABLES:
        yield create_table(table)
        yield from comments(table)
