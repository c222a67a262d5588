"""The benchmark of the rules counts what it was given, and refuses a file without texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.rules import measure


def test_it_measures_the_texts_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    rows = [{"id": "a", "text": "Ingrid Solberg spoke in Oslo."}, {"id": "b", "text": "It rained."}]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = measure(file, None, 1)
    assert (figures["articles"], figures["tokens"]) == (2, 9)
    assert list(figures["steps"]) == ["entities", "quotes", "events"]
    for step in figures["steps"].values():
        assert step["cpu_seconds_by_round"] == [step["cpu_seconds"]]
    assert measure(file, 1, 1)["articles"] == 1


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(SystemExit, match="holds no texts"):
        measure(tmp_path / "none.jsonl", None, 1)
