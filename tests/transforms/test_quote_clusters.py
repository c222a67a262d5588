"""Reuse of one quotation: trimmed and edited, it is the same; stock phrases and other speakers' words are not."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.publication import REACH
from transforms.quote_clusters import clusters_of_quotes
from transforms.tables import QuoteClusters
from transforms.tables.base import check

DAY = dt.date(2026, 3, 10)
WHOLE = "We built this dam with our own hands, and we will not leave the valley before the last house is dry again."
ANA, BEN = "Ana Ruiz", "Ben Okoro"

Said = tuple[str, str | None]


def quotes(*said: Said, day: dt.date = DAY, first: int = 0) -> pl.DataFrame:
    """Quotations of one day, published in the order given, an hour apart."""
    numbers = range(first, first + len(said))
    return pl.DataFrame(
        {
            "quote_id": [f"q{number}" for number in numbers],
            "article_id": [f"a{number}" for number in numbers],
            "fetched_on": [day] * len(said),
            "date_published": [dt.datetime.combine(day, dt.time(number % 24)) for number in numbers],
            "quotation": [words for words, _ in said],
            "speaker_name": pl.Series([name for _, name in said], dtype=pl.String),
        },
        schema_overrides={
            "quote_id": pl.String,
            "article_id": pl.String,
            "fetched_on": pl.Date,
            "date_published": pl.Datetime("us"),
            "quotation": pl.String,
        },
    )


def clusters(frame: pl.DataFrame) -> list[str]:
    made = check(clusters_of_quotes(frame), QuoteClusters)
    return frame.join(made, on="quote_id", maintain_order="left")["quote_cluster_id"].to_list()


@pytest.mark.parametrize(
    "other",
    [
        WHOLE,
        WHOLE.upper().replace(",", " —"),
        "We will not leave the valley before the last house is dry again",
        "We built this dam with our own hands,",
        "... and we will not leave the valley before the last house is dry again. It is ours, and it was our mothers'.",
        "We built this dam with our own hands, and [the villagers] will not leave the valley before the last house is dry",
        "We built that dam with our own hands, and we shall not leave the valley before the last house is dry again.",
    ],
)
def test_trimmed_and_edited_it_is_the_same_quotation(other: str) -> None:
    assert clusters(quotes((WHOLE, ANA), (other, ANA))) == ["q0", "q0"]
    assert clusters(quotes((other, ANA), (WHOLE, ANA))) == ["q0", "q0"]


def test_more_or_less_of_the_speakers_name_and_none_are_one_speaker() -> None:
    assert clusters(quotes((WHOLE, ANA), (WHOLE, "Ruiz"), (WHOLE, None), (WHOLE, "Ana María Ruiz"))) == ["q0"] * 4


def test_the_halves_of_a_split_quotation_are_found_by_the_whole() -> None:
    first, second = "We built this dam with our own hands,", "we will not leave the valley before the last house is dry"
    assert clusters(quotes((WHOLE, ANA), (first, ANA), (second, ANA))) == ["q0", "q0", "q0"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((WHOLE, ANA), ("The dam was built by hand, and the valley will be left only when the houses are dry.", ANA)),
        (("I don't know.", ANA), ("I don't know!", BEN)),
        (("I don't know.", None), ("I don't know!", None)),
        (("We will not tolerate this any longer.", ANA), ("We will not tolerate this any longer.", BEN)),
        (
            ("We met the former Minister of Lakes, Ben Okoro.", None),
            ("The bill came from the former Minister of Lakes, Ben Okoro.", ANA),
        ),
        (
            ("At the end of the day it is the farmers who pay.", ANA),
            ("Nobody will know at the end of the day.", ANA),
        ),
    ],
)
def test_other_words_stock_phrases_and_other_speakers_are_other_quotations(one: Said, other: Said) -> None:
    assert clusters(quotes(one, other)) == ["q0", "q1"]


def test_a_few_words_of_one_named_speaker_are_the_same_and_a_long_speech_of_two_names_too() -> None:
    assert clusters(quotes(("I don’t know.", ANA), ("I don't know", "Ruiz"))) == ["q0", "q0"]
    assert clusters(quotes((WHOLE, ANA), (WHOLE, BEN))) == ["q0", "q0"]


def test_the_first_published_names_the_cluster() -> None:
    frame = quotes((WHOLE, ANA), (WHOLE, ANA)).reverse()
    made = clusters_of_quotes(frame)
    assert made["quote_cluster_id"].to_list() == ["q0", "q0"]
    assert made["similarity"].to_list() == [1.0, 1.0]
    undated = frame.with_columns(date_published=pl.Series([dt.datetime(2026, 3, 10, 9), None], dtype=pl.Datetime("us")))
    assert clusters(undated) == ["q1", "q1"]


def test_nothing_in_gives_nothing_out() -> None:
    assert check(clusters_of_quotes(quotes()), QuoteClusters).is_empty()


PIECES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WHOLE.split()), min_size=1, max_size=25).map(" ".join),
        st.sampled_from([ANA, BEN, None]),
    ),
    max_size=8,
)


@given(PIECES, PIECES)
def test_what_a_later_day_brings_changes_no_cluster_that_stands(first: list[Said], later: list[Said]) -> None:
    before = quotes(*first)
    after = quotes(*later, day=DAY + dt.timedelta(days=2), first=len(first))
    assert clusters(pl.concat([after, before]))[len(later) :] == clusters(before)


@given(PIECES, PIECES, PIECES, st.sampled_from([1, 15, 16, 30]))
def test_days_made_one_after_the_other_are_as_if_made_together(
    first: list[Said], second: list[Said], third: list[Said], gap: int
) -> None:
    """Three days, of which the third may be out of the first one's reach, though not of the second's."""
    days = []
    for number, said in enumerate((first, second, third)):
        count = sum(frame.height for frame in days)
        days.append(quotes(*said, day=DAY + dt.timedelta(days=number * gap), first=count))
    together = clusters_of_quotes(pl.concat(days))
    made = clusters_of_quotes(days[0])
    for number in (1, 2):
        rows = pl.concat(days[:number]).join(made, on=["quote_id", "article_id", "fetched_on"])
        within = rows.filter(pl.col("fetched_on") >= DAY + dt.timedelta(days=number * gap) - REACH)
        made = pl.concat([made, clusters_of_quotes(days[number], within)])
    assert made.sort("quote_id").equals(together.sort("quote_id"))
