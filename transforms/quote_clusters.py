"""Reuse of one quotation: which rows, of whatever outlets, print the same words, and which of them came first.

Belongs here: comparing contents over all days. Stays out: near-duplicate articles (`transforms.stories`), and finding
quotations (`transforms.quotes`). Outlets trim a quotation at either end, cut it in two, put a name in brackets for a pronoun,
or mend a word; so two contents are the same where the shorter one's runs of three words stand in the longer one (containment
of shingles: Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from transforms.names import name_key
from transforms.publication import published_at
from transforms.tables import QuoteClusters
from transforms.tables.base import conform, empty

_RUN = 3
"""Words of a run that is compared."""

SAME_QUOTATION = 0.5
"""Share of the shorter content's runs that the longer one has. One word changed in eight costs three runs of six."""

PARTIAL_WORDS = 6
"""Shorter contents ("I don't know") are the same only if all their words are and one named speaker said them."""

OTHER_SPEAKER_WORDS = 12
"""Contents up to this length are stock phrases when two speakers are named for them; longer ones are one speech, of which one
outlet names another speaker."""

_COMMON = 200
"""A run in more contents than these points at none of them."""

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Content:
    """A distinct wording by one speaker: its cluster, and what it is compared by."""

    quote_id: str
    cluster_id: str
    speaker: str | None
    words: int
    runs: frozenset[str]


@dataclass(slots=True)
class _Index:
    """The contents seen so far, by all their words and by their runs."""

    contents: list[_Content] = field(default_factory=list)
    by_words: dict[str, list[int]] = field(default_factory=dict)
    by_run: dict[str, list[int]] = field(default_factory=dict)

    def add(self, key: str, content: _Content) -> None:
        number = len(self.contents)
        self.contents.append(content)
        self.by_words.setdefault(key, []).append(number)
        if content.words >= PARTIAL_WORDS:
            for run in content.runs:
                self.by_run.setdefault(run, []).append(number)


def clusters_of_quotes(quotes: pl.DataFrame) -> pl.DataFrame:
    """`QuoteClusters` of the quotations (`quote_id`, `article_id`, `fetched_on`, `date_published`, `quotation`, `speaker_name`).

    One row a quotation; `speaker_name` is the resolved speaker's full name or null. They are taken in order of publication:
    each joins the cluster of the earlier content that is most like it, or begins its own; so what a later day brings changes
    no cluster that stands.
    """
    if quotes.is_empty():
        return empty(QuoteClusters)
    ordered = quotes.sort([published_at(), pl.col("article_id"), pl.col("quote_id")])
    index = _Index()
    cluster_ids: list[str] = []
    similarity: list[float] = []
    for quote_id, quotation, speaker_name in ordered.select("quote_id", "quotation", "speaker_name").iter_rows():
        words = _WORD.findall(quotation.casefold())
        key, speaker = " ".join(words), _speaker_key(speaker_name)
        same = _equal(index, key, len(words), speaker)
        runs = _runs(words) if same is None and len(words) >= PARTIAL_WORDS else frozenset()
        share, like = (1.0, same) if same is not None else _most_alike(index, runs, len(words), speaker)
        cluster_id = like.cluster_id if like is not None else quote_id
        if same is None or (same.speaker is None and speaker is not None):
            index.add(key, _Content(quote_id, cluster_id, speaker, len(words), runs))
        cluster_ids.append(cluster_id)
        similarity.append(share if like is not None else 1.0)
    frame = ordered.select("quote_id", "article_id", "fetched_on").with_columns(
        quote_cluster_id=pl.Series(cluster_ids), similarity=pl.Series(similarity, dtype=pl.Float64)
    )
    frame = frame.with_columns(is_first=pl.col("quote_id") == pl.col("quote_cluster_id"))
    return conform(frame, QuoteClusters).sort("quote_id")


def _speaker_key(name: str | None) -> str | None:
    """The surname, or a body's last word: outlets give more or less of a name."""
    words = name_key(name).split() if name else []
    return words[-1] if words else None


def _runs(words: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))


def _may_be_one(content: _Content, words: int, speaker: str | None) -> bool:
    """Whether speakers and lengths allow two contents to be one quotation."""
    if content.speaker is not None and speaker is not None:
        return content.speaker == speaker or min(content.words, words) > OTHER_SPEAKER_WORDS
    return min(content.words, words) >= PARTIAL_WORDS


def _equal(index: _Index, key: str, words: int, speaker: str | None) -> _Content | None:
    """The first content of the very same words."""
    numbers = index.by_words.get(key, ())
    return next((index.contents[n] for n in numbers if _may_be_one(index.contents[n], words, speaker)), None)


def _most_alike(index: _Index, runs: frozenset[str], words: int, speaker: str | None) -> tuple[float, _Content | None]:
    """The earlier content with the largest share of common runs, the first of equals; and that share."""
    common: Counter[int] = Counter()
    for run in runs:
        numbers = index.by_run.get(run, ())
        if len(numbers) <= _COMMON:
            common.update(numbers)
    best: tuple[float, int] | None = None
    for number in common:
        content = index.contents[number]
        share = len(runs & content.runs) / min(len(runs), len(content.runs))
        if share >= SAME_QUOTATION and _may_be_one(content, words, speaker) and (
            best is None or (share, -number) > best
        ):  # fmt: skip
            best = share, -number
    return (best[0], index.contents[-best[1]]) if best is not None else (1.0, None)


__all__ = ["OTHER_SPEAKER_WORDS", "PARTIAL_WORDS", "SAME_QUOTATION", "clusters_of_quotes"]
