"""The overview on a small published file: what it counts, how filters narrow it, what it says where nothing can be read.

Stays out: what needs a browser, such as the way from one view to another (`test_browser`).
"""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import app
from tests.dashboard.published import MONDAY, TUESDAY, publish, rows
from warehouse.layout import DATA_VARIABLE

APP = Path(app.__file__)


def open_page() -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not at.exception
    return at


def metrics(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def markup(at: AppTest) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


def told(at: AppTest) -> str:
    return html.unescape(re.sub("<[^>]+>", "", markup(at)))


def charts(at: AppTest) -> int:
    return len(at.get("vega_lite_chart")) + len(at.get("arrow_vega_lite_chart"))


@pytest.mark.usefixtures("published")
class TestOverview:
    def test_says_what_the_file_holds_and_when_it_was_published(self) -> None:
        at = open_page()
        assert at.title[0].value == "Dateline"
        assert (
            "4 articles, 3 outlets, 4 quotes, 4 events, 2 to 3 March 2026. Published 4 March 2026, 05:06 UTC."
            in told(at)
        )
        assert metrics(at) == {"Articles": "4", "Outlets": "3", "Quotes": "4", "People quoted": "2", "Events": "4"}
        assert charts(at) == 2 + 3  # people, events, and one for each outlet

    def test_an_outlet_narrows_everything(self) -> None:
        at = open_page()
        at.multiselect(key="outlets").set_value(["west.example"]).run()
        assert not at.exception
        assert metrics(at) == {"Articles": "1", "Outlets": "1", "Quotes": "1", "People quoted": "1", "Events": "2"}
        assert charts(at) == 3

    def test_days_narrow_everything_and_an_undated_article_counts_on_the_day_it_was_fetched(self) -> None:
        at = open_page()
        at.date_input(key="days").set_value((MONDAY, MONDAY)).run()
        assert not at.exception
        assert metrics(at)["Articles"] == "1"
        at.date_input(key="days").set_value((TUESDAY, TUESDAY)).run()
        assert metrics(at)["Articles"] == "3"

    def test_a_period_that_is_only_half_chosen_is_open(self) -> None:
        at = open_page()
        at.date_input(key="days").set_value((TUESDAY,)).run()
        assert not at.exception
        assert metrics(at)["Articles"] == "3"

    def test_filters_without_any_article_say_so(self) -> None:
        at = open_page()
        at.multiselect(key="outlets").set_value(["west.example"])
        at.date_input(key="days").set_value((MONDAY, MONDAY)).run()
        assert not at.exception
        assert "No article matches" in at.info[0].value

    def test_names_who_is_rising(self) -> None:
        assert "2 articles, before 0.5 a week" in told(open_page())

    def test_a_new_publication_shows_up_at_the_next_run(self, published: Path) -> None:
        at = open_page()
        fewer = rows()
        fewer["fct_quote"] = fewer["fct_quote"][:1]
        before = published.stat().st_mtime_ns
        publish(published, fewer)
        os.utime(published, ns=(before + 1_000_000_000, before + 1_000_000_000))
        assert metrics(at.run())["Quotes"] == "1"

    def test_without_a_published_file_it_names_the_command(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "empty"))
        at = open_page()
        assert at.subheader[0].value == "Nothing to show yet"
        assert "Nothing is published yet" in at.text[0].value
        assert at.code[0].value == "dateline run sample"
        assert not at.metric

    def test_a_damaged_file_and_one_of_another_version_are_explained(self, published: Path) -> None:
        with duckdb.connect(str(published)) as connection:
            connection.execute("DROP TABLE fct_quote")
        assert "another version of Dateline" in open_page().text[0].value
        published.write_bytes(b"not a database")
        assert "cannot be read" in open_page().text[0].value

    def test_an_empty_file_breaks_nothing_even_without_a_word_about_itself(self, published: Path) -> None:
        publish(published, {})
        assert metrics(open_page())["Articles"] == "0"
