"""Pairing of quotation marks, paragraph by paragraph.

Belongs here: which characters open and close a quotation. Stays out: whether what stands between them is speech.
Conventions: Chicago Manual of Style 13.30 (a quotation of several paragraphs opens each of them and closes only the
last); the Unicode Standard, 6.2, "Quotation marks", for the national forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOUBLE = re.compile(r"''|``|[\"“”„‟«»＂]")
_SINGLE_OPEN = re.compile(r"(?<![\w.,;:!?'’])[‘‚'‹](?=[\w\[“\"…])")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s‘'])[’'›](?!\w)")
_ELIDED = re.compile(r"['‘](?:em|til|tis|twas|cause|bout|n|\d0s)\b", re.IGNORECASE)
_SURE_OPEN = frozenset("“„‟«")
_SURE_CLOSE = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two marks: offsets of the content without the marks, and with them.

    `is_closed` is false where the paragraph ends before the closing mark.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    is_closed: bool
    is_single: bool = False


def stretches(text: str, start: int, end: int) -> list[Stretch]:
    """The marked stretches of one paragraph in order, none inside another; inner quotations belong to the outer."""
    double = _double_stretches(text, start, end)
    found = double + _single_stretches(text, start, end, double)
    return sorted(
        (_trimmed(text, one) for one in found if text[one.start : one.end].strip()), key=lambda one: one.start
    )


def _trimmed(text: str, one: Stretch) -> Stretch:
    inner = text[one.start : one.end]
    left = len(inner) - len(inner.lstrip())
    right = len(inner) - len(inner.rstrip())
    return Stretch(one.start + left, one.end - right, one.outer_start, one.outer_end, one.is_closed, one.is_single)


def _side(text: str, mark: re.Match[str], start: int, end: int) -> str:
    """ "open" or "close" by the form of the mark or by the white space around it, else "either"."""
    form = mark.group()
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    loose_before = before.isspace() or before in "([{—–-/"
    loose_after = after.isspace() or after in ")]},.;:!?—–"
    # White space counts before the form: writers mistype “so“ and ”so”.
    if loose_before != loose_after:
        return "open" if loose_before else "close"
    if form in _SURE_OPEN or form == "``":
        return "open"
    return "close" if form in _SURE_CLOSE else "either"


def _double_stretches(text: str, start: int, end: int) -> list[Stretch]:
    marks = list(_DOUBLE.finditer(text, start, end))
    sides = [_side(text, mark, start, end) for mark in marks]
    found: list[Stretch] = []
    opened: re.Match[str] | None = None
    depth = 0
    for number, (mark, side) in enumerate(zip(marks, sides, strict=True)):
        if opened is None:
            if side != "close":
                opened, depth = mark, 1
            continue
        if mark.group() == "“" and opened.group() == "„":
            side = "close"
        if side == "open":
            # Marks inside marks are either an inner quotation or a sign that the outer one was never closed.
            closing = sum(later == "close" for later in sides[number + 1 :])
            opening = sum(later == "open" for later in sides[number + 1 :])
            if closing >= opening + 2:
                depth += 1
            elif closing and _goes_on(text, opened.end(), mark.start()):
                continue  # an inner quotation that the outer one's closing mark closes too
            else:
                found.append(Stretch(opened.end(), mark.start(), opened.start(), mark.start(), False))
                opened, depth = mark, 1
            continue
        depth -= 1
        if depth == 0:
            found.append(Stretch(opened.end(), mark.start(), opened.start(), mark.end(), True))
            opened = None
    if opened is not None:
        found.append(Stretch(opened.end(), end, opened.start(), end, False))
    return found


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the sentence between two opening marks is under way, without a comma, where the second one stands."""
    before = text[start:end].rstrip()
    return bool(before) and before[-1].islower()


def _single_stretches(text: str, start: int, end: int, double: list[Stretch]) -> list[Stretch]:
    """Single marks outside double ones; a closing mark that follows punctuation is preferred to an apostrophe."""
    found: list[Stretch] = []
    position = start
    while opened := _SINGLE_OPEN.search(text, position, end):
        position = opened.end()
        inside = any(one.outer_start <= opened.start() < one.outer_end for one in double)
        if inside or text.startswith("''", opened.start()) or _ELIDED.match(text, opened.start()):
            continue
        limit = min([one.outer_start for one in double if one.outer_start >= position], default=end)
        following = _SINGLE_OPEN.search(text, position, limit)
        limit = following.start() if following else limit
        closes = list(_SINGLE_CLOSE.finditer(text, position, limit))
        if not closes:
            continue
        sure = [close for close in closes if text[close.start() - 1] in ".,!?…"]
        # Without punctuation before it, "s’ " may be a plural's genitive: then the next candidate is tried first.
        plain = [close for close in closes if text[close.start() - 1] != "s"]
        close = (sure or plain or closes)[0]
        found.append(Stretch(opened.end(), close.start(), opened.start(), close.end(), True, True))
        position = close.end()
    return found
