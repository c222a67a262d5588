"""What assets are handed by Dagster: the settings, the table store, and the I/O manager between stages.

Stays out: what the assets do.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import dagster as dg
import polars as pl

from orchestration.settings import Settings
from orchestration.stamps import stamp_for
from orchestration.storage import TableStore
from transforms.tables import BY_NAME, Table
from transforms.tables.base import accepted_values, check, polars_schema, primary_key, summary

PARQUET = "parquet_tables"


class ParquetTables(dg.IOManager):
    """Hands frames from stage to stage through the table store; the asset's name is the table's name.

    What a stage returns is checked against its declaration before it is kept: a broken frame stops the run. It is kept with
    the stamp of what made it (`orchestration.stamps`).
    """

    def __init__(self, settings: Settings, store: TableStore) -> None:
        self._settings = settings
        self._store = store

    def handle_output(self, context: dg.OutputContext, obj: pl.DataFrame) -> None:
        """Check and keep the day's frame."""
        name, day = context.asset_key.path[-1], day_of(context)
        frame = check(obj, BY_NAME[name])
        self._store.replace(name, day, frame, made_by=stamp_for(name, day, self._settings, self._store))
        context.add_output_metadata(row_metadata(frame.height))

    def load_input(self, context: dg.InputContext) -> pl.DataFrame:
        """The day's frame of an upstream table, without columns of bytes."""
        table = BY_NAME[context.asset_key.path[-1]]
        schema = polars_schema(table)
        columns = [name for name, dtype in schema.items() if dtype != pl.Binary]
        frame = self._store.read(context.asset_key.path[-1], day_of(context), schema, columns)
        if len(columns) == len(schema):
            return frame
        return frame.with_columns(
            pl.lit(None, dtype=schema[name]).alias(name) for name in schema if name not in columns
        )


def day_of(context: Any) -> dt.date:
    """The partition of a run as a day."""
    key = context.partition_key if context.has_partition_key else context.asset_partition_key
    return dt.date.fromisoformat(key)


def row_metadata(rows: int) -> dict[str, Any]:
    """What every materialisation shows in the UI."""
    return {"dagster/row_count": rows}


def table_metadata(table: type[Table]) -> dict[str, Any]:
    """Column names, types, constraints and descriptions of a declaration, for the UI's catalogue."""
    keys = primary_key(table)
    columns = []
    for name, column in table.columns().items():
        values = accepted_values(column)
        columns.append(
            dg.TableColumn(
                name,
                type=str(column.dtype),
                description=column.description,
                constraints=dg.TableColumnConstraints(
                    nullable=column.nullable,
                    unique=keys == [name],
                    other=[f"one of: {', '.join(values)}"] if values else [],
                ),
            )
        )
    return {"dagster/column_schema": dg.TableSchema(columns=columns)}


def table_description(table: type[Table]) -> str:
    """The declaration's summary."""
    return summary(table)


def make_resources(settings: Settings) -> dict[str, Any]:
    """Resources of all assets."""
    store = TableStore(settings.layout)
    return {"settings": settings, "store": store, PARQUET: ParquetTables(settings, store)}
