"""The page on a small published file: what it counts, how filters and searches narrow it, how evidence is marked.

Stays out: how the marts come about (tests/warehouse), and how things look.
"""

from __future__ import annotations

import datetime as dt
import html
import os
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard import app as page_module
from dashboard import evidence, questions, wording
from dashboard.shapes import Evidence, Filters, Grain, grain_of
from warehouse.explain import Mark
from warehouse.layout import DATA_VARIABLE, Layout

APP = Path(page_module.__file__)

TABLES = """
CREATE TABLE about (name VARCHAR, value VARCHAR);
CREATE TABLE dim_outlet (outlet_id VARCHAR, publisher_name VARCHAR);
CREATE TABLE dim_article (article_id VARCHAR, outlet_id VARCHAR, headline VARCHAR, date_published TIMESTAMP,
    published_on DATE, is_canonical BOOLEAN, text VARCHAR, url VARCHAR);
CREATE TABLE dim_entity (entity_id VARCHAR, entity_type VARCHAR, canonical_name VARCHAR, gender VARCHAR,
    role_text VARCHAR);
CREATE TABLE fct_quote (quote_id VARCHAR, article_id VARCHAR, quotation VARCHAR, speaker_text VARCHAR,
    speaker_entity_id VARCHAR, speaker_role VARCHAR, char_start INTEGER, char_end INTEGER, cue_char_start INTEGER,
    cue_char_end INTEGER, speaker_char_start INTEGER, speaker_char_end INTEGER, is_negated BOOLEAN);
CREATE TABLE fct_event (event_id VARCHAR, article_id VARCHAR, event_cluster_id VARCHAR, event_date DATE,
    event_date_grain VARCHAR, status VARCHAR, quad_code INTEGER, char_start INTEGER, char_end INTEGER);
CREATE TABLE bridge_event_actor (event_id VARCHAR, role VARCHAR, char_start INTEGER, char_end INTEGER);
CREATE TABLE rpt_who_did_what (event_id VARCHAR, article_id VARCHAR, event_date DATE, actor VARCHAR,
    event_type VARCHAR, event_mode VARCHAR, recipient VARCHAR, place VARCHAR, status VARCHAR, sentence VARCHAR);
"""

MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
FERRY = "Ferry talks <resume>\nMinister Inès\u00a0Roux met the union.\n“Boats & crews will sail,” she said on Monday."
COPY = "Ferry talks resume\n“Boats & crews will sail,” Roux said."
STRIKE = "Dockers walk out\nDockers blocked the port. Tom Hale said that the port’s owner should pay."
NO_DATE = "Undated\nA clerk said that it rained."


