"""The small published file that the tests of this folder read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.dashboard.published import publish, rows
from warehouse.layout import DATA_VARIABLE, Layout


@pytest.fixture(autouse=True)
def own_main_module() -> Iterator[None]:
    """Streamlit's test runner puts its script in the main module's place, where worker processes of later tests look."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file, where the dashboard looks for it."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    path = Layout.from_environment().published
    publish(path, rows())
    return path


@pytest.fixture
def connection(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file, opened for reading."""
    with duckdb.connect(str(published), read_only=True) as opened:
        yield opened
