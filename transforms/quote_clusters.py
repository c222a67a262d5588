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


@dataclass(frozen=True, slots=True)
class Demand:
    """What two contents must have in common: a share of the shorter one's words, and so many words in a row."""

    share: float
    in_a_row: int


SAME_SPEAKER = (Demand(0.7, 5), Demand(0.4, 10))
ONE_UNKNOWN = (Demand(0.75, 8),)
TWO_SPEAKERS = (Demand(0.9, 12),)
"""One of the demands must be met. Without one speaker's name on both, common words are more often a long name or a stock phrase
("former secretary of state Hillary Clinton"); from a dozen words on they are one speech, of which one outlet names another
speaker."""

LEAST_WORDS = 6
"""Shorter contents ("I don't know") are the same only if all their words are."""

_COMMON = 200
"""A run in more contents than these points at none of them."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_APOSTROPHES = str.maketrans("", "", "'’")


@dataclass(slots=True)
class _Content:
    """A distinct wording by one speaker: its cluster, and what it is compared by: its runs in order, and as a set."""

    cluster_id: str
    speaker: str | None
    words: int
    runs: Sequence[str]
    has: frozenset[str]


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
        if content.words >= LEAST_WORDS:
            for run in content.has:
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
        words = [word.translate(_APOSTROPHES) for word in _WORD.findall(quotation.casefold())]
        key, speaker = " ".join(words), _speaker_key(speaker_name)
        same = _equal(index, key, len(words), speaker)
        if same is not None:
            share, cluster_id = 1.0, same.cluster_id
        else:
            runs = _runs(words)
            content = _Content(quote_id, speaker, len(words), runs, frozenset(runs))
            share, like = _most_alike(index, content)
            content.cluster_id = cluster_id = like.cluster_id if like is not None else quote_id
            index.add(key, content)
        cluster_ids.append(cluster_id)
        similarity.append(share)
    frame = ordered.select("quote_id", "article_id", "fetched_on").with_columns(
        quote_cluster_id=pl.Series(cluster_ids), similarity=pl.Series(similarity, dtype=pl.Float64)
    )
    frame = frame.with_columns(is_first=pl.col("quote_id") == pl.col("quote_cluster_id"))
    return conform(frame, QuoteClusters).sort("quote_id")


def _speaker_key(name: str | None) -> str | None:
    """The surname, or a body's last word: outlets give more or less of a name."""
    words = name_key(name).split() if name else []
    return words[-1] if words else None


def _runs(words: Sequence[str]) -> list[str]:
    return [" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)]


def _demands(one: str | None, other: str | None) -> tuple[Demand, ...]:
    if one is None or other is None:
        return ONE_UNKNOWN
    return SAME_SPEAKER if one == other else TWO_SPEAKERS


def _equal(index: _Index, key: str, words: int, speaker: str | None) -> _Content | None:
    """The first content of the very same words; of one named speaker, however few."""
    for number in index.by_words.get(key, ()):
        demands = _demands(index.contents[number].speaker, speaker)
        if demands is SAME_SPEAKER or words >= demands[0].in_a_row:
            return index.contents[number]
    return None


def _most_alike(index: _Index, content: _Content) -> tuple[float, _Content | None]:
    """The earlier content that is most like this one, the first of equals; and how like, 1 where there is none."""
    if content.words < LEAST_WORDS:
        return 1.0, None
    common: Counter[int] = Counter()
    for run in content.has:
        numbers = index.by_run.get(run, ())
        if len(numbers) <= _COMMON:
            common.update(numbers)
    best, like = 0.0, None
    for number in sorted(common):
        other = index.contents[number]
        share = _common_share(content, other)
        if share > best:
            best, like = share, other
    return (best, like) if like is not None else (1.0, None)


def _common_share(one: _Content, other: _Content) -> float:
    """Share of the shorter content's words that stand in runs of the longer one; 0 where it is too little."""
    shorter, longer = (one, other) if one.words <= other.words else (other, one)
    common, in_a_row, longest = 0, 0, 0
    for run in shorter.runs:
        if run in longer.has:
            common += 1 if in_a_row else _RUN
            in_a_row = in_a_row + 1 if in_a_row else _RUN
            longest = max(longest, in_a_row)
        else:
            in_a_row = 0
    share = min(1.0, common / shorter.words)
    demands = _demands(one.speaker, other.speaker)
    return share if any(share >= demand.share and longest >= demand.in_a_row for demand in demands) else 0.0


__all__ = ["LEAST_WORDS", "ONE_UNKNOWN", "SAME_SPEAKER", "TWO_SPEAKERS", "clusters_of_quotes"]