def span(text: str, words: str) -> tuple[int, int]:
    """Where the words stand."""
    start = text.index(words)
    return start, start + len(words)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Four articles of three outlets (two bear one name), four quotes, three events of which two are one."""
    nine, seven = dt.time(9), dt.time(7)
    articles = [
        ("ferry", "north.example", "Ferry talks <resume>", MONDAY, nine, True, FERRY, "https://north.example/ferry"),
        ("copy", "south.example", "Ferry talks resume", TUESDAY, seven, False, COPY, "https://south.example/ferry"),
        ("strike", "west.example", "Dockers walk out", TUESDAY, nine, True, STRIKE, "javascript:alert(1)"),
        ("undated", "north.example", None, None, None, True, NO_DATE, None),
    ]
    none = (None, None)
    return {
        "about": [("published_at", "2026-03-04T05:06:07+00:00"), ("version", "0.1.0")],
        "dim_outlet": [("north.example", "The Post"), ("south.example", "The Post"), ("west.example", None)],
        "dim_article": [
            (key, outlet, headline, day and dt.datetime.combine(day, time), day, canonical, text, url)
            for key, outlet, headline, day, time, canonical, text, url in articles
        ],
        "dim_entity": [
            ("roux", "PERSON", "Inès Roux", "f", "Transport Minister"),
            ("hale", "PERSON", "Tom Hale", "unknown", None),
            ("port", "ORG", "Port Company", "unknown", None),
        ],
        "fct_quote": [
            ("q1", "ferry", "Boats & crews will sail,", "she", "roux", "Minister",
             *span(FERRY, "Boats & crews will sail,"), *span(FERRY, "said"), *span(FERRY, "Inès\u00a0Roux"), False),
            ("q2", "copy", "Boats & crews will sail,", "Roux", "roux", None,
             *span(COPY, "Boats & crews will sail,"), *span(COPY, "said"), *span(COPY, "Roux"), False),
            ("q3", "strike", "that the port’s owner should pay", "Tom Hale", "hale", None,
             *span(STRIKE, "that the port’s owner should pay"), *span(STRIKE, "said"), *span(STRIKE, "Tom Hale"), False),
            ("q4", "undated", "that it rained", "A clerk", None, "clerk", *span(NO_DATE, "that it rained"), *none, *none,
             False),
        ],
        "fct_event": [
            ("e1", "ferry", "met", MONDAY, "day", "actual", 1, *span(FERRY, "met")),
            ("e2", "copy", "met", MONDAY, "day", "actual", 1, *span(COPY, "talks")),
            ("e3", "strike", "blocked", TUESDAY, "day", "actual", 4, *span(STRIKE, "blocked")),
            ("e4", "strike", "pay", dt.date(2026, 1, 1), "year", "deontic", 3, *span(STRIKE, "pay")),
        ],
        "bridge_event_actor": [
            ("e1", "actor", *span(FERRY, "Minister Inès\u00a0Roux")), ("e1", "recipient", *span(FERRY, "the union")),
            ("e3", "actor", *span(STRIKE, "Dockers blocked")), ("e4", "actor", *none),
        ],
        "rpt_who_did_what": [
            ("e1", "ferry", MONDAY, "Inès Roux", "CONSULT", "", "the union", None, "actual", "Roux met the union."),
            ("e2", "copy", MONDAY, None, "CONSULT", "visit", None, None, "actual", "Ferry talks resume"),
            ("e3", "strike", TUESDAY, "Dockers", "PROTEST", "obstruct", None, "port", "actual", "Dockers blocked it."),
            ("e4", "strike", None, "owner", "REQUEST", "yield", None, None, "deontic", "The owner should pay."),
        ],
    }  # fmt: skip


def publish(path: Path, content: dict[str, list[tuple[Any, ...]]]) -> None:
    """A published file with the given rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        for table, lines in content.items():
            places = ", ".join("?" * len(lines[0])) if lines else ""
            for line in lines:
                connection.execute(f"INSERT INTO {table} VALUES ({places})", line)


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    path = Layout.from_environment().published
    publish(path, rows())
    return path


@pytest.fixture
def connection(published: Path) -> Any:
    with duckdb.connect(str(published), read_only=True) as opened:
        yield opened


def open_page() -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not at.exception
    return at


