"""Texts as HTML with the evidence marked: the passage that proves a fact, a whole article, a hit of a search.

Stays out: asking for them (`questions`), colours.
"""

from __future__ import annotations

import datetime as dt
import html
import itertools
import re
import unicodedata
from collections.abc import Sequence

from dashboard.shapes import Evidence
from dashboard.wording import day
from warehouse.explain import Mark

MAX_PASSAGE = 1500  # code points: a speaker who is named three paragraphs earlier is worth showing, thirty are not


def passage(text: str, marks: Sequence[Mark]) -> tuple[int, int]:
    """Where the passage starts and ends: the paragraphs of the first mark, and up to the other marks if they are near.

    Offsets are code points; a paragraph is a line of the article's text.
    """
    start, end = _paragraphs(text, marks[0].start, marks[0].end)
    for mark in marks[1:]:
        wider = _paragraphs(text, min(start, mark.start), max(end, mark.end))
        if wider[1] - wider[0] <= MAX_PASSAGE:
            start, end = wider
    return start, end


def marked(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` as HTML, everything escaped, each stretch in the shortest mark that covers it.

    Marks may overlap and reach beyond the passage. A line break becomes two, which leaves a gap between paragraphs.
    """
    end = len(text) if end is None else end
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    cuts = sorted({start, end, *(min(max(cut, start), end) for mark in inside for cut in (mark.start, mark.end))})
    pieces = []
    for left, right in itertools.pairwise(cuts):
        piece = html.escape(text[left:right]).replace("\n", "\n\n")
        covering = [mark for mark in inside if mark.start <= left and right <= mark.end]
        if covering:
            shortest = min(covering, key=lambda mark: mark.end - mark.start)
            label, note = html.escape(shortest.label), html.escape(shortest.note or shortest.label)
            piece = f'<mark class="dl-{label}" title="{note}">{piece}</mark>'
        pieces.append(piece)
    return "".join(pieces)


def block(evidence: Evidence) -> str:
    """Headline, outlet and day, the passage with its marks, what the marks mean, and what to beware of."""
    start, end = passage(evidence.text, evidence.marks)
    return (
        f'<div class="dl-evidence">{heading(evidence.headline, evidence.url, evidence.outlet, evidence.published_on)}'
        + (f'<p class="dl-caution">{html.escape(evidence.caution)}</p>' if evidence.caution else "")
        + f'<p class="dl-text">{marked(evidence.text, evidence.marks, start, end)}</p>'
        f'<p class="dl-note">{legend(evidence.marks)} &ensp; characters {evidence.marks[0].start}–{evidence.marks[0].end} '
        "of the article</p></div>"
    )


def heading(headline: str | None, url: str | None, outlet: str, published_on: dt.date | None, tag: str = "h4") -> str:
    """The headline, which leads to the page where its address is known, over the outlet and the day."""
    shown = html.escape(headline or "Without headline")
    if url:
        shown = f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{shown}</a>'
    source = html.escape(", ".join(filter(None, [outlet, day(published_on)])))
    return f'<{tag}>{shown}</{tag}><p class="dl-note">{source}</p>'


def legend(marks: Sequence[Mark]) -> str:
    """What the kinds of marks look like, each once."""
    labels = dict.fromkeys(html.escape(mark.label) for mark in marks)
    return "Marked: " + " &ensp; ".join(f'<mark class="dl-{label}">{label}</mark>' for label in labels)


def whole(text: str, marks: Sequence[Mark]) -> str:
    """The whole text with its marks."""
    return f'<div class="dl-evidence dl-article"><p class="dl-text">{marked(text, marks)}</p></div>'


def snippet(text: str, words: Sequence[str], length: int = 280) -> str:
    """The stretch of the text around the first of the words, every word marked; whole words at either end.

    Words are compared without case and accents. Where none occurs as written (another form was found), the text's beginning.
    """
    folded = _folded(text)
    hits = sorted(
        (match.start(), match.end())
        for word in {_folded(word) for word in words}
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", folded)
    )
    start = max((hits[0][0] if hits else 0) - length // 4, 0)
    if start:
        start = text.find(" ", start) + 1
    end = min(start + length, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    marks = [Mark(left, right, "word") for left, right in hits]
    return f"{'… ' if start else ''}{marked(text, marks, start, end)}{' …' if end < len(text) else ''}"


def _folded(text: str) -> str:
    """Without case and accents, every code point in its place."""
    return "".join((unicodedata.normalize("NFD", char)[:1].lower() or char)[:1] for char in text)


def _paragraphs(text: str, start: int, end: int) -> tuple[int, int]:
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, after if after >= 0 else len(text)
