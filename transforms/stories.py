"""Near-duplicate articles: which articles print the same text.

Stays out: what quotations or events they share (their own cluster ids), and which of them is the original (a matter of the
marts, where only the newest version of an article counts).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

import polars as pl
from rensa import RMinHash, RMinHashLSH

from transforms.publication import REACH, in_order
from transforms.tables import Stories
from transforms.tables.base import conform, empty

_BANDS = 85
_PERMUTATIONS = 3 * _BANDS
"""Rows of three in 85 bands find a pair of Jaccard similarity .4 with a probability of .996, one of .5 with .99999
(1 - (1 - J^3)^85; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4). What they find is only a candidate."""

_SHINGLE_WORDS = 3
_SAME_STORY = 0.5
"""Share of the shorter text's word trigrams that the other has. Two copies of a wire story that each lost a fifth of their
paragraphs and have every thirtieth word changed share .66; follow-ups that repeat a quarter of their words as background
share .25 (`python -m benchmarks.stories`)."""

_FEW_SHINGLES = 80
_SAME_BRIEF = 0.7
"""A text of a few lines shares stock phrases and its outlet's last line with many; more of it must be the same."""

_SHINGLES_KEPT = 2_000
_WORD = re.compile(r"\w+")


def stories_from_articles(articles: pl.DataFrame, standing: pl.DataFrame | None = None) -> pl.DataFrame:
    """`Stories` of the articles (`article_id`, `fetched_on`, `date_published`, `text`; one row an article and day).

    `standing` holds, in the same columns, the articles that founded stories in the days before (`REACH`); all of one day come
    together. Articles are taken day by day, each day in order of publication; each joins the story whose founder is most like
    it, or founds its own. Candidates are found by MinHash over word trigrams (Broder 1997), and each is checked against the
    texts themselves.
    """
    if articles.is_empty():
        return empty(Stories)
    before = articles.clear() if standing is None else standing.select(articles.columns)
    ordered = pl.concat([before.sort(in_order("article_id")), articles.sort(in_order("article_id"))])
    texts, days = ordered["text"].to_list(), ordered["fetched_on"].to_list()

    @lru_cache(maxsize=_SHINGLES_KEPT)
    def shingles(number: int) -> frozenset[str]:
        return _shingles(texts[number])

    index = RMinHashLSH(threshold=_SAME_STORY, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    founder: list[int] = []
    similarity: list[float] = []
    for number in range(len(texts)):
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=42)
        sketch.update(list(shingles(number)))
        share, first = 1.0, number
        if number >= before.height:
            reach = bisect_left(days, days[number] - REACH, hi=number)
            scored = [
                (shared, -candidate)
                for candidate in index.query(sketch)
                if candidate >= reach and (shared := _shared(shingles(number), shingles(candidate))) is not None
            ]
            share, first = max(scored, default=(1.0, -number))
            first = -first
        founder.append(first)
        similarity.append(share)
        if first == number:
            index.insert(number, sketch)
    frame = ordered.select("article_id", "fetched_on").with_columns(
        story_id=ordered["article_id"].gather(founder),
        founded_on=ordered["fetched_on"].gather(founder),
        similarity=pl.Series(similarity, dtype=pl.Float64),
    )
    return conform(frame.tail(articles.height), Stories).sort("fetched_on", "article_id")


def _shared(one: frozenset[str], other: frozenset[str]) -> float | None:
    """Share of the smaller set that the other has; None where it is too little for one story."""
    shorter = min(len(one), len(other))
    share = len(one & other) / shorter
    return share if share >= (_SAME_BRIEF if shorter < _FEW_SHINGLES else _SAME_STORY) else None


def _shingles(text: str) -> frozenset[str]:
    """Word trigrams; a text of fewer words is one shingle."""
    words = _WORD.findall(text.casefold())
    starts = range(max(1, len(words) - _SHINGLE_WORDS + 1))
    return frozenset(" ".join(words[start : start + _SHINGLE_WORDS]) for start in starts)
