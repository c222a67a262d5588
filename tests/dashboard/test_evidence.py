"""Texts with their marks, days in words, the map's places. Stays out: where they come from."""

from __future__ import annotations

import datetime as dt
import html
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import charts, evidence, wording, world
from dashboard.shapes import Evidence
from tests.dashboard.published import MONDAY, TUESDAY
from warehouse.explain import Mark


def mark(text: str, words: str, label: str) -> Mark:
    start = text.index(words)
    return Mark(start, start + len(words), label)


class TestMarks:
    def test_everything_from_the_page_is_escaped(self) -> None:
        shown = evidence.marked("a <b> & c", [Mark(2, 5, "quotation")])
        assert shown == 'a <mark class="dl-quotation" title="quotation">&lt;b&gt;</mark> &amp; c'
        block = evidence.block(
            Evidence(
                "a", "<i>", "<o>", 'https://x.example/"><script>', MONDAY, "<u>", (Mark(0, 3, "cue", "<b>"),), "<s>"
            )
        )
        assert not re.search(r"<(i|o|u|b|s|script)>", block)
        assert not re.search(r"<b>", evidence.snippet("<b> word", ["word", "<b>"]))

    def test_a_note_says_more_than_the_label(self) -> None:
        assert 'title="Roux"' in evidence.marked("Yes", [Mark(0, 3, "quotation", "Roux")])

    def test_a_caution_stands_above_the_passage(self) -> None:
        block = evidence.block(
            Evidence("a", None, "The Post", None, None, "No.", (Mark(0, 2, "cue"),), "It was not said.")
        )
        assert block.index("It was not said.") < block.index("dl-text")

    def test_the_passage_reaches_a_speaker_nearby_but_not_far_away(self) -> None:
        near = "Headline\nBaker came.\n“Yes.”\nThe end"
        start, end = evidence.passage(near, [mark(near, "Yes.", "quotation"), mark(near, "Baker", "speaker")])
        assert near[start:end] == "Baker came.\n“Yes.”"
        far = "Baker came.\n" + "x" * evidence.MAX_PASSAGE + "\n“Yes.”"
        start, end = evidence.passage(far, [mark(far, "Yes.", "quotation"), Mark(0, 5, "speaker")])
        assert far[start:end] == "“Yes.”"

    @given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5), st.data())
    def test_marking_never_changes_the_words(
        self, text: str, pairs: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        marks = [Mark(min(pair), min(max(pair), len(text)), "cue") for pair in pairs]
        assert bare(evidence.marked(text, marks, start, end)) == doubled(text[start:end])


class TestSnippets:
    def test_a_snippet_shows_the_words_as_they_are_written(self) -> None:
        text = "The Café is old. " * 30 + "A ferry came to the café."
        shown = evidence.snippet(text, ["FERRY", "cafe"], length=60)
        assert '<mark class="dl-word" title="word">Café</mark>' in shown

    def test_only_whole_words_are_marked(self) -> None:
        assert "<mark" not in evidence.snippet("Ferrying goods", ["ferry"])

    @given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=5), max_size=3), st.integers(10, 80))
    def test_a_snippet_is_a_piece_of_the_text(self, text: str, words: list[str], length: int) -> None:
        shown = bare(evidence.snippet(text, words, length))
        assert shown.removeprefix("… ").removesuffix(" …") in doubled(text)


class TestMap:
    def test_a_country_without_coordinates_stands_in_its_middle_and_nowhere_is_left_out(self) -> None:
        places = pd.DataFrame(
            {
                "place": ["Oslo", "MLT", "Atlantis"],
                "country_iso3": ["NOR", "MLT", None],
                "latitude": [59.9, None, None],
                "longitude": [10.7, None, None],
                "events": [1, 2, 3],
                "conflict": [0.0, 1.0, 0.5],
            }
        )
        located = charts.located(places)
        assert located["label"].tolist() == ["Oslo, Norway", "Malta"]
        assert located["latitude"].tolist() == [59.9, world.middle("MLT")[0]]  # type: ignore[index]

    def test_every_shape_lies_on_the_globe(self) -> None:
        assert len(world.land()) > 150
        for feature in world.land():
            for polygon in feature["geometry"]["coordinates"]:
                for ring in polygon:
                    assert ring[0] == ring[-1]
                    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)

    def test_a_code_that_is_no_country_is_its_own_name(self) -> None:
        assert (world.name("NOR"), world.name("???"), world.middle("???")) == ("Norway", "???", None)


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


def bare(shown: str) -> str:
    return html.unescape(re.sub(r"</?mark[^>]*>", "", shown))


def doubled(text: str) -> str:
    return html.unescape(html.escape(text)).replace("\n", "\n\n")
