"""Exports: the same rows in other files, and nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.export import BadExport, Form, export

TEXTS = [
    "plain",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "  =1",
    "＝1",
    "5 - 3",
    "a=b",
    "",
    "zwei\nZeilen",
    'say "x", y',
]


@pytest.fixture
def marts() -> duckdb.DuckDBPyConnection:
    """Two articles of two months with a quotation each, and a dimension without days."""
    connection = duckdb.connect()
    connection.execute("""
        CREATE TABLE dim_article AS
            SELECT * FROM (VALUES ('a', DATE '2026-01-31', ['x', 'y']), ('b', DATE '2026-02-01', []))
            t(article_id, covered_on, keywords);
        CREATE TABLE fct_quote AS
            SELECT * FROM (VALUES ('q', 'a', 'one'), ('r', 'b', 'two')) t(quote_id, article_id, quotation);
        CREATE TABLE dim_outlet AS SELECT 'north.example' AS outlet_id;
        CREATE VIEW rpt_first AS FROM fct_quote WHERE quote_id = 'q'""")
    return connection


def test_everything_in_main_is_exported_views_too(marts: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    written = export(marts, tmp_path / "out", Form.JSONL)
    assert [(one.table, one.rows) for one in written] == [
        ("dim_article", 2),
        ("dim_outlet", 1),
        ("fct_quote", 2),
        ("rpt_first", 1),
    ]
    lines = (tmp_path / "out" / "fct_quote.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"quote_id": "q", "article_id": "a", "quotation": "one"},
        {"quote_id": "r", "article_id": "b", "quotation": "two"},
    ]


def test_parquet_is_a_folder_a_month_of_the_articles_day(marts: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(marts, tmp_path / "out", Form.PARQUET)
    found = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.parquet"))
    assert found == [
        "dim_article/month=2026-01/data_0.parquet",
        "dim_article/month=2026-02/data_0.parquet",
        "dim_outlet.parquet",
        "fct_quote/month=2026-01/data_0.parquet",
        "fct_quote/month=2026-02/data_0.parquet",
        "rpt_first.parquet",
    ]
    files = tmp_path / "out" / "fct_quote" / "*" / "*.parquet"
    again = duckdb.execute(f"SELECT quote_id, month FROM read_parquet('{files}', hive_types_autocast=false) ORDER BY 1")
    assert again.fetchall() == [("q", "2026-01"), ("r", "2026-02")]


def test_bounds_take_the_rows_of_the_days_and_every_dimension(marts: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    written = export(marts, tmp_path / "out", Form.CSV, first=dt.date(2026, 2, 1), last=dt.date(2026, 2, 28))
    assert {one.table: one.rows for one in written} == {
        "dim_article": 1,
        "dim_outlet": 1,
        "fct_quote": 1,
        "rpt_first": 1,
    }


def test_lists_are_one_cell_and_excel_is_told_the_encoding(marts: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(marts, tmp_path / "out", Form.CSV, ["dim_article"])
    content = (tmp_path / "out" / "dim_article.csv").read_bytes()
    assert content == '\ufeffarticle_id,covered_on,keywords\na,2026-01-31,x; y\nb,2026-02-01,""\n'.encode()


def cells(connection: duckdb.DuckDBPyConnection, folder: Path, texts: list[str]) -> list[str]:
    """The texts as they come back from an exported CSV file."""
    connection.execute("CREATE OR REPLACE TABLE dim_text (number INT, content VARCHAR)")
    connection.executemany("INSERT INTO dim_text VALUES (?, ?)", list(enumerate(texts)))
    export(connection, folder, Form.CSV, ["dim_text"])
    with (folder / "dim_text.csv").open(encoding="utf-8-sig", newline="") as lines:
        return [row["content"] for row in csv.DictReader(lines)]


def test_what_a_spreadsheet_would_run_becomes_text(marts: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = cells(marts, tmp_path / "out", TEXTS)
    changed = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"}
    assert found == [("'" if text in changed else "") + text for text in TEXTS]


@given(texts=st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")), min_size=1))
def test_every_cell_of_a_csv_comes_back_as_it_was_but_for_the_apostrophe(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with duckdb.connect() as connection:
        found = cells(connection, tmp_path_factory.mktemp("csv") / "out", texts)
    assert [cell.removeprefix("'") for cell in found] == [text.removeprefix("'") for text in texts]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in found)


def test_a_folder_that_holds_something_is_refused_and_left(marts: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadExport, match="not empty"):
        export(marts, tmp_path, Form.CSV)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_table_is_named_with_those_that_there_are(marts: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(BadExport, match=r"no table fct_quotes .*There are: dim_article, dim_outlet, fct_quote"):
        export(marts, tmp_path / "out", Form.CSV, ["fct_quotes"])


def test_an_export_that_fails_leaves_no_folder(marts: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    marts.execute("CREATE VIEW rpt_second AS SELECT error('the disk is full') AS broken")
    with pytest.raises(duckdb.Error, match="disk is full"):
        export(marts, tmp_path / "out", Form.PARQUET)
    assert list(tmp_path.iterdir()) == []
