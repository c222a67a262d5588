"""One declaration a table: what is read off it, and what it refuses.

Stays out: DuckDB's side of a declaration (tests/warehouse/test_ddl).
"""

from __future__ import annotations

import re
from typing import Any

import polars as pl
import pytest

from tests.warehouse import day as sample
from transforms.tables import (
    ALL_TABLES,
    BY_NAME,
    WAREHOUSE_TABLES,
    Articles,
    Blocks,
    Events,
    Mentions,
    Pages,
    Table,
    table_name,
)
from transforms.tables.base import (
    BrokenFrame,
    accepted_values,
    check,
    conform,
    empty,
    polars_schema,
    primary_key,
    references,
    rows_to_frame,
    summary,
    warehouse_columns,
)

NAMES = [table_name(table) for table in ALL_TABLES]
every_table = pytest.mark.parametrize("table", ALL_TABLES, ids=NAMES)


# --------------------------------------------------------------------------------------- what every declaration holds


@every_table
def test_every_table_and_column_is_described(table: type[Table]) -> None:
    assert summary(table).startswith("One row ")
    assert summary(table).endswith(".")
    for name, column in table.columns().items():
        assert column.description, name
        assert column.description.endswith("."), name


@every_table
def test_every_table_has_a_key_and_the_partition_column(table: type[Table]) -> None:
    assert primary_key(table)
    assert polars_schema(table)["fetched_on"] == pl.Date
    assert not table.columns()["fetched_on"].nullable
    assert all(not table.columns()[name].nullable for name in primary_key(table))


@every_table
def test_column_names_say_what_they_hold(table: type[Table]) -> None:
    for name, dtype in polars_schema(table).items():
        assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", name)
        if name.endswith("_on"):
            assert dtype == pl.Date, name
        if name.endswith("_at"):
            assert dtype == pl.Datetime("us"), name
        if name.endswith("_id"):
            assert dtype == pl.String, name
        if name.startswith("is_"):
            assert dtype == pl.Boolean, name
        if name.endswith(("_count", "_no", "char_start", "char_end")):
            assert dtype == pl.Int32, name


@every_table
def test_parents_are_declared_before_their_children(table: type[Table]) -> None:
    before = NAMES[: NAMES.index(table_name(table)) + 1]  # a row may belong to another row of its own table
    for column, (parent, parent_column) in references(table).items():
        assert parent in before, column
        assert primary_key(BY_NAME[parent]) == [parent_column]


@every_table
def test_evidence_names_columns_of_the_table_and_of_an_article(table: type[Table]) -> None:
    schema = polars_schema(table)
    for start, end, text in table.evidence:
        assert (schema[start], schema[end], schema[text]) == (pl.Int32, pl.Int32, pl.String)
        assert "article_id" in schema


@pytest.mark.parametrize("table", WAREHOUSE_TABLES, ids=[table_name(table) for table in WAREHOUSE_TABLES])
def test_parents_of_a_warehouse_table_are_in_the_warehouse(table: type[Table]) -> None:
    assert all(BY_NAME[parent].in_warehouse for parent, _ in references(table).values())
    assert set(table.stage_only) <= set(table.columns())
    assert warehouse_columns(table) == [name for name in table.columns() if name not in table.stage_only]


@every_table
def test_an_empty_frame_fits_its_table(table: type[Table]) -> None:
    assert check(empty(table), table).schema == polars_schema(table)


def test_names_are_in_snake_case() -> None:
    assert "removed_blocks" in BY_NAME
    assert len(BY_NAME) == len(ALL_TABLES)


# ------------------------------------------------------------------------------------------------- frames that are made


def test_the_sample_day_fits_all_tables() -> None:
    for name, made in sample.frames().items():
        assert not made.is_empty()
        assert made.columns == list(BY_NAME[name].columns())


def test_conforming_orders_casts_and_drops() -> None:
    loose = pl.DataFrame(
        {
            "extra": [1],
            "zone": ["body"],
            "char_end": [5],
            "char_start": [0],
            "block_no": [0],
            "article_id": ["a"],
            "fetched_on": [sample.DAY],
        }
    )
    assert conform(loose, Blocks).schema == polars_schema(Blocks)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(BrokenFrame, match="Table blocks: the frame lacks the columns zone, char_end"):
        conform(empty(Blocks).drop("zone", "char_end"), Blocks)


def test_what_a_row_leaves_out_is_null() -> None:
    assert rows_to_frame([{"page_id": "p"}], Pages)["url"].to_list() == [None]


def broken(table: str, **columns: Any) -> pl.DataFrame:
    first = sample.rows()[table][0]
    return sample.frame(table, [{**first, **columns}])


@pytest.mark.parametrize(
    ("table", "columns", "rule"),
    [
        ("pages", {"status": "lost"}, "status|check__accepted_values"),
        ("pages", {"source_kind": "floppy"}, "source_kind|check__accepted_values"),
        ("pages", {"fetched_at": None}, "fetched_at|nullability"),
        ("pages", {"byte_count": -1}, "byte_count|min"),
        ("articles", {"text": None}, "text|nullability"),
        ("articles", {"authors": None}, "authors|nullability"),
        ("articles", {"date_published_source": "guess"}, "date_published_source|check__accepted_values"),
        ("mentions", {"confidence": 1.01}, "confidence|max"),
        ("mentions", {"entity_type": "CAR"}, "entity_type|check__accepted_values"),
        ("events", {"event_type": "FISHING"}, "event_type|check__accepted_values"),
        ("events", {"quad_code": 5}, "quad_code|max"),
        ("events", {"latitude": 91.0}, "latitude|max"),
        ("events", {"event_date_start": None}, None),
        ("quotes", {"cue_text": None, "cue_char_start": None, "cue_char_end": None}, None),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_by_name(table: str, columns: dict[str, Any], rule: str | None) -> None:
    made = broken(table, **columns)
    if rule is None:
        assert check(made, BY_NAME[table]).height == 1
        return
    with pytest.raises(BrokenFrame) as refused:
        check(made, BY_NAME[table])
    assert f"Table {table}: rows break the declaration: {rule} (1 rows)" in str(refused.value)


def test_two_rows_of_one_key_are_refused() -> None:
    row = sample.rows()["pages"][0]
    with pytest.raises(BrokenFrame, match=r"primary_key \(2 rows\)"):
        check(sample.frame("pages", [row, row]), Pages)


def test_categories_tell_their_values() -> None:
    assert accepted_values(Mentions.columns()["zone"]) == ["headline", "body", "caption"]
    assert accepted_values(Articles.columns()["text"]) is None
    assert len(accepted_values(Events.columns()["event_type"]) or []) == 16
