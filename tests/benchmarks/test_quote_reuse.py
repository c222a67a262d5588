"""The benchmark of reuse, at a size that a test can wait for: recall and precision are gated here."""

from __future__ import annotations

from benchmarks.invented import pair_scores
from benchmarks.quote_reuse import synthetic_quotes
from transforms.quote_clusters import clusters_of_quotes


def test_reports_of_one_statement_are_found_and_others_are_not() -> None:
    quotes, truth = synthetic_quotes(2_000, seed=7)
    found = clusters_of_quotes(quotes)
    scores = pair_scores(found.select("quote_id", "quote_cluster_id").iter_rows(), truth)
    equal_words = pair_scores(quotes.select("quote_id", "quotation").iter_rows(), truth)
    assert scores["pairs"] > 5_000
    assert scores["recall"] >= 0.75 > 5 * equal_words["recall"]
    assert scores["precision"] >= 0.98
