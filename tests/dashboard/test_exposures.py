"""Every view on the published sample, without a browser: that it is drawn, and that its exposure names what it reads.

Stays out: what a view shows (`test_browser`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest
import streamlit as st
import yaml
from streamlit.testing.v1 import AppTest

from dashboard import answers
from dashboard.app import VIEWS
from tests.dashboard.published import MARTS
from tests.end_to_end.product import sample_run, value
from warehouse.layout import DATA_VARIABLE
from warehouse.query import reading

EXPOSURES = MARTS.parent / "exposures.yml"
MACRO = "search_text"


def exposed() -> dict[str, set[str]]:
    """The relations that each exposure says it depends on."""
    exposures = yaml.safe_load(EXPOSURES.read_text(encoding="utf-8"))["exposures"]
    return {
        exposure["name"].removeprefix("dashboard_"): {ref.split("'")[1] for ref in exposure["depends_on"]}
        for exposure in exposures
    }


class Recorder:
    """A connection that notes which relations are read."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, read: set[str]) -> None:
        self._connection, self._read = connection, read

    def execute(self, sql: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        self._read |= self._connection.get_table_names(sql)
        self._read |= {MACRO} if f"{MACRO}(" in sql else set()
        return self._connection.execute(sql, parameters)


def one_view(name: str) -> None:
    """What Streamlit runs: one view, without the others beside it."""
    from dashboard.app import VIEWS, show

    show(next(view for view in VIEWS if view.name == name))


@pytest.mark.parametrize("name", [view.name for view in VIEWS])
def test_a_view_reads_what_its_exposure_says(
    name: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = sample_run(tmp_path_factory)
    read: set[str] = set()

    @contextmanager
    def recording(published: Path) -> Iterator[Recorder]:
        with reading(published) as connection:
            yield Recorder(connection, read)

    monkeypatch.setenv(DATA_VARIABLE, str(sample.data))
    monkeypatch.setattr(answers, "reading", recording)
    st.cache_data.clear()
    at = AppTest.from_function(one_view, args=(name,), default_timeout=60)
    if name == "search":
        at.query_params["words"] = "ferry"
    if name == "article":
        # An article with quotes, events and copies: then every question of the view is asked.
        at.query_params["article"] = str(
            value(
                sample.published,
                "SELECT a.article_id FROM dim_article AS a JOIN rpt_story AS s ON s.canonical_article_id = a.article_id"
                " ORDER BY s.quote_count DESC, 1 LIMIT 1",
            )
        )
    at.run()
    assert not at.exception
    assert at.get("html")
    assert read - {"about"} == exposed()[name]


def test_every_view_has_an_exposure_and_no_exposure_is_without_a_view() -> None:
    assert set(exposed()) == {view.name for view in VIEWS}
