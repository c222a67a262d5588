"""How far a quotation is to be trusted: a scorecard of the rule that found it and of a few signs.

Belongs here: the figures. Stays out: the rules. A row's confidence is the share of rows like it whose words (at least four
of five) and whose speaker readers of news had marked too. The figures are rounded shares on one half of the development
articles; `docs/accuracy.md` sets the confidence against the precision on the other half.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from transforms.quotes.direct import word_count
from transforms.quotes.document import Document
from transforms.quotes.draft import Draft
from transforms.quotes.speaker import Speaker

RULES: Mapping[str, float] = {
    "after-cue": 0.97,
    "split": 0.97,
    "lead-in": 0.93,
    "before-cue": 0.93,
    "according-to": 0.93,
    "parataxis": 0.93,
    "linked": 0.85,
    "object": 0.87,
    "ccomp": 0.87,
    "fronted": 0.87,
    "gerund": 0.87,
    "credit": 0.85,
    "infinitive": 0.83,
    "as": 0.8,
    "inserted": 0.8,
    "judgement": 0.8,
    "colon": 0.8,
    "headline-label": 0.8,
    "headline-cue": 0.8,
    "conjunction": 0.75,
    "noun": 0.7,
    "alone": 0.67,
    "after-subject": 0.55,
    "embedded": 0.3,
}
"""By the second half of `method`: the share of right rows where none of the signs below stands."""

NO_SPEAKER = 1 / 3
UNNAMED = 1 / 2
UNRESOLVED = 1 / 3
FEW_WORDS = 1 / 3
FAR_FROM_CUE = 2 / 5
TELLING_CUE = 1 / 3
HEDGED = 1 / 4
CONJUNCTION = 7 / 4
"""What a sign multiplies the odds of a row by."""

_FEW = 3
_FAR = 12
_PLAIN = frozenset({"add", "according to", "argue", "explain", "say", "tell", "warn", "write"})
"""Cues that do hardly anything but report; others ("reveal", "declare", "recall") as often tell what happened."""


def confidence_of(document: Document, draft: Draft, speaker: Speaker) -> float:
    """Probability that content and speaker are right, between 0 and 1, to two digits."""
    share = RULES[draft.method.rpartition("/")[2]]
    odds = share / (1 - share)
    for factor in _signs(document, draft, speaker):
        odds *= factor
    return round(odds / (1 + odds), 2)


def _signs(document: Document, draft: Draft, speaker: Speaker) -> Iterator[float]:
    words = document.text[draft.start : draft.end]
    if speaker.resolution == "none":
        yield NO_SPEAKER
    elif speaker.resolution in ("nominal", "document", "collective"):
        yield UNNAMED
    elif speaker.resolution in ("pronoun", "continuation") and speaker.entity_id is None:
        yield UNRESOLVED
    if word_count(words) <= _FEW:
        yield FEW_WORDS
    if words.startswith("that "):
        yield CONJUNCTION
    cue = draft.cue
    if cue is None:
        return
    if cue.lemma not in _PLAIN:
        yield TELLING_CUE
    if cue.is_hedged:
        yield HEDGED
    if draft.start - document.end[cue.last - 1] > _FAR:
        yield FAR_FROM_CUE
