"""Every view by itself, without a browser: on the sample and on texts that lack everything that a text may lack.

That it is drawn, and that its exposure names what it reads. Stays out: what a choice shows (`test_browser`).
"""

from __future__ import annotations

import re
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
from tests.dashboard.published import MARTS, publish
from tests.end_to_end.product import sample_run, value
from warehouse.layout import DATA_VARIABLE
from warehouse.query import reading

EXPOSURES = MARTS.parent / "exposures.yml"
MACRO = "search_text"
NAMES = [view.name for view in VIEWS]


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
        without_parameters = re.sub(r"\$\w+", "NULL", sql)  # DuckDB tells names only of what it need not prepare
        self._read |= self._connection.get_table_names(without_parameters)
        self._read |= {MACRO} if f"{MACRO}(" in sql else set()
        return self._connection.execute(sql, parameters)


def one_view(name: str) -> None:
    """What Streamlit runs; its source is taken out of this module, so that it must import for itself."""
    from dashboard.app import alone

    alone(name)


def draw(name: str, **parameters: str) -> AppTest:
    """The view at an address with these parameters."""
    at = AppTest.from_function(one_view, args=(name,), default_timeout=60)
    for parameter, given in parameters.items():
        at.query_params[parameter] = given
    at.run()
    assert not at.exception
    assert at.get("html")
    return at


@pytest.mark.parametrize("name", NAMES)
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
    # An article with quotes, events and copies: then every question of its view is asked.
    article = value(
        sample.published,
        "SELECT a.article_id FROM dim_article AS a JOIN rpt_story AS s ON s.canonical_article_id = a.article_id"
        " ORDER BY s.quote_count DESC, 1 LIMIT 1",
    )
    draw(name, words="ferry", article=str(article))
    assert read - {"about"} == exposed()[name]


def test_every_view_has_an_exposure_and_no_exposure_is_without_a_view() -> None:
    assert list(exposed()) == NAMES


@pytest.mark.parametrize(
    ("name", "article"),
    [*((name, "undated") for name in NAMES), ("article", "ferry"), ("article", "strike"), ("article", "nothing")],
)
@pytest.mark.usefixtures("published")
def test_a_view_is_drawn_where_headlines_dates_speakers_actors_and_places_are_missing(name: str, article: str) -> None:
    draw(name, words="said", article=article)


@pytest.mark.usefixtures("published")
def test_nothing_that_is_missing_is_shown_as_a_number() -> None:
    for name, parameters in (("search", {"words": "rained"}), ("article", {"article": "undated"})):
        shown = " ".join(element.proto.body for element in draw(name, **parameters).get("html"))
        assert "nan" not in shown.lower()
        assert "nat" not in shown.lower()


@pytest.mark.parametrize("name", NAMES)
def test_a_view_is_drawn_of_an_empty_file(name: str, published: Path) -> None:
    publish(published, {"about": [{"name": "version", "value": "0.1.0"}]})
    draw(name, words="said", article="nothing")
