"""The data dictionary: every declared table and column in words, read off the declarations.

`python -m warehouse.dictionary` writes it to docs/data_dictionary.md. Stays out: the marts, which dbt documents.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

from transforms.tables import ALL_TABLES, BY_NAME, Table, table_name
from transforms.tables.base import accepted_values, polars_schema, primary_key, references, summary
from warehouse.ddl import CORE_SCHEMA, duckdb_type

PLACE = Path(__file__).parents[1] / "docs" / "data_dictionary.md"
"""Where the dictionary lies in a checkout."""

_HEAD = f"""\
# Data dictionary

Generated from the declarations in `transforms/tables` by `python -m warehouse.dictionary`; do not edit it by hand.

Every table is kept by day: `fetched_on` is part of every key. Tables of the warehouse lie in its schema `{CORE_SCHEMA}`; the
others stay in Parquet, in the folder `tables` of the data folder. Offsets count code points of `articles.text` from 0, and an
end is the first code point that no longer belongs. Times are UTC. The marts that are made of these tables are described in
the dbt project (`dbt_like_sql`) and, like all tables, by comments inside the published file.
"""


def data_dictionary() -> str:
    """The whole dictionary in Markdown: an overview, and one section a declared table."""
    return "\n".join([_HEAD, *_overview(), *(line for table in ALL_TABLES for line in _section(table))]).rstrip() + "\n"


def _overview() -> Iterator[str]:
    yield "| table | rows | in the warehouse |"
    yield "|---|---|---|"
    for table in ALL_TABLES:
        name = table_name(table)
        yield f"| [{name}](#{name}) | {_cell(summary(table))} | {'yes' if table.in_warehouse else 'no'} |"
    yield ""


def _section(table: type[Table]) -> Iterator[str]:
    name = table_name(table)
    yield f"## {name}"
    yield ""
    yield inspect.cleandoc(table.__doc__ or "")
    yield ""
    place = f"`{CORE_SCHEMA}.{name}`" if table.in_warehouse else "not loaded, stays in Parquet"
    yield f"- **In the warehouse:** {place}" + _not_loaded(table)
    yield f"- **Key:** {_names([*primary_key(table), 'fetched_on'])}"
    parents = [f"`{column}` → `{parent}.{key}`" for column, (parent, key) in references(table).items()]
    if parents:
        yield f"- **Parents:** {', '.join(parents)}"
    children = [
        f"`{child}.{column}`"
        for child, declared in BY_NAME.items()
        for column, (parent, _) in references(declared).items()
        if parent == name
    ]
    if children:
        yield f"- **Children:** {', '.join(children)}"
    for start, end, text in table.evidence:
        yield f"- **Evidence:** `articles.text[{start}:{end}]` equals `{text}`"
    yield ""
    yield "| column | type | null | description | accepted values |"
    yield "|---|---|---|---|---|"
    yield from _columns(table)
    yield ""


def _not_loaded(table: type[Table]) -> str:
    left_out = [column for column in table.columns() if column in table.stage_only]
    return f" (without {_names(left_out)}, which stays in Parquet)" if left_out else ""


def _columns(table: type[Table]) -> Iterator[str]:
    for (name, column), dtype in zip(table.columns().items(), polars_schema(table).values(), strict=True):
        values = ", ".join(f"`{value}`" for value in accepted_values(column) or [])
        nullable = "yes" if column.nullable else "no"
        yield f"| `{name}` | {duckdb_type(dtype)} | {nullable} | {_cell(column.description or '')} | {values} |"


def _names(columns: list[str]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PLACE.parent.mkdir(exist_ok=True)
    PLACE.write_text(data_dictionary(), encoding="utf-8")
