"""Reuse of one quotation: which rows, of whatever outlets, print the same words.

Belongs here: comparing contents over days. Stays out: near-duplicate articles (`transforms.stories`), and finding
quotations (`transforms.quotes`). Outlets trim a quotation at either end, cut it in two, put a name in brackets for a pronoun,
or mend a word; so two contents are the same where the shorter one's runs of three words stand in the longer one (containment
of shingles: Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from transforms.names import name_key
from transforms.publication import REACH, in_order
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
    """A wording by one speaker: its cluster, and what it is compared by: its runs in order, and as a set."""

    cluster_id: str
    founded_on: dt.date
    speaker: str | None
    words: int
    runs: Sequence[str]
    has: frozenset[str]


@dataclass(slots=True)
class _Index:
    """The contents seen so far, by all their words and by their runs; a day's first of equal ones stands for them."""

    contents: list[_Content] = field(default_factory=list)
    days: list[dt.date] = field(default_factory=list)
    by_words: dict[str, list[int]] = field(default_factory=dict)
    by_run: dict[str, list[int]] = field(default_factory=dict)
    of_the_day: set[tuple[str, str | None]] = field(default_factory=set)

    def within_reach(self, numbers: Sequence[int], day: dt.date) -> Sequence[int]:
        """The numbers, in order, of contents that came in no more than `REACH` before the day."""
        return numbers[bisect_left(numbers, bisect_left(self.days, day - REACH)) :]

    def add(self, key: str, day: dt.date, content: _Content) -> None:
        if not self.days or self.days[-1] != day:
            self.of_the_day.clear()
        if (key, content.speaker) in self.of_the_day:
            return
        self.of_the_day.add((key, content.speaker))
        number = len(self.contents)
        self.contents.append(content)
        self.days.append(day)
        self.by_words.setdefault(key, []).append(number)
        if content.words >= LEAST_WORDS:
            for run in content.has:
                self.by_run.setdefault(run, []).append(number)


def clusters_of_quotes(quotes: pl.DataFrame, standing: pl.DataFrame | None = None) -> pl.DataFrame:
    """`QuoteClusters` of the quotations (`quote_id`, `article_id`, `fetched_on`, `date_published`, `quotation`, `speaker_name`).

    One row a quotation and day; `speaker_name` is the resolved speaker's full name or null. `standing` holds the quotations of
    the days before (`REACH`) with their `quote_cluster_id` and `founded_on`; all of one day come together. Quotations are taken
    day by day, each day in order of publication: each joins the cluster of the earlier content that is most like it, or begins
    its own.
    """
    if quotes.is_empty():
        return empty(QuoteClusters)
    index = _Index()
    if standing is not None:
        columns = ("fetched_on", "quotation", "speaker_name", "quote_cluster_id", "founded_on")
        for day, quotation, name, cluster_id, founded_on in _ordered(standing).select(columns).iter_rows():
            key, content = _content(quotation, name, cluster_id, founded_on)
            index.add(key, day, content)
    ordered = _ordered(quotes)
    cluster_ids: list[str] = []
    founded: list[dt.date] = []
    similarity: list[float] = []
    for quote_id, day, quotation, name in ordered.select(
        "quote_id", "fetched_on", "quotation", "speaker_name"
    ).iter_rows():
        key, content = _content(quotation, name, quote_id, day)
        share, like = _equal(index, key, day, content)
        if like is None:
            share, like = _most_alike(index, day, content)
        if like is not None:
            content.cluster_id, content.founded_on = like.cluster_id, like.founded_on
        index.add(key, day, content)
        cluster_ids.append(content.cluster_id)
        founded.append(content.founded_on)
        similarity.append(share)
    frame = ordered.select("quote_id", "article_id", "fetched_on").with_columns(
        quote_cluster_id=pl.Series(cluster_ids),
        founded_on=pl.Series(founded, dtype=pl.Date),
        similarity=pl.Series(similarity, dtype=pl.Float64),
    )
    return conform(frame, QuoteClusters).sort("fetched_on", "quote_id")


def _ordered(quotes: pl.DataFrame) -> pl.DataFrame:
    return quotes.sort(in_order("article_id", "quote_id"))


def _content(quotation: str, name: str | None, cluster_id: str, founded_on: dt.date) -> tuple[str, _Content]:
    """All words as one key, and the content."""
    words = [word.translate(_APOSTROPHES) for word in _WORD.findall(quotation.casefold())]
    runs = _runs(words)
    return " ".join(words), _Content(cluster_id, founded_on, _speaker_key(name), len(words), runs, frozenset(runs))


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


def _equal(index: _Index, key: str, day: dt.date, content: _Content) -> tuple[float, _Content | None]:
    """The first content of the very same words, of one named speaker however few; and how like."""
    for number in index.within_reach(index.by_words.get(key, ()), day):
        demands = _demands(index.contents[number].speaker, content.speaker)
        if demands is SAME_SPEAKER or content.words >= demands[0].in_a_row:
            return 1.0, index.contents[number]
    return 1.0, None


def _most_alike(index: _Index, day: dt.date, content: _Content) -> tuple[float, _Content | None]:
    """The earlier content that is most like this one, the first of equals; and how like, 1 where there is none."""
    if content.words < LEAST_WORDS:
        return 1.0, None
    common: Counter[int] = Counter()
    for run in content.has:
        numbers = index.within_reach(index.by_run.get(run, ()), day)
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
