"""What the golden sentences have in common: their files, and holding rows against what a case lists of them.

Stays out: how a case is read (the tests beside this file).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def read_cases(file_name: str) -> list[Row]:
    """The cases of a file in this folder."""
    cases: list[Row] = tomllib.loads(Path(__file__).with_name(file_name).read_text(encoding="utf-8"))["case"]
    return cases


def assert_rows(got: Sequence[Row], expected: Sequence[Row], known_by: str) -> None:
    """The same rows in the same order by one column, and each with what the case lists of it; "" stands for null."""
    assert [row[known_by] for row in got] == [row[known_by] for row in expected]
    for row, wanted in zip(got, expected, strict=True):
        assert {column: row[column] for column in wanted} == {
            column: None if value == "" else value for column, value in wanted.items()
        }
