"""Near-duplicate articles: which articles print the same text, and which of them came first.

Stays out: what quotations or events they share (their own cluster ids).
"""

from __future__ import annotations

import re

import polars as pl
from rensa import RMinHash, RMinHashLSH

from transforms.tables import Stories
from transforms.tables.base import conform, empty

_PERMUTATIONS = 128
_BANDS = 32
_SHINGLE_WORDS = 3
_SAME_STORY = 0.5
"""Jaccard similarity of word trigrams from which two texts are one story: a wire story that an outlet cut by a quarter and
gave its own headline still has .6, two reports of the same event by different hands have below .2 (measured on the
bundled sample)."""

_WORD = re.compile(r"\w+")


def stories_from_articles(articles: pl.DataFrame) -> pl.DataFrame:
    """`Stories` of the articles (`article_id`, `fetched_on`, `date_published`, `text`; one row an article).

    The article published first (unknown dates last, then by id) is canonical. Similarity is estimated by MinHash over word
    trigrams (Broder 1997) with 128 permutations.
    """
    if articles.is_empty():
        return empty(Stories)
    ordered = articles.sort(["date_published", "article_id"], nulls_last=True)
    sketches = [_sketch(text) for text in ordered["text"]]
    index = RMinHashLSH(threshold=_SAME_STORY, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    canonical: list[int] = []
    similarity: list[float] = []
    for number, sketch in enumerate(sketches):
        best, best_similarity = number, 1.0
        candidates = sorted({canonical[found] for found in index.query(sketch)})
        scored = [(sketch.jaccard(sketches[candidate]), -candidate) for candidate in candidates]
        if scored and max(scored)[0] >= _SAME_STORY:
            best_similarity, best = max(scored)[0], -max(scored)[1]
        canonical.append(best)
        similarity.append(best_similarity)
        index.insert(number, sketch)
    ids = ordered["article_id"]
    frame = ordered.select("article_id", "fetched_on").with_columns(
        story_id=ids.gather(canonical),
        is_canonical=pl.Series([number == first for number, first in enumerate(canonical)]),
        similarity=pl.Series(similarity, dtype=pl.Float64),
    )
    return conform(frame, Stories).sort("article_id")


def _sketch(text: str) -> RMinHash:
    words = _WORD.findall(text.casefold())
    shingles = [" ".join(words[i : i + _SHINGLE_WORDS]) for i in range(max(1, len(words) - _SHINGLE_WORDS + 1))]
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=42)
    sketch.update(shingles)
    return sketch
