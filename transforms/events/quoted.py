"""Who says that an event happened, and whether that makes it one.

Belongs here: the quotation that an event stands in, and what becomes of events in the mouths of commentators. Stays out: finding
quotations (`transforms.quotes`).
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.events.parse import Parse
from transforms.events.settle import Found
from transforms.lexicons.matching import words_of
from transforms.lexicons.nouns import COMMENTATORS

_COMMENTING_SECTORS = frozenset({"EDU", "MED"})


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation of the article: offsets of its content, whether it stands in marks, who says it, and offsets of the saying.

    `cue_start` is the first character of the reporting word, `speaker_span` the offsets of the speaker, where they are known.
    """

    char_start: int
    char_end: int
    is_in_marks: bool
    cue_start: int | None
    speaker_span: tuple[int, int] | None
    speaker_text: str | None
    speaker_entity_id: str | None
    speaker_sector: str | None
    speaker_role: str | None

    @property
    def is_comment(self) -> bool:
        """Whether the speaker is a commentator: by calling, or a scholar or journalist without a political office."""
        calling = f"{self.speaker_role or ''} {self.speaker_text or ''}"
        words = {form for word in words_of(calling) for form in (word.bare, word.bare.removesuffix("s"))}
        return bool(words & COMMENTATORS) or self.speaker_sector in _COMMENTING_SECTORS


class Quotations:
    """The quotations of one article, by where they stand."""

    def __init__(self, quotes: Sequence[Said]) -> None:
        self._quotes = sorted(quotes, key=lambda quote: (quote.char_start, quote.char_end))
        self._starts = [quote.char_start for quote in self._quotes]

    def at(self, position: int) -> Said | None:
        """The quotation that a character lies in."""
        number = bisect.bisect_right(self._starts, position) - 1
        if number >= 0 and position < self._quotes[number].char_end:
            return self._quotes[number]
        return None


def is_presupposed(parse: Parse, event: Found) -> bool:
    """Whether what a commentator says takes the event for granted: it is a noun, or a finished past."""
    if event.status not in ("actual", "background"):
        return False
    predicate = event.frame.predicate
    if event.rule == "nominal":
        return True
    if parse.xpos[predicate] == "VBD":
        return True
    auxiliaries = {parse.form[child].lower() for child in parse.with_dep(predicate, "aux", "auxpass")}
    return parse.xpos[predicate] == "VBN" and bool(auxiliaries & {"had", "was", "were"})