def metrics(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def markup(at: AppTest) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


def charts(at: AppTest) -> int:
    return len(at.get("vega_lite_chart")) + len(at.get("arrow_vega_lite_chart"))


@pytest.mark.usefixtures("published")
class TestPage:
    def test_says_what_the_file_holds_and_when_it_was_published(self) -> None:
        at = open_page()
        assert at.title[0].value == "Dateline"
        told = html.unescape(re.sub("<[^>]+>", "", markup(at)))
        assert (
            "4 articles, 3 outlets, 4 quotes, 4 events, 2 to 3 March 2026. Published 4 March 2026, 05:06 UTC." in told
        )
        assert metrics(at) == {"Articles": "4", "Outlets": "3", "Quotes": "4", "People quoted": "2", "Events": "4"}
        assert charts(at) == 2 + 3  # people, events, and one for each outlet

    def test_an_outlet_narrows_everything(self) -> None:
        at = open_page()
        at.multiselect(key="outlets").set_value(["west.example"]).run()
        assert not at.exception
        assert metrics(at) == {"Articles": "1", "Outlets": "1", "Quotes": "1", "People quoted": "1", "Events": "2"}
        assert at.dataframe[0].value["quote_id"].tolist() == ["q3"]
        assert charts(at) == 3

    def test_days_narrow_everything_and_then_undated_articles_are_left_out(self) -> None:
        at = open_page()
        at.date_input(key="days").set_value((MONDAY, MONDAY)).run()
        assert not at.exception
        assert metrics(at)["Articles"] == "1"
        assert at.dataframe[0].value["quote_id"].tolist() == ["q1"]

    def test_a_period_that_is_only_half_chosen_is_open(self) -> None:
        at = open_page()
        at.date_input(key="days").set_value((TUESDAY,)).run()
        assert not at.exception
        assert metrics(at)["Articles"] == "2"

    def test_filters_without_any_article_say_so(self) -> None:
        at = open_page()
        at.multiselect(key="outlets").set_value(["west.example"])
        at.date_input(key="days").set_value((MONDAY, MONDAY)).run()
        assert not at.exception
        assert "No article matches" in at.info[0].value

    def test_searches_and_the_status_narrow_the_tables(self) -> None:
        at = open_page()
        at.text_input(key="quote_search").set_value("owner").run()
        assert at.dataframe[0].value["quote_id"].tolist() == ["q3"]
        assert sorted(at.dataframe[1].value["event_id"]) == ["e1", "e2", "e3"]  # those that happened come first
        at.selectbox(key="event_status").set_value("any").run()
        assert sorted(at.dataframe[1].value["event_id"]) == ["e1", "e2", "e3", "e4"]
        at.text_input(key="event_search").set_value("no such word").run()
        assert not at.exception
        assert "No event matches." in markup(at)

    def test_shows_the_paragraph_of_the_first_row_until_another_is_chosen(self) -> None:
        at = open_page()
        assert '<mark class="dl-quotation" title="quotation">that the port’s owner should pay</mark>' in markup(at)

    def test_a_new_publication_shows_up_at_the_next_run(self, published: Path) -> None:
        at = open_page()
        fewer = rows()
        fewer["fct_quote"] = fewer["fct_quote"][:1]
        before = published.stat().st_mtime_ns
        publish(published, fewer)
        os.utime(published, ns=(before + 1_000_000_000, before + 1_000_000_000))
        assert metrics(at.run())["Quotes"] == "1"

    def test_without_a_published_file_it_names_the_command(self, tmp_path: Path, monkeypatch: Any) -> None:
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

    def test_an_empty_file_breaks_nothing(self, published: Path) -> None:
        publish(published, {"about": [("version", "0.1.0")]})
        assert metrics(open_page())["Articles"] == "0"


class TestQuestions:
    def test_outlets_of_one_name_are_told_apart(self, connection: duckdb.DuckDBPyConnection) -> None:
        names = questions.outlets(connection)["outlet"].tolist()
        assert names == ["The Post (north.example)", "The Post (south.example)", "west.example"]

    def test_a_copied_text_counts_once_for_a_person(self, connection: duckdb.DuckDBPyConnection) -> None:
        people = questions.most_quoted(connection, Filters())
        assert people[["person", "gender", "quotes"]].values.tolist() == [
            ["Inès Roux", "f", 1],
            ["Tom Hale", "unknown", 1],
        ]

    def test_what_somebody_did_not_say_counts_for_nobody(self, published: Path) -> None:
        with duckdb.connect(str(published)) as connection:
            connection.execute("UPDATE fct_quote SET is_negated = true WHERE quote_id = 'q3'")
            assert questions.most_quoted(connection, Filters())["person"].tolist() == ["Inès Roux"]

    def test_an_event_counts_once_and_only_with_an_exact_date(self, connection: duckdb.DuckDBPyConnection) -> None:
        frame = questions.cooperation_and_conflict(connection, Filters(), "day")
        days = [day.date() for day in frame["period_start"]]
        assert list(zip(days, frame["quad_code"], frame["events"], strict=True)) == [(MONDAY, 1, 1), (TUESDAY, 4, 1)]
        assert questions.actual_events(connection, Filters()) == 2

    @pytest.mark.parametrize("grain", ["day", "week", "month"])
    def test_periods_begin_with_a_day_a_monday_or_the_first(
        self, connection: duckdb.DuckDBPyConnection, grain: Grain
    ) -> None:
        frame = questions.articles_by_outlet(connection, Filters(), grain)
        starts = {"day": {MONDAY, TUESDAY}, "week": {MONDAY}, "month": {dt.date(2026, 3, 1)}}[grain]
        assert {start.date() for start in frame["period_start"]} == starts
        assert frame["articles"].sum() == 3
        assert frame.loc[frame["kind"] == "copy", "outlet"].tolist() == ["The Post (south.example)"]

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("", {"q1", "q2", "q3", "q4"}),
            ("ROUX", {"q1", "q2"}),
            ("ines sail", {"q1", "q2"}),  # without accents, each word anywhere
            ("port's", {"q3"}),  # a straight apostrophe finds a curly one
            ("'; DROP TABLE about; --", set()),
            ("100%", set()),
        ],
    )
    def test_search(self, connection: duckdb.DuckDBPyConnection, search: str, found: set[str]) -> None:
        assert set(questions.quotes(connection, Filters(), search)["quote_id"]) == found

    def test_a_limit_still_tells_how_many_there_are(self, connection: duckdb.DuckDBPyConnection) -> None:
        frame = questions.quotes(connection, Filters(), limit=1)
        assert (len(frame), frame["matches"].iloc[0]) == (1, 4)

    def test_only_web_addresses_become_links(self, connection: duckdb.DuckDBPyConnection) -> None:
        urls = questions.quotes(connection, Filters()).set_index("quote_id")["url"]
        assert urls["q1"] == "https://north.example/ferry"
        assert urls[["q3", "q4"]].isna().all()

    def test_evidence_points_at_its_words(self, connection: duckdb.DuckDBPyConnection) -> None:
        quote = questions.quote_evidence(connection, "q1")
        assert [(quote.text[m.start : m.end], m.label) for m in quote.marks] == [
            ("Boats & crews will sail,", "quotation"), ("said", "cue"), ("Inès\u00a0Roux", "speaker"),
        ]  # fmt: skip
        event = questions.event_evidence(connection, "e4")
        assert [(event.text[m.start : m.end], m.label) for m in event.marks] == [("pay", "trigger")]
        with pytest.raises(KeyError):
            questions.quote_evidence(connection, "nothing")

    @pytest.mark.parametrize(("span_in_days", "grain"), [(0, "day"), (62, "day"), (63, "week"), (732, "month")])
    def test_longer_spans_get_longer_periods(self, span_in_days: int, grain: str) -> None:
        assert grain_of(MONDAY, MONDAY + dt.timedelta(days=span_in_days)) == grain


