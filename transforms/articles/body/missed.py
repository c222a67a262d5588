"""Lines of the article that trafilatura passed over. Stays out: lines to take out (`furniture`, `ending`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from transforms.articles.body.lines import (
    LARGE_SHARE,
    LISTED_LINK,
    MOSTLY,
    NO_PARAGRAPH,
    PARAGRAPH,
    Candidate,
    foreign_words,
    is_sentence,
)
from transforms.articles.cleaning import is_closing_line, removal_reason
from transforms.articles.page_lines import PageLine

_FEW_PARAGRAPHS = 1_500
_SHORTEST_BODY = 600
_TAIL_PARAGRAPHS = 3
_TAIL_GAP = 12
"""Lines that may stand between the end of what trafilatura saw and a paragraph that goes on."""

_STANDFIRST_WITHIN = 14
"""Lines after the headline; between them stand byline, date and sharing buttons."""

_SHINGLE = 4
_BODY_TAGS = frozenset(("p", "h2", "h3", "h4"))


def another_container(kept: Sequence[Candidate], page: Sequence[PageLine], aside: frozenset[str]) -> list[Candidate]:
    """Lines of the paragraphs that trafilatura passed over, where they are more than twice what it found; else none."""
    size = sum(len(line.text) for line in kept)
    if size >= _FEW_PARAGRAPHS:
        return []
    paragraphs = [
        number
        for number, line in enumerate(page)
        if is_sentence(line.text)
        and line.link_share < LISTED_LINK
        and not line.furniture
        and not line.is_caption
        and not line.tags & (aside | NO_PARAGRAPH)
    ]
    sizes: Counter[object] = Counter()
    for number in paragraphs:
        sizes[page[number].shape] += len(page[number].text)
    if not sizes:
        return []
    shape, length = sizes.most_common(1)[0]
    chosen = {number for number in paragraphs if page[number].shape == shape}
    seen = sum(len(line.text) for line in kept if line.place in chosen)
    if length <= max(2 * size, _SHORTEST_BODY) or seen >= MOSTLY * length:
        return []
    parents = {page[number].parent for number in chosen}
    first, last = min(chosen), max(chosen)
    for number in range(first, last):
        line = page[number]
        if line.parent in parents and line.tag in _BODY_TAGS and not line.furniture and line.link_share <= MOSTLY:
            chosen.add(number)
    chosen |= {line.place for line in kept if line.place is not None and is_sentence(line.text)}
    return [Candidate(page[number].text, number) for number in sorted(chosen)]


def with_missed_lines(
    kept: list[Candidate], found: Sequence[Candidate], page: Sequence[PageLine], aside: frozenset[str]
) -> list[Candidate]:
    """The body with the page's lines that stand among its own, or go on after it, and that trafilatura left out."""
    places = [line.place for line in kept if line.place is not None]
    if not places:
        return kept
    beside = _Company(kept, page)
    is_new = _novelty(found)
    foreign = foreign_words(kept, page)

    def may_be_body(line: PageLine) -> bool:
        plain = line.link_share <= MOSTLY or (line.tag == "p" and line.text.endswith(".") and line.text.count(" ") > 6)
        return (
            plain
            and not line.tags & (aside | NO_PARAGRAPH)
            and not line.furniture & foreign
            and removal_reason(line.text) is None
            and is_new(line.words)
        )

    first, last = min(places), max(places)
    added = [
        number
        for number in range(_after_headline(page, first), last)
        if _belongs(page[number], beside, inside=number > first) and may_be_body(page[number])
    ]
    added += _continuation(page, last, beside, may_be_body)
    added += _standfirst(page, min([first, *added]), may_be_body)
    return _in_page_order(kept, [Candidate(page[number].text, number) for number in added])


class _Company:
    """Which elements and shapes hold a large share of the body."""

    def __init__(self, kept: Sequence[Candidate], page: Sequence[PageLine]) -> None:
        parents: Counter[int] = Counter()
        shapes: Counter[object] = Counter()
        for line in kept:
            if line.place is not None:
                parents[page[line.place].parent] += len(line.text)
                shapes[page[line.place].shape] += len(line.text)
        enough = LARGE_SHARE * sum(len(line.text) for line in kept)
        self.parents = {parent for parent, size in parents.items() if size > enough}
        self.shapes = {shape for shape, size in shapes.items() if size > enough}

    def holds(self, line: PageLine) -> bool:
        return line.parent in self.parents or line.shape in self.shapes


def _belongs(line: PageLine, beside: _Company, *, inside: bool) -> bool:
    sentence = is_sentence(line.text)
    if inside and line.parent in beside.parents:
        return sentence or line.tag in _BODY_TAGS
    return line.tag == "p" and sentence and (line.shape in beside.shapes if inside else line.parent in beside.parents)


def _after_headline(page: Sequence[PageLine], first: int) -> int:
    return max((number + 1 for number in range(first) if "h1" in page[number].tags), default=0)


def _standfirst(page: Sequence[PageLine], first: int, may_be_body: Callable[[PageLine], bool]) -> list[int]:
    """The sentence between headline and body that sums the article up, if the markup shows one; else none."""
    start = _after_headline(page, first)
    for number in range(start, min(first, start + _STANDFIRST_WITHIN) if start else start):
        line = page[number]
        shown = line.is_standfirst or line.tag == "h2"
        if shown and is_sentence(line.text) and not line.is_caption and may_be_body(line):
            return [number]
    return []


def _continuation(
    page: Sequence[PageLine], last: int, beside: _Company, may_be_body: Callable[[PageLine], bool]
) -> list[int]:
    """Paragraphs of the body's own shape after its last line, with the headings between them; none where they are few."""
    paragraphs: list[int] = []
    headings: list[int] = []
    gap = 0
    for number in range(last + 1, len(page)):
        line = page[number]
        if "h1" in line.tags or gap > _TAIL_GAP:
            break
        if not beside.holds(line) or not may_be_body(line):
            gap += 1
        elif line.tag == "p" and is_sentence(line.text) and len(line.text) > PARAGRAPH:
            if is_closing_line(line.text):
                gap += 1
            else:
                paragraphs.append(number)
                gap = 0
        elif line.tag in _BODY_TAGS:
            headings.append(number)
            gap += 1
        else:
            gap += 1
    if len(paragraphs) < _TAIL_PARAGRAPHS:
        return []
    return sorted(paragraphs + [number for number in headings if number < paragraphs[-1] and page[number].tag != "p"])


def _novelty(found: Iterable[Candidate]) -> Callable[[str], bool]:
    """Whether a line's words are not among the lines found already, in one piece or spread over several."""
    words = [line.words for line in found]
    running = " ".join(words)
    shingles = set().union(*map(_shingles, words)) if words else set()

    def is_new(line: str) -> bool:
        own = _shingles(line)
        if len(line) < 40 and line in running:
            return False
        return len(own & shingles) <= MOSTLY * len(own)

    return is_new


def _shingles(words: str) -> set[tuple[str, ...]]:
    parts = words.split()
    return {tuple(parts[start : start + _SHINGLE]) for start in range(max(1, len(parts) - _SHINGLE + 1))}


def _in_page_order(kept: list[Candidate], added: list[Candidate]) -> list[Candidate]:
    """`added` put between the lines of `kept` where the page has them."""
    merged: list[Candidate] = []
    waiting = sorted({line.place: line for line in added}.values(), key=lambda line: line.place or 0)
    for line in kept:
        while waiting and line.place is not None and (waiting[0].place or 0) < line.place:
            merged.append(waiting.pop(0))
        merged.append(line)
    return merged + waiting
