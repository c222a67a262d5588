"""When a source counts as silent, and when there is less in the articles than before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from orchestration.checks import DAYS_BEFORE, drift, freshness, stale_after
from orchestration.sources.declared import Source
from warehouse.watch import MEASURES

NOW = dt.datetime(2026, 3, 10, 12)
TODAY = NOW.date()


def source(**said: object) -> Source:
    """A source of that schedule."""
    said = {"name": "herald", "kind": "feed", "address": "http://herald.test/", **said}
    return Source.model_validate(said, context=Path())


def figures(*days: tuple[int, float, int], name: str | None = None) -> pl.DataFrame:
    """Measures of days ago, with quotes an article and articles."""
    rows = [
        {"source": name, "fetched_on": TODAY - dt.timedelta(days=ago), "pages": count, "articles": count}
        | dict.fromkeys(MEASURES, value)
        for ago, value, count in days
    ]
    return pl.DataFrame(rows, schema_overrides={"source": pl.String} | dict.fromkeys(MEASURES, pl.Float64))


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ({}, 24),
        ({"schedule": "0 */6 * * *"}, 24),
        ({"schedule": "daily"}, 48),
        ({"schedule": "weekly"}, 14 * 24),
        ({"stale_after_hours": 3}, 3),
        ({"schedule": "weekly", "stale_after_hours": 24}, 24),
    ],
)
def test_a_source_may_be_silent_for_a_day_or_twice_its_turn_or_as_declared(said: dict[str, object], hours: int) -> None:
    assert stale_after(source(**said)) == dt.timedelta(hours=hours)


def test_a_source_whose_newest_article_is_young_is_fresh() -> None:
    found = freshness(source(), NOW - dt.timedelta(hours=23, minutes=30), NOW)
    assert (found.passed, found.text) == (True, "The newest article from herald is 23.5 h old.")


def test_a_silent_source_is_named_with_the_hours() -> None:
    found = freshness(source(), NOW - dt.timedelta(hours=31), NOW)
    assert (found.passed, found.text) == (False, "No article from herald for 31 h; at most 24 h are usual.")
    assert found.figures == {"newest": "2026-03-09T05:00", "hours": 31.0, "limit in hours": 24.0}


def test_a_source_that_never_gave_an_article_is_not_fresh() -> None:
    found = freshness(source(), None, NOW)
    assert (found.passed, found.text) == (False, "There is no article from herald.")


def test_forty_per_cent_fewer_than_the_mean_of_the_days_before_is_a_drift() -> None:
    before = [(ago, 4.0, 50) for ago in range(1, DAYS_BEFORE + 1)]
    found = drift(figures((0, 2.28, 50), *before), "quotes_per_article", TODAY)
    assert not found.passed
    assert found.text == (
        "all sources: 43% fewer quotes per article on 2026-03-10 than the mean of the 14 days before (2.28 against 4.00)."
    )
    assert found.figures == {"change of all sources": -0.43}
    assert drift(figures((0, 2.5, 50), *before), "quotes_per_article", TODAY).passed
    assert drift(figures((0, 9.0, 50), *before), "quotes_per_article", TODAY).passed


def test_a_drift_of_one_source_is_seen_where_all_together_look_as_before() -> None:
    all_together = figures(*((ago, 4.0, 500) for ago in range(10)))
    quiet = figures((0, 1.0, 30), *((ago, 4.0, 30) for ago in range(1, 10)), name="herald")
    found = drift(pl.concat([all_together, quiet]), "quotes_per_article", TODAY)
    assert not found.passed
    assert found.text.startswith("herald: 75% fewer quotes per article")
    assert found.figures == {"change of herald": -0.75, "change of all sources": 0.0}


@pytest.mark.parametrize(
    "days",
    [
        [(0, 0.0, 19), (1, 4.0, 50), (2, 4.0, 50), (3, 4.0, 50)],
        [(0, 0.0, 50), (1, 4.0, 50), (2, 4.0, 50), (3, 4.0, 19)],
        [(1, 4.0, 50), (2, 4.0, 50), (3, 4.0, 50)],
        [],
    ],
    ids=["few articles now", "few days before", "nothing now", "nothing"],
)
def test_too_few_articles_are_compared_with_nothing(days: list[tuple[int, float, int]]) -> None:
    found = (
        drift(figures(*days), "quotes_per_article", TODAY)
        if days
        else drift(figures((9, 1.0, 1)), "quotes_per_article", TODAY)
    )
    assert found.passed
    assert found.text.startswith("Too few articles to compare quotes per article on 2026-03-10")


def test_before_anything_is_published_there_is_no_drift() -> None:
    assert drift(None, "quotes_per_article", TODAY).passed
