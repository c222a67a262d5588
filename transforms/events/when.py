"""Which date phrase of an article belongs to an event, and what day that gives.

In this order: a phrase that hangs on the predicate or above it; "a day before their meeting", counted from the date it stands
beside; the day a picture was taken, for what its caption tells; an adverb that puts the event before the rest; the day of the
lead, for what the article goes on to tell; the day of publication. The lead's day is the narrative container of news text
(Pustejovsky and Stubbs, "Increasing Informativeness in Temporal Annotation", 2011): "On Monday … held talks" on a Tuesday's page
dates what follows to Monday as well. What happened earlier never gets the day of publication.

Stays out: the grammar of date phrases (`transforms.dates`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from transforms.dates import UNKNOWN, counted, resolve_date
from transforms.events.parse import Parse
from transforms.tags import TIMES

_OLD = dt.timedelta(days=365)
_LEAD_SENTENCES = 4
"""Sentences of the body in which the lead's day is looked for."""
_LEAD_WITHIN = dt.timedelta(days=7)
_TAKEN = re.compile(
    r"\b(?:picture|photo|photograph|image|footage)\b[^.]{0,40}?\b(?:taken|shot|made|filmed)\b(?: on)?(?P<when>[^.;()]{3,40})",
    re.IGNORECASE,
)
_EARLIER = frozenset({"earlier", "previously", "formerly", "once", "before", "originally", "historically", "initially"})
_JOINING = frozenset({"to", "until", "till", "through", "and", "-", "–", "—"})
_BOUNDS = frozenset({"before", "until", "till", "by", "since"})
_UNITS = frozenset({"day", "week", "month", "year"})
PUBLISHED = "date_published"
LEAD = "lead: "
"""What `date_basis` begins with where the day is that of the article's lead; the lead's words follow."""


@dataclass(frozen=True, slots=True)
class When:
    """First and last day, grain, and the words the day was read from."""

    start: dt.date | None
    end: dt.date | None
    grain: str
    basis: str | None


