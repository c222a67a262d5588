"""Where in scraped text the article is: its headline, its first and its last line.

Belongs here: what the order of lines tells. Stays out: what each line in there is (`scraped_text`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.articles.cleaning import is_closing_line, removal_reason, same_words

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$|[:;,][\"'”’»]*$|[\"”»]$")
_END = re.compile(
    r"^(?:©|\(c\)|copyright\b|all rights reserved|(?:\d+ )?comments?\b.{0,20}$|leave a (?:comment|reply)|"
    r"join the (?:conversation|discussion)|"
    r"(?:related|recommended|more|latest|popular|trending|top)\b.{0,40}(?:stories|articles|news|posts|reading|videos)?$|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|most (?:read|popular|viewed|watched)|read (?:next|more)$|up next|"
    r"more (?:from|on|in|like|stories|news)\b|sign up\b|subscribe\b|newsletters?$|advertisement$|about (?:the|us)\b|"
    r"required fields|post a comment|tags?:|filed under|share this)|(?:©|\(c\)|copyright)\s*(?:19|20)\d\d",
    re.IGNORECASE,
)
"""What begins the frame after an article: comments, other stories, offers, the owner."""

_MOST_FOR_ONE = 60
"""Words of a line that count; one long line is no article."""

_SHORTEST_PARAGRAPH = 12
_LONGEST_FRAME = 20
_LONGEST_LABEL = 3
_ALONE = 0.4
"""What a sentence between two lines that are none counts: teasers have one sentence each, articles many in a row."""

_LABEL, _TITLE, _FURNITURE, _FRAME = -3.0, -5.0, -10.0, -30.0

_BEFORE = 40
_WITHIN = 8
"""Lines before and after the first of the text among which the headline is looked for."""

_LEAST_SHARED = 0.3
_WEIGHTY = 4
"""Letters of a word that says something."""

_NAMED, _DATED_BELOW, _FOR_EACH_LINE = 0.3, 0.15, 0.01
"""What it weighs beside the share of its words in the text that another line ends in a headline, that a byline or date follows,
and each line between it and the text."""

_FOR_EACH_ABOVE = 0.3
"""What each paragraph of the text above a line takes from it as a headline: a teaser amid the text shares words, too."""

_BYLINE_WITHIN = 6
_LONGEST_DATED = 100
_DATED = re.compile(
    r"^by\b|\b(?:19|20)\d\d\b|\b(?:published|updated|posted)\b|\bmin(?:ute)?s? read\b|\d[:.]\d\d", re.IGNORECASE
)


@dataclass(frozen=True)
class Region:
    """Numbers of the headline's line, and of the text's first line and the one after its last."""

    headline: int | None
    first: int
    last: int

    def reason_outside(self, number: int) -> str | None:
        """Why a line outside the text goes, by where it stands; None where it is inside."""
        if number < self.first:
            return "navigation"
        return "after_the_end" if number >= self.last else None


def is_paragraph(line: str) -> bool:
    """Running text: ends like a sentence and has the length of one, or is long."""
    words = len(line.split())
    return (words >= 5 and _SENTENCE_END.search(line) is not None and not line.startswith("©")) or words >= 25


def region_of(lines: Sequence[str], is_neutral: Sequence[bool]) -> Region | None:
    """The stretch of lines with most running text and least of anything else; None where no line is a paragraph.

    `is_neutral` says which lines are neither for nor against an article: the text of images, say.
    """
    paragraphs = [is_paragraph(line) and not neutral for line, neutral in zip(lines, is_neutral, strict=True)]
    if not any(paragraphs):
        return None
    first, last = _best_stretch(_scores(lines, is_neutral, paragraphs))
    headline = _headline(lines, is_neutral, first, last)
    if headline is not None:
        first = max(first, headline + 1) if headline + 1 < last else first
    return Region(headline, first, last)


def _scores(lines: Sequence[str], is_neutral: Sequence[bool], paragraphs: Sequence[bool]) -> list[float]:
    """What each line says for (above 0) or against its standing in an article."""
    furniture = [removal_reason(line) is not None for line in lines]
    telling = [number for number in range(len(lines)) if not is_neutral[number] and not furniture[number]]
    beside = {
        number: any(paragraphs[other] for other in (*telling[max(0, at - 1) : at], *telling[at + 1 : at + 2]))
        for at, number in enumerate(telling)
    }
    scores = []
    for number, line in enumerate(lines):
        words = len(line.split())
        if is_neutral[number]:
            scores.append(0.0)
        elif words <= _LONGEST_FRAME and _END.search(line):
            scores.append(_FRAME)
        elif furniture[number] or (is_closing_line(line) and words < _SHORTEST_PARAGRAPH):
            scores.append(_FURNITURE)
        elif paragraphs[number]:
            weight = 1.0 if beside[number] or words > _MOST_FOR_ONE else _ALONE
            scores.append(weight * min(words, _MOST_FOR_ONE) * (1.0 if words >= _SHORTEST_PARAGRAPH else 0.5))
        else:
            scores.append(_LABEL if words <= _LONGEST_LABEL else _TITLE)
    return scores


def _best_stretch(scores: Sequence[float]) -> tuple[int, int]:
    """First and one after the last of the neighbours with the highest sum (Bentley, Programming Pearls, 1984)."""
    best, best_at = float("-inf"), (0, 1)
    running, start = 0.0, 0
    for number, score in enumerate(scores):
        if running <= 0:
            running, start = 0.0, number
        running += score
        if running > best:
            best, best_at = running, (start, number + 1)
    return best_at


def _headline(lines: Sequence[str], is_neutral: Sequence[bool], first: int, last: int) -> int | None:
    """The line around the beginning of the text whose words the text has; None where none shares enough with it."""
    lines_words = [same_words(line) for line in lines]
    found = Counter(word for words in lines_words[first:last] for word in set(words.split()))
    best, chosen = 0.0, None
    for number in range(max(0, first - _BEFORE), min(last, first + _WITHIN)):
        if is_neutral[number] or not _may_be_headline(lines[number]):
            continue
        words = {word for word in lines_words[number].split() if len(word) >= _WEIGHTY}
        own = 1 if number >= first else 0  # a line of the text is among those that its words are found in
        shared = sum(found[word] > own for word in words) / max(3, len(words))
        named = any(other.endswith(f" {lines_words[number]}") for other in lines_words)
        below = lines[number + 1 : number + 1 + _BYLINE_WITHIN]
        dated = any(_DATED.search(line) for line in below if len(line) < _LONGEST_DATED)
        above = sum(is_paragraph(lines[other]) and not is_neutral[other] for other in range(first, number))
        score = shared + _NAMED * named + _DATED_BELOW * dated
        score -= _FOR_EACH_LINE * abs(first - number) + _FOR_EACH_ABOVE * above
        if shared >= _LEAST_SHARED and score > best:
            best, chosen = score, number
    return chosen


def _may_be_headline(line: str) -> bool:
    words = len(line.split())
    return 3 <= words <= 30 and not line.endswith((".", ",", ";", ":")) and removal_reason(line) is None
