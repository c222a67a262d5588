"""The passage that proves a fact, as HTML with the evidence marked. Stays out: asking for it (`questions`), colours."""

from __future__ import annotations

import html
import itertools
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
            label = html.escape(min(covering, key=lambda mark: mark.end - mark.start).label)
            piece = f'<mark class="dl-{label}" title="{label}">{piece}</mark>'
        pieces.append(piece)
    return "".join(pieces)


def block(evidence: Evidence) -> str:
    """Headline, outlet and day, the passage with its marks, and what the marks mean."""
    start, end = passage(evidence.text, evidence.marks)
    headline = html.escape(evidence.headline or "Without headline")
    if evidence.url:
        address = html.escape(evidence.url)
        headline = f'<a href="{address}" target="_blank" rel="noopener noreferrer">{headline}</a>'
    source = html.escape(", ".join(filter(None, [evidence.outlet, day(evidence.published_on)])))
    labels = dict.fromkeys(mark.label for mark in evidence.marks)
    meaning = " &ensp; ".join(f'<mark class="dl-{html.escape(label)}">{html.escape(label)}</mark>' for label in labels)
    return (
        f'<div class="dl-evidence"><h4>{headline}</h4><p class="dl-note">{source}</p>'
        f'<p class="dl-text">{marked(evidence.text, evidence.marks, start, end)}</p>'
        f'<p class="dl-note">Marked: {meaning} &ensp; characters {evidence.marks[0].start}–{evidence.marks[0].end} of the '
        "article</p></div>"
    )


def _paragraphs(text: str, start: int, end: int) -> tuple[int, int]:
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, after if after >= 0 else len(text)
