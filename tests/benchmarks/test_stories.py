"""The benchmark of near-duplicates, at a size that a test can wait for: recall and precision are gated here."""

from __future__ import annotations

import polars as pl

from benchmarks.stories import scores, synthetic_articles
from transforms.stories import stories_from_articles


def test_copies_are_found_and_what_is_no_copy_is_not() -> None:
    articles, truth = synthetic_articles(800, seed=7)
    found = scores(stories_from_articles(articles), truth)
    assert found["pairs"] > 300
    assert found["recall"] >= 0.95
    assert found["precision"] >= 0.99


def test_scores_count_pairs() -> None:
    found = pl.DataFrame({"article_id": ["a", "b", "c", "d"], "story_id": ["a", "a", "a", "d"]})
    assert scores(found, {"a": 1, "b": 1, "c": 2, "d": 1}) == {"recall": 1 / 3, "precision": 1 / 3, "pairs": 3}
