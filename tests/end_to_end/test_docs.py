"""`dateline docs`: the warehouse explained in one file. Stays out: whether every column is described (`tests/warehouse`)."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.end_to_end.product import SampleRun, complaint, dateline


def test_one_file_tells_of_models_columns_tests_and_views(sample: SampleRun, tmp_path: Path) -> None:
    shutil.copy(sample.data / "warehouse.duckdb", tmp_path)
    finished = dateline("docs", "--data", tmp_path)
    assert finished.returncode == 0, finished.stderr
    told = (tmp_path / "warehouse.html").read_text(encoding="utf-8")
    for words in (
        "rpt_source_diversity",
        "Whom an outlet quotes, by week",
        "dashboard_speakers",
        "evidence_matches_text",
    ):
        assert words in told, words


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    assert "Run `dateline run PATH` first" in complaint(dateline("docs", "--data", tmp_path))
