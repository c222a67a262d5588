"""What every table declaration shares: column kinds, and what is read off a declaration (schema, checks, keys).

Stays out: the declarations themselves (one module a table) and SQL (`warehouse.ddl`). This is the only folder that uses
dataframely's API.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

import dataframely as dy
import polars as pl


class Evidence(NamedTuple):
    """Which columns of a table point at characters of `articles.text`, and which column holds those characters."""

    start: str
    end: str
    text: str


class Table(dy.Schema):
    """A table of Dateline. The docstring's first line describes it; its columns carry their own descriptions.

    `evidence` lists the offset pairs whose characters must equal a stored text; `in_warehouse` is false for a table
    that stays in Parquet; `stage_only` names columns that are not loaded into the warehouse.
    """

    evidence: ClassVar[Sequence[Evidence]] = ()
    in_warehouse: ClassVar[bool] = True
    stage_only: ClassVar[Sequence[str]] = ()


class BrokenFrame(Exception):
    """A frame does not fit its declaration. This is a fault of the code that made it, never of a page."""


# ------------------------------------------------------------------------------------------------- kinds of columns


def string(description: str, *, key: bool = False, optional: bool = False, references: str | None = None) -> dy.String:
    """A string. `key` makes it part of the primary key; `references` names the parent's column as `table.column`."""
    metadata = {"references": references} if references else None
    return dy.String(description=description, primary_key=key, nullable=optional, metadata=metadata)


def category(values: Iterable[str], description: str, *, key: bool = False, optional: bool = False) -> dy.String:
    """A string out of a closed list."""
    accepted = list(values)
    return dy.String(
        description=description,
        primary_key=key,
        nullable=optional,
        check={"accepted_values": lambda column: column.is_in(accepted)},
        metadata={"accepted_values": accepted},
    )


def integer(
    description: str, *, key: bool = False, optional: bool = False, at_least: int | None = 0, at_most: int | None = None
) -> dy.Int32:
    """A 32-bit whole number, not negative unless `at_least` says otherwise."""
    return dy.Int32(description=description, primary_key=key, nullable=optional, min=at_least, max=at_most)


def number(
    description: str, *, optional: bool = False, at_least: float | None = None, at_most: float | None = None
) -> dy.Float64:
    """A 64-bit float."""
    return dy.Float64(description=description, nullable=optional, min=at_least, max=at_most)


def flag(description: str, *, optional: bool = False) -> dy.Bool:
    """A truth value."""
    return dy.Bool(description=description, nullable=optional)


def timestamp(description: str, *, optional: bool = False) -> dy.Datetime:
    """A moment in UTC, in microseconds, without a zone attached."""
    return dy.Datetime(description=description, nullable=optional, time_unit="us")


def date(description: str, *, optional: bool = False) -> dy.Date:
    """A calendar day."""
    return dy.Date(description=description, nullable=optional)


def texts(description: str) -> dy.List:
    """A list of strings, possibly empty, never null."""
    return dy.List(dy.String(), description=description)


def partition_day() -> dy.Date:
    """The partition column that every table has."""
    return dy.Date(description="The partition: the day (UTC) on which the page was fetched.")


def confidence() -> dy.Float64:
    """How far a rule is to be trusted."""
    return number(
        "How far the rule that made the row is to be trusted, between 0 and 1: a rank of the rules among each other, "
        "not yet a measured probability.",
        at_least=0.0,
        at_most=1.0,
    )


# ------------------------------------------------------------------------------------------ reading a declaration


def table_name(table: type[Table]) -> str:
    """The table's name in snake case: `RemovedBlocks` is `removed_blocks`."""
    name = table.__name__
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def polars_schema(table: type[Table]) -> pl.Schema:
    """Column names and Polars types, in declared order."""
    return pl.Schema({name: column.dtype for name, column in table.columns().items()})


def empty(table: type[Table]) -> pl.DataFrame:
    """A frame of the table's schema without rows."""
    return pl.DataFrame(schema=polars_schema(table))


def conform(frame: pl.DataFrame, table: type[Table]) -> pl.DataFrame:
    """Select the declared columns in declared order and cast them; raises `BrokenFrame` where one is missing."""
    schema = polars_schema(table)
    missing = [name for name in schema if name not in frame.columns]
    if missing:
        raise BrokenFrame(f"Table {table_name(table)}: the frame lacks the columns {', '.join(missing)}.")
    return frame.select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def rows_to_frame(rows: Sequence[dict[str, Any]], table: type[Table]) -> pl.DataFrame:
    """A frame of the table's schema from dictionaries; keys that a row lacks become null."""
    schema = polars_schema(table)
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def check(frame: pl.DataFrame, table: type[Table]) -> pl.DataFrame:
    """The frame, conformed; raises `BrokenFrame` with the broken rules, their row counts and an example row."""
    conformed = conform(frame, table)
    valid, failure = table.filter(conformed)
    if valid.height == conformed.height:
        return conformed
    counts = ", ".join(f"{rule} ({count} rows)" for rule, count in sorted(failure.counts().items()))
    example = {
        name: value if not isinstance(value, str | bytes) else value[:120]
        for name, value in failure.invalid().row(0, named=True).items()
    }
    raise BrokenFrame(f"Table {table_name(table)}: rows break the declaration: {counts}. First such row: {example}")


def primary_key(table: type[Table]) -> list[str]:
    """The columns whose values together are unique within a day."""
    return list(table.primary_key())


def warehouse_columns(table: type[Table]) -> list[str]:
    """The columns that are loaded into the warehouse."""
    return [name for name in table.columns() if name not in table.stage_only]


def accepted_values(column: dy.Column) -> list[str] | None:
    """The closed list of a category column, else None."""
    return (column.metadata or {}).get("accepted_values")


def references(table: type[Table]) -> dict[str, tuple[str, str]]:
    """Foreign keys: column → (parent table, parent column)."""
    found = {}
    for name, column in table.columns().items():
        target = (column.metadata or {}).get("references")
        if target:
            parent, parent_column = target.split(".")
            found[name] = (parent, parent_column)
    return found


def summary(table: type[Table]) -> str:
    """The first paragraph of the declaration's docstring, on one line."""
    paragraph = (table.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(paragraph.split())