class Dates:
    """The date phrases of one article."""

    def __init__(self, parse: Parse, text: str, published: dt.date | None, first_of_body: int = 0) -> None:
        """`first_of_body` is the number of the body's first sentence, where the lead begins."""
        self._parse = parse
        self._first_of_body = first_of_body
        self._text = text
        self._published = published
        self._phrases: dict[int, list[tuple[int, int]]] = {}
        self._lead: When | None = None
        token, last = 0, len(parse.form)
        while token < last:
            if parse.entity[token] in TIMES:
                start = token
                while token + 1 < last and parse.entity[token + 1] in TIMES:
                    token += 1
                self._phrases.setdefault(parse.sentence[start], []).append((start, token + 1))
            token += 1
        self._join_ranges()

    def _join_ranges(self) -> None:
        """Take two phrases that a range joins ("from March to May 2014") as one."""
        form = self._parse.form
        for sentence, phrases in self._phrases.items():
            joined: list[tuple[int, int]] = []
            for start, end in phrases:
                is_range = bool(joined) and start - joined[-1][1] == 1 and form[start - 1].lower() in _JOINING
                begin = joined[-1][0] if is_range else start
                opened = begin > 0 and form[begin - 1].lower() in ("from", "between")
                if is_range and (opened or form[start - 1].lower() != "and"):
                    joined[-1] = (begin - opened, end)
                else:
                    # "from March to May", where the model has all of it as one date
                    inside = any(form[token].lower() in _JOINING for token in range(start, end))
                    opened = inside and start > 0 and form[start - 1].lower() in ("from", "between")
                    joined.append((start - opened, end))
            self._phrases[sentence] = joined

    def of(self, predicate: int, status: str, others: frozenset[int], zone: str = "body") -> tuple[When, str]:
        """The event's date and its status, which an old date turns from actual to background.

        `others` are the other predicates of the sentence: a phrase that hangs on one of them is not this one's. Events must be
        asked for in the order of the text, so that the lead's day is known when what follows it is dated.
        """
        when, status = self._own(predicate, status, others, zone)
        is_lead = self._parse.sentence[predicate] - self._first_of_body < _LEAD_SENTENCES
        if self._lead is None and zone == "body" and is_lead and status == "actual" and self._may_lead(when):
            self._lead = When(when.start, when.end, when.grain, f"{LEAD}{when.basis}")
        if self._lead is not None and zone == "body" and status == "actual" and when.basis == PUBLISHED:
            return self._lead, status
        return when, status

    def _may_lead(self, when: When) -> bool:
        if when.grain != "day" or when.basis in (None, PUBLISHED) or when.start is None or self._published is None:
            return False
        return dt.timedelta(0) <= self._published - when.start <= _LEAD_WITHIN

    def _own(self, predicate: int, status: str, others: frozenset[int], zone: str) -> tuple[When, str]:
        counted_from = self._counted(predicate)
        if counted_from is not None:
            return self._dated(counted_from, status)
        taken = self._taken(predicate) if zone == "caption" else None
        phrases = [
            (distance, start, end)
            for start, end in self._phrases.get(self._parse.sentence[predicate], [])
            if (distance := self._distance(start, end, predicate, others)) is not None
        ]
        for _, start, end in sorted(phrases) or (self._only_full_date(predicate) if taken is None else []):
            text = self._words(start, end)
            found = resolve_date(text, self._published, future=status == "future")
            if found != UNKNOWN:
                return self._dated(When(*found, text), status)
        if taken is not None:
            return self._dated(taken, status)
        before = self._earlier(predicate)
        if before is not None:
            return When(None, self._published, "before", before) if self._published else _UNDATED, _past(status)
        if status == "actual" and self._published is not None and zone != "caption":
            return When(self._published, self._published, "day", PUBLISHED), status
        if status in ("actual", "background") and self._published is not None:
            # Pictures are of any age, and what had happened before has no day of its own.
            return When(None, self._published, "before", None), status
        return _UNDATED, status

    def _words(self, start: int, end: int) -> str:
        return self._text[self._parse.char_start[start] : self._parse.char_end[end - 1]]

    def _dated(self, when: When, status: str) -> tuple[When, str]:
        old = self._published is not None and when.end is not None and self._published - when.end > _OLD
        if status == "actual" and (old or when.grain == "before"):
            return when, "background"
        ahead = self._published is not None and when.start is not None and when.start > self._published
        return when, "future" if status == "actual" and ahead else status

    def _counted(self, predicate: int) -> When | None:
        """The day of a noun that another date is counted from: "December 14, a day before their meeting" is the 15th."""
        parse = self._parse
        preposition = parse.head[predicate]
        way = parse.form[preposition].lower()
        if parse.dep[predicate] != "pobj" or way not in ("before", "after"):
            return None
        unit = parse.head[preposition]
        if parse.lemma[unit].lower() not in _UNITS:
            return None
        start, _ = parse.phrase(unit)
        for begin, end in reversed(self._phrases.get(parse.sentence[predicate], [])):
            if end <= start:
                day, _, grain = resolve_date(self._words(begin, end), self._published)
                step = counted(self._words(start, unit + 1))
                if day is None or grain != "day" or step is None:
                    return None
                there = day + step if way == "before" else day - step
                return When(there, there, "day", self._words(begin, preposition + 1))
        return None

    def _taken(self, predicate: int) -> When | None:
        """The day on which a caption says that its picture was taken."""
        parse = self._parse
        block = parse.block[predicate]
        first = last = predicate
        while first > 0 and parse.block[first - 1] == block:
            first -= 1
        while last + 1 < len(parse.form) and parse.block[last + 1] == block:
            last += 1
        match = _TAKEN.search(self._text, parse.char_start[first], parse.char_end[last])
        if match is None:
            return None
        found = resolve_date(match["when"], self._published)
        return When(*found, match["when"].strip()) if found != UNKNOWN else None

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
            if parse.dep[child] == "advmod" and parse.form[child].lower() in _EARLIER:
                return parse.form[child]
        return None

    def _distance(self, start: int, end: int, predicate: int, others: frozenset[int]) -> int | None:
        """Steps from the phrase up to the predicate, or to a verb above it; None where it belongs to another one."""
        parse = self._parse
        top = next((t for t in range(start, end) if not start <= parse.head[t] < end), start)
        if parse.dep[top] == "poss" and parse.head[top] != predicate:
            return None  # "last year's catch" dates the catch
        if parse.dep[top] == "pobj" and parse.form[parse.head[top]].lower() in _BOUNDS:
            return None  # "by Friday", "until Monday": a term, not the day
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


_UNDATED = When(None, None, "unknown", None)


def _past(status: str) -> str:
    return "background" if status == "actual" else status
