"""What the views ask, on a small published file: a question, and the rows it must give."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.questions import articles, events, proof, sources, speakers, stories
from dashboard.shapes import EventFilters, Filters, Grain, grain_of
from tests.dashboard.published import MONDAY, TUESDAY

Connection = duckdb.DuckDBPyConnection
WEST = Filters(outlets=("west.example",))


def ids(frame: Any, column: str) -> list[str]:
    return list(frame[column])


class TestArticles:
    def test_outlets_of_one_name_are_told_apart(self, connection: Connection) -> None:
        names = articles.outlets(connection)["outlet"].tolist()
        assert names == ["The Post (north.example)", "The Post (south.example)", "west.example"]

    def test_articles_carry_how_many_facts_they_have_and_what_they_are(self, connection: Connection) -> None:
        frame = articles.articles(connection, Filters())
        columns = ["article_id", "quotes", "events", "standing"]
        assert frame[columns].values.tolist() == [
            ["strike", 1, 2, "ok"], ["copy", 1, 1, "copy"], ["ferry", 1, 1, "ok"], ["undated", 1, 0, "not english"],
        ]  # fmt: skip
        assert ids(articles.articles(connection, Filters(), "FERRY post"), "article_id") == ["copy", "ferry"]

    def test_one_article(self, connection: Connection) -> None:
        article = articles.article(connection, "strike")
        assert (article.outlet, article.authors, article.url) == ("west.example", ["Ada Lo"], None)  # no web address
        with pytest.raises(KeyError):
            articles.article(connection, "nothing")

    @pytest.mark.parametrize("grain", ["day", "week", "month", "quarter"])
    def test_periods_begin_with_a_day_a_monday_or_the_first(self, connection: Connection, grain: Grain) -> None:
        frame = articles.articles_by_outlet(connection, Filters(), grain)
        starts = {
            "day": {MONDAY, TUESDAY}, "week": {MONDAY}, "month": {dt.date(2026, 3, 1)}, "quarter": {dt.date(2026, 1, 1)},
        }[grain]  # fmt: skip
        assert {start.date() for start in frame["period_start"]} == starts
        assert frame["articles"].sum() == 4
        assert frame.loc[frame["kind"] == "copy", "outlet"].tolist() == ["The Post (south.example)"]

    def test_pages_are_counted_by_what_became_of_them(self, connection: Connection) -> None:
        frame = articles.pages_by_day(connection)
        assert dict(zip(frame["status"], frame["pages"], strict=True)) == {"ok": 2, "no_text": 1, "not_english": 1}

    def test_a_page_without_use_has_its_reason(self, connection: Connection) -> None:
        frame = articles.given_up(connection).fillna("")
        assert frame[["source_name", "reason", "detail"]].values.tolist() == [
            ["german.html", "not english", ""], ["menu.html", "no text", "Only a menu."],
        ]  # fmt: skip

    def test_sources_are_told_with_what_went_wrong_last(self, connection: Connection) -> None:
        frame = sources.sources(connection)
        columns = ["source", "requests", "pages", "failed", "failed_share", "last_problem"]
        assert frame[columns].fillna("").values.tolist() == [
            ["south", 2, 0, 2, 1.0, "timeout: No complete answer."], ["north", 3, 0, 0, 0.0, ""],
        ]  # fmt: skip
        assert sources.sources(connection, days=30)["source"].tolist() == ["south", "north", "old"]

    def test_quality_weighs_months_by_what_they_count(self, connection: Connection) -> None:
        (row,) = articles.quality(connection, Filters()).to_dict("records")
        assert (row["pages"], row["articles"]) == (10, 4)
        assert row["unused"] == pytest.approx((0.25 * 4 + 1.0 * 5) / 10)  # of the pages
        assert row["no_date"] == pytest.approx(1 / 4)  # of the articles
        assert row["weak"] == pytest.approx(0.5 * 6 / 8)  # of the quotes
        assert articles.quality(connection, WEST).empty

    def test_runs(self, connection: Connection) -> None:
        (run,) = articles.runs(connection).to_dict("records")
        assert (run["pages"], run["failed"]) == (4, 1)

    @pytest.mark.parametrize(
        ("span_in_days", "grain"), [(0, "day"), (62, "day"), (63, "week"), (732, "month"), (2193, "quarter")]
    )
    def test_longer_spans_get_longer_periods(self, span_in_days: int, grain: str) -> None:
        assert grain_of(MONDAY, MONDAY + dt.timedelta(days=span_in_days)) == grain


class TestSpeakers:
    def test_a_copied_text_counts_once_for_a_person(self, connection: Connection) -> None:
        people = speakers.most_quoted(connection, Filters())
        assert people[["person", "gender", "quotes"]].values.tolist() == [
            ["Inès Roux", "f", 1],
            ["Tom Hale", "unknown", 1],
        ]

    def test_what_somebody_did_not_say_counts_for_nobody_and_is_marked(self, published: Path) -> None:
        with duckdb.connect(str(published)) as connection:
            connection.execute("UPDATE fct_quote SET is_negated = true WHERE quote_id = 'q3'")
            assert speakers.most_quoted(connection, Filters())["person"].tolist() == ["Inès Roux"]
            standing = speakers.quotes(connection, Filters()).set_index("quote_id")["standing"]
            assert standing.to_dict() == {"q1": "", "q2": "", "q3": "not said", "q4": ""}
            assert "was not said" in proof.quote_evidence(connection, "q3").caution

    def test_the_audit_counts_what_the_reports_count_and_speakers_over_all_weeks(self, connection: Connection) -> None:
        frame = speakers.diversity(connection, Filters()).set_index("outlet_id")
        assert frame.loc["north.example", ["women", "unknown", "officials", "anonymous"]].tolist() == [1, 0, 1, 1]
        assert frame.loc["west.example", ["women", "unknown", "officials", "anonymous"]].tolist() == [0, 1, 0, 0]
        assert frame["speakers"].to_dict() == {"north.example": 1, "west.example": 1}
        assert frame["effective_speakers"].to_dict() == pytest.approx({"north.example": 1.0, "west.example": 1.0})

    def test_a_week_counts_where_it_shares_a_day_with_the_chosen_ones(self, connection: Connection) -> None:
        sunday = MONDAY + dt.timedelta(days=6)
        assert len(speakers.diversity(connection, Filters(first=sunday, last=sunday))) == 2
        assert speakers.diversity(connection, Filters(first=sunday + dt.timedelta(days=1))).empty

    @pytest.mark.parametrize(
        ("whose", "found"),
        [
            ("everybody", ["q1", "q2", "q3", "q4"]),
            ("women", ["q1", "q2"]),
            ("men", []),
            ("gender not shown", ["q3"]),
            ("officials", ["q1", "q2"]),
            ("anonymous", ["q4"]),
            ("no name", []),
        ],
    )
    def test_quotes_of_a_group_that_the_audit_counts(
        self, connection: Connection, whose: speakers.Whose, found: list[str]
    ) -> None:
        assert sorted(speakers.quotes(connection, Filters(), whose=whose)["quote_id"]) == found

    def test_quotes_of_one_speaker(self, connection: Connection) -> None:
        assert sorted(speakers.quotes(connection, Filters(), speaker="roux")["quote_id"]) == ["q1", "q2"]

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
    def test_search(self, connection: Connection, search: str, found: set[str]) -> None:
        assert set(speakers.quotes(connection, Filters(), search)["quote_id"]) == found

    def test_a_limit_still_tells_how_many_there_are(self, connection: Connection) -> None:
        frame = speakers.quotes(connection, Filters(), limit=1)
        assert (len(frame), frame["matches"].iloc[0]) == (1, 4)

    def test_only_web_addresses_become_links(self, connection: Connection) -> None:
        urls = speakers.quotes(connection, Filters()).set_index("quote_id")["url"]
        assert urls["q1"] == "https://north.example/ferry"
        assert urls[["q3", "q4"]].isna().all()

    def test_a_pair_is_summed_over_months_with_its_newest_example(self, connection: Connection) -> None:
        (pair,) = speakers.who_talks_about_whom(connection, Filters()).to_dict("records")
        assert (pair["statements"], pair["outlets"], pair["quote_id"]) == (4, 3, "q1")
        (pair,) = speakers.who_talks_about_whom(connection, Filters(first=TUESDAY)).to_dict("records")
        assert pair["statements"] == 2

    def test_rising_is_about_the_newest_week_only(self, connection: Connection) -> None:
        assert speakers.rising(connection)["name"].tolist() == ["Hale", "Roux"]


class TestEvents:
    def test_an_event_counts_once_and_only_with_an_exact_date(self, connection: Connection) -> None:
        frame = events.cooperation_and_conflict(connection, Filters(), "day")
        days = [day.date() for day in frame["period_start"]]
        assert list(zip(days, frame["quad_code"], frame["events"], strict=True)) == [(MONDAY, 1, 1), (TUESDAY, 4, 1)]
        assert events.actual_events(connection, Filters()) == 2

    def test_a_pair_of_countries_and_a_place_narrow_it(self, connection: Connection) -> None:
        pair = EventFilters(actor_country="NOR", recipient_country="MLT")
        assert events.actual_events(connection, Filters(), pair) == 1
        assert events.cooperation_and_conflict(connection, Filters(), "day", pair)["quad_code"].tolist() == [1]
        assert events.actual_events(connection, Filters(), EventFilters(place="MLT")) == 1
        assert events.actual_events(connection, Filters(), pair.but(place="MLT")) == 0

    def test_pairs_of_countries_are_directed_and_count_events_once(self, connection: Connection) -> None:
        frame = events.dyads(connection, Filters())
        columns = ["actor_country", "recipient_country", "events", "cooperation", "conflict", "intensity"]
        assert frame[columns].values.tolist() == [["MLT", "NOR", 1, 0, 1, -5.0], ["NOR", "MLT", 1, 1, 0, 5.0]]

    def test_a_place_without_a_name_is_its_country(self, connection: Connection) -> None:
        frame = events.places(connection, Filters())
        assert frame[["place", "events", "conflict"]].values.tolist() == [["MLT", 1, 1.0], ["Oslo", 1, 0.0]]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            (EventFilters(), ["e1", "e2", "e3", "e4"]),
            (EventFilters(status="actual"), ["e1", "e2", "e3"]),
            (EventFilters(quad=4), ["e3"]),
            (EventFilters(place="Oslo"), ["e1", "e2"]),
            (EventFilters(actor_country="MLT", recipient_country="NOR"), ["e3", "e4"]),
            (EventFilters(actor_country="MLT", recipient_country="NOR", status="actual"), ["e3"]),
        ],
    )
    def test_events_by_what_is_asked(self, connection: Connection, asked: EventFilters, found: list[str]) -> None:
        assert sorted(events.events(connection, Filters(), "", asked)["event_id"]) == found

    def test_statuses_come_by_how_common_they_are(self, connection: Connection) -> None:
        assert events.event_statuses(connection) == ["actual", "deontic"]


class TestStories:
    def test_a_story_with_who_printed_it_when(self, connection: Connection) -> None:
        (story,) = stories.stories(connection, Filters()).to_dict("records")
        assert (story["first_outlet"], story["outlets"]) == ("The Post (north.example)", 2)
        printed = stories.articles_of_story(connection, story["story_id"])
        assert printed[["article_id", "hours_after", "standing"]].values.tolist() == [
            ["ferry", 0.0, "original"], ["copy", 22.0, "copy"],
        ]  # fmt: skip

    def test_a_story_belongs_to_every_outlet_that_prints_it_and_to_the_day_it_began(
        self, connection: Connection
    ) -> None:
        assert len(stories.stories(connection, Filters(outlets=("south.example",)))) == 1
        assert stories.stories(connection, WEST).empty
        assert stories.stories(connection, Filters(first=TUESDAY)).empty
        assert stories.stories(connection, Filters(), "no such words").empty

    def test_who_is_first_is_summed_over_months(self, connection: Connection) -> None:
        (row,) = stories.first_to_report(connection, Filters()).to_dict("records")
        assert (row["events"], row["shared"], row["first"], row["share"], row["lead_hours"]) == (4, 2, 1, 0.5, 22.0)

    def test_who_copies_comes_before_who_does_not(self, connection: Connection) -> None:
        frame = stories.syndication(connection, Filters()).fillna("")
        assert frame[["outlet_id", "share", "main_source"]].values.tolist() == [
            ["south.example", 1.0, "The Post (north.example)"], ["north.example", 0.0, ""],
        ]  # fmt: skip

    def test_a_shared_event_with_every_report_of_it(self, connection: Connection) -> None:
        (event,) = stories.shared_events(connection, Filters()).to_dict("records")
        assert (event["event_cluster_id"], event["deed"]) == ("met", "CONSULT visit")
        reports = stories.reports_of_event(connection, "met")
        assert reports[["event_id", "hours_after"]].values.tolist() == [["e1", 0.0], ["e2", 22.0]]

    def test_a_reused_quotation_with_every_print_of_it(self, connection: Connection) -> None:
        (quotation,) = stories.reused_quotes(connection, Filters(), "roux").to_dict("records")
        prints = stories.prints_of_quote(connection, quotation["quote_cluster_id"])
        assert prints[["quote_id", "hours_after"]].values.tolist() == [["q1", 0.0], ["q2", 22.0]]


class TestProof:
    def test_evidence_points_at_its_words(self, connection: Connection) -> None:
        quote = proof.quote_evidence(connection, "q1")
        assert [(quote.text[m.start : m.end], m.label) for m in quote.marks] == [
            ("Boats & crews will sail,", "quotation"), ("said", "cue"), ("Inès\u00a0Roux", "speaker"),
        ]  # fmt: skip
        assert quote.caution == ""
        event = proof.event_evidence(connection, "e4")
        assert [(event.text[m.start : m.end], m.label) for m in event.marks] == [("pay", "trigger")]
        assert "deontic" in event.caution
        with pytest.raises(KeyError):
            proof.quote_evidence(connection, "nothing")

    def test_facts_of_an_article_come_in_the_order_of_its_text(self, connection: Connection) -> None:
        assert ids(proof.quotes_of_article(connection, "strike"), "quote_id") == ["q3"]
        frame = proof.events_of_article(connection, "strike")
        assert frame[["event_id", "status"]].values.tolist() == [["e3", "actual"], ["e4", "deontic"]]
