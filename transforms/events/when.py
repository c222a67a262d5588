"""Which date phrase of a sentence belongs to an event, and what day that gives.

Stays out: the grammar of date phrases (`transforms.dates`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from transforms.dates import UNKNOWN, resolve_date
from transforms.events.parse import Parse
from transforms.tags import TIMES

_OLD = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class When:
    """First and last day, grain, and the words the day was read from."""

    start: dt.date | None
    end: dt.date | None
    grain: str
    basis: str | None


class Dates:
    """The date phrases of one article."""

    def __init__(self, parse: Parse, text: str, published: dt.date | None) -> None:
        self._parse = parse
        self._text = text
        self._published = published
        self._phrases: dict[int, list[tuple[int, int]]] = {}
        token, last = 0, len(parse.form)
        while token < last:
            if parse.entity[token] in TIMES:
                start = token
                while token + 1 < last and parse.entity[token + 1] in TIMES:
                    token += 1
                self._phrases.setdefault(parse.sentence[start], []).append((start, token + 1))
            token += 1

    def of(self, predicate: int, status: str, others: frozenset[int]) -> tuple[When, str]:
        """The event's date and its status, which an old date turns from actual to background.

        `others` are the other predicates of the sentence: a phrase that hangs on one of them is not this one's.
        """
        phrases = [
            (distance, start, end)
            for start, end in self._phrases.get(self._parse.sentence[predicate], [])
            if (distance := self._distance(start, end, predicate, others)) is not None
        ]
        for _, start, end in sorted(phrases) or self._only_full_date(predicate):
            text = self._text[self._parse.char_start[start] : self._parse.char_end[end - 1]]
            found = resolve_date(text, self._published, future=status == "future")
            if found != UNKNOWN:
                return self._dated(When(*found, text), status)
        before = self._earlier(predicate)
        if before is not None:
            if self._published is None:
                return When(None, None, "unknown", None), "background" if status == "actual" else status
            return When(None, self._published, "before", before), "background" if status == "actual" else status
        if status == "actual" and self._published is not None:
            return When(self._published, self._published, "day", "date_published"), status
        if status == "background" and self._published is not None:
            return When(None, self._published, "before", None), status
        return When(None, None, "unknown", None), status

    def _dated(self, when: When, status: str) -> tuple[When, str]:
        old = self._published is not None and when.end is not None and self._published - when.end > _OLD
        if status == "actual" and (old or when.grain == "before"):
            return when, "background"
        ahead = self._published is not None and when.start is not None and when.start > self._published
        return when, "future" if status == "actual" and ahead else status

    def _only_full_date(self, predicate: int) -> list[tuple[int, int, int]]:
        """A sentence's only date phrase, if it names a day with its year, is the event's wherever it hangs
        (captions).
        """
        phrases = self._phrases.get(self._parse.sentence[predicate], [])
        full = [
            (0, start, end)
            for start, end in phrases
            if any(len(form) == 4 and form.isdigit() for form in self._parse.form[start:end]) and end - start > 2
        ]
        return full if len(full) == 1 else []

    def _earlier(self, predicate: int) -> str | None:
        """An adverb that puts the event before the rest ("earlier", "previously")."""
        parse = self._parse
        for child in parse.children[predicate]:
            if parse.dep[child] == "advmod" and parse.form[child].lower() in (
                "earlier",
                "previously",
                "formerly",
                "once",
            ):
                return parse.form[child]
        return None

    def _distance(self, start: int, end: int, predicate: int, others: frozenset[int]) -> int | None:
        """Steps from the phrase up to the predicate, or to a verb above it; None where it belongs to another one."""
        parse = self._parse
        top = next((t for t in range(start, end) if not start <= parse.head[t] < end), start)
        above = {verb: steps for steps, verb in enumerate([predicate, *parse.ancestors(predicate)])}
        for steps, governor in enumerate(parse.ancestors(top), start=1):
            if governor in above:
                # A phrase on the reporting verb ("said on Monday") is better than none.
                return steps + 4 * above[governor]
            if governor in others or (
                parse.dep[governor] in ("relcl", "advcl", "conj") and parse.upos[governor] == "VERB"
            ):
                return None
        return None
