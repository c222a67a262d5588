"""The data dictionary is complete and current."""

from __future__ import annotations

import pytest

from transforms.tables import ALL_TABLES, Table, table_name
from transforms.tables.base import accepted_values, references, summary
from warehouse.dictionary import PLACE, data_dictionary

every_table = pytest.mark.parametrize("table", ALL_TABLES, ids=[table_name(table) for table in ALL_TABLES])


def section(table: type[Table]) -> str:
    _, found, rest = data_dictionary().partition(f"\n## {table_name(table)}\n")
    assert found
    return rest.partition("\n## ")[0]


def test_the_file_is_current() -> None:
    assert PLACE.read_text(encoding="utf-8") == data_dictionary(), (
        "Run `python -m warehouse.dictionary` and commit the file."
    )


@every_table
def test_a_table_is_described_with_its_relations(table: type[Table]) -> None:
    text = section(table)
    assert summary(table) in " ".join(text.split())
    assert ("stays in Parquet" in text) == (not table.in_warehouse or bool(table.stage_only))
    for column, (parent, key) in references(table).items():
        assert f"`{column}` → `{parent}.{key}`" in text
    for start, end, words in table.evidence:
        assert f"`articles.text[{start}:{end}]` equals `{words}`" in text


@every_table
def test_every_column_is_a_line_with_a_description(table: type[Table]) -> None:
    lines = {line.split("`")[1]: line for line in section(table).splitlines() if line.startswith("| `")}
    assert list(lines) == list(table.columns())
    for name, column in table.columns().items():
        _, _, kind, null, description, values, _ = lines[name].replace("\\|", "/").split("|")
        assert kind.strip()
        assert null.strip() == ("yes" if column.nullable else "no")
        assert description.strip().endswith(".")
        assert values.strip() == ", ".join(f"`{value}`" for value in accepted_values(column) or [])
