"""Near-duplicate articles: one story where outlets print the same text, none where they write their own."""

from __future__ import annotations

import datetime as dt

import polars as pl

from transforms.stories import stories_from_articles
from transforms.tables import Stories
from transforms.tables.base import check

DAY = dt.date(2026, 3, 10)
WIRE = " ".join(
    f"The {thing} of the {place} was closed on {day} after divers had found an old mine near the {other}, the navy said."
    for thing, place, day, other in (
        ("harbour", "island", "Monday", "pier"),
        ("school", "village", "Tuesday", "church"),
        ("museum", "capital", "Sunday", "theatre"),
        ("market", "suburb", "Friday", "station"),
    )
)
OTHER = " ".join(
    f"Bakers in {town} refused to {verb} their loaves, because {reason} would rise again before the summer."
    for town, verb, reason in (
        ("Palermo", "shorten", "the price of flour"),
        ("Catania", "slice", "wages in the mills"),
        ("Trapani", "weigh", "the tax on salt"),
    )
)


def articles(**texts: tuple[dt.datetime | None, str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "article_id": list(texts),
            "fetched_on": [DAY] * len(texts),
            "date_published": pl.Series([moment for moment, _ in texts.values()], dtype=pl.Datetime("us")),
            "text": [text for _, text in texts.values()],
        }
    )


def at(hour: int) -> dt.datetime:
    return dt.datetime(2026, 3, 9, hour)


def clusters(frame: pl.DataFrame) -> dict[str, str]:
    return dict(check(stories_from_articles(frame), Stories).select("article_id", "story_id").iter_rows())


def test_one_wire_story_on_three_sites_is_one_story_of_the_earliest() -> None:
    cut = WIRE.rsplit(" The ", 1)[0]
    frame = articles(c=(at(9), "Own headline here. " + WIRE), a=(at(8), WIRE), b=(at(10), cut), other=(at(7), OTHER))
    assert clusters(frame) == {"a": "a", "b": "a", "c": "a", "other": "other"}
    made = stories_from_articles(frame)
    founders = pl.col("article_id") == pl.col("story_id")
    assert made.filter(founders)["similarity"].to_list() == [1.0, 1.0]
    assert made.filter(~founders)["similarity"].is_between(0.5, 1.0).all()


def test_two_reports_by_different_hands_are_two_stories() -> None:
    assert clusters(articles(a=(at(8), WIRE), b=(at(9), OTHER))) == {"a": "a", "b": "b"}


def test_an_article_without_date_is_never_the_first_if_another_has_one() -> None:
    assert clusters(articles(a=(None, WIRE), b=(at(9), WIRE))) == {"a": "b", "b": "b"}
    assert clusters(articles(b=(None, WIRE), a=(None, WIRE))) == {"a": "a", "b": "a"}


def test_case_and_marks_do_not_matter() -> None:
    assert clusters(articles(a=(at(8), WIRE), b=(at(9), WIRE.upper().replace(",", " —")))) == {"a": "a", "b": "a"}


def test_the_order_of_the_rows_does_not_matter() -> None:
    frame = articles(a=(at(8), WIRE), b=(at(9), WIRE + " More."), c=(at(7), OTHER))
    assert stories_from_articles(frame).equals(stories_from_articles(frame.reverse()))


def test_odd_and_missing_texts_are_stories_of_their_own() -> None:
    assert clusters(articles(a=(at(8), "Two words"), b=(at(9), "😀"), c=(at(7), WIRE))) == {
        "a": "a",
        "b": "b",
        "c": "c",
    }
    assert check(stories_from_articles(articles()), Stories).is_empty()


def test_a_story_stands_when_a_new_day_arrives() -> None:
    """Later copies join it, whether they are dated or not; nobody's story changes."""
    first = articles(a=(at(8), WIRE), b=(None, WIRE), c=(None, OTHER))
    later = articles(d=(at(20) + dt.timedelta(days=2), WIRE + " More."), e=(None, OTHER)).with_columns(
        fetched_on=DAY + dt.timedelta(days=1)
    )
    before, after = clusters(first), clusters(pl.concat([first, later]))
    assert {article: after[article] for article in before} == before
    assert (after["d"], after["e"]) == ("a", "c")


def test_a_copy_joins_a_story_that_stands_from_the_days_before_and_none_of_months_ago() -> None:
    standing = articles(a=(at(8), WIRE))
    for days, story in ((1, "a"), (30, "a"), (31, "b")):
        later = articles(b=(None, WIRE)).with_columns(fetched_on=DAY + dt.timedelta(days=days))
        made = check(stories_from_articles(later, standing), Stories)
        assert made.select("article_id", "story_id").rows() == [("b", story)], days
        assert made["founded_on"].to_list() == [DAY if story == "a" else later["fetched_on"][0]]
        assert made.equals(stories_from_articles(pl.concat([standing, later])).filter(pl.col("fetched_on") > DAY))


def test_a_brief_that_shares_its_outlets_last_line_is_no_copy() -> None:
    line = "Write to us if you saw it, and read more of this in the paper of the harbour on every Saturday morning."
    one = "The bridge was shut for an hour after a swan sat down on it. " + line
    two = "A bakery lost its sign in the storm and found it in the river. " + line
    assert clusters(articles(a=(at(8), one), b=(at(9), two))) == {"a": "a", "b": "b"}
