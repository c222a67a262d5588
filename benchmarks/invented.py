"""Invented words and the score of clusters, for the measurements that need a known truth.

Stays out: what is made of the words (`stories`, `quote_reuse`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

_WORDS = 20_000


class Writer:
    """Makes up paragraphs of words whose frequencies follow Zipf's law, as those of a language do."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        letters = "abcdefghijklmnoprstuvwz"
        self._words = ["".join(self.random.choices(letters, k=self.random.randint(2, 10))) for _ in range(_WORDS)]
        self._weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))

    def words(self, count: int) -> list[str]:
        return self.random.choices(self._words, cum_weights=self._weights, k=count)

    def paragraphs(self, count: int) -> list[list[str]]:
        return [self.words(self.random.randint(25, 60)) for _ in range(count)]


def pair_scores(found: Iterable[tuple[str, str]], truth: Mapping[str, int]) -> dict[str, float]:
    """Recall and precision over pairs of one cluster: items with the cluster found, and the number of each item's true one."""
    named = list(found)
    true = _pairs(Counter(truth.values()))
    given = _pairs(Counter(cluster for _, cluster in named))
    right = _pairs(Counter((truth[item], cluster) for item, cluster in named))
    return {"recall": right / max(1, true), "precision": right / max(1, given), "pairs": true}


def _pairs(sizes: Mapping[Any, int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