class TestEvidence:
    def test_everything_from_the_page_is_escaped(self) -> None:
        shown = evidence.marked("a <b> & c", [Mark(2, 5, "quotation")])
        assert shown == 'a <mark class="dl-quotation" title="quotation">&lt;b&gt;</mark> &amp; c'
        block = evidence.block(
            Evidence("<i>", "<o>", 'https://x.example/"><script>', MONDAY, "<u>", (Mark(0, 3, "cue"),))
        )
        assert not re.search(r"<(i|o|u|script)>", block)

    def test_the_passage_reaches_a_speaker_nearby_but_not_far_away(self) -> None:
        near = "Headline\nBaker came.\n“Yes.”\nThe end"
        start, end = evidence.passage(
            near, [Mark(*span(near, "Yes."), "quotation"), Mark(*span(near, "Baker"), "speaker")]
        )
        assert near[start:end] == "Baker came.\n“Yes.”"
        far = "Baker came.\n" + "x" * evidence.MAX_PASSAGE + "\n“Yes.”"
        start, end = evidence.passage(far, [Mark(*span(far, "Yes."), "quotation"), Mark(0, 5, "speaker")])
        assert far[start:end] == "“Yes.”"

    @given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5), st.data())
    def test_marking_never_changes_the_words(
        self, text: str, pairs: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        marks = [Mark(min(pair), min(max(pair), len(text)), "cue") for pair in pairs]
        shown = evidence.marked(text, marks, start, end)
        bare = html.unescape(re.sub(r"</?mark[^>]*>", "", shown))
        assert bare == html.unescape(html.escape(text[start:end])).replace("\n", "\n\n")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, ""),
        (MONDAY, MONDAY, "2 March 2026"),
        (MONDAY, TUESDAY, "2 to 3 March 2026"),
        (MONDAY, dt.date(2026, 4, 1), "2 March to 1 April 2026"),
        (dt.date(2025, 12, 31), MONDAY, "31 December 2025 to 2 March 2026"),
    ],
)
def test_days_in_words(first: dt.date | None, last: dt.date | None, words: str) -> None:
    assert wording.days(first, last) == words
