"""Which lines of a page are the article's body: trafilatura's choice, corrected by what the markup says.

Belongs here: what one page alone can tell. Stays out: what the other pages of a site tell (`site_lines`), captions
(`captions`) and metadata.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import trafilatura
from lxml.html import HtmlElement

from transforms.articles.cleaning import (
    is_closing_line,
    is_dateline,
    latin_share,
    removal_reason,
    same_words,
    starts_references,
    tidy,
)
from transforms.articles.page import Unusable
from transforms.articles.page_lines import PageLine

_SHORT_TEXT = 300
"""Code points; precision mode that returns less is asked again in default mode."""

_ENOUGH_OF_PAGE = 0.7
"""Share of the page's running text; a first reading of trafilatura that returns less has missed the article in most cases."""

_LINKED = 0.75
"""Share of a line that is link text, from which the line leads to another page instead of telling something."""

_LISTED_LINK = 0.3
_MOSTLY = 0.5
_LARGE_SHARE = 0.3
"""Share of the text: a class name or a parent element that holds more of it is the article's, not its furniture's."""

_LONG_SENTENCE = 140
_REPEATED_WORDS = 60
_FEW_PARAGRAPHS = 1_500
_SHORTEST_BODY = 600
_PARAGRAPH = 80
_TAIL_PARAGRAPHS = 3
_TAIL_GAP = 12
"""Lines that may stand between the end of what trafilatura saw and a paragraph that goes on."""

_ENOUGH_WORDS = 40
"""A text without any sentence, a table of results say, is one from this length on."""

_STANDFIRST_WITHIN = 14
"""Lines after the headline; between them stand byline, date and sharing buttons."""

_HEAD_LINES = 5
_LINKED_WORDS = 3
"""Spaces in a link from which it is a headline, not a label."""

_SHORTEST_PULL_QUOTE = 30
_QUOTE_MARK = re.compile(r"[\"“”„«»‘’]")
_BEFORE_HEADLINE = 0.15
"""Share of the text that may be thrown away for standing before the headline."""

_SHINGLE = 4
_BODY_TAGS = frozenset(("p", "h2", "h3", "h4"))
_NO_BODY = frozenset(("nav", "footer", "form", "button", "dialog"))
_ASIDE = _NO_BODY | {"aside"}
_NO_PARAGRAPH = frozenset(("h1", "figure", "figcaption"))
_HEADING = re.compile(r"^h[1-6]$")
_LIST_MARK = re.compile(r"^[-*•]\s+")
_ROW_LINE = re.compile(r"^\|[\s|:-]*$")
_SENTENCE_END = re.compile(r"[.!?…。！？:][\"'”’»)\]」』]*$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be body: its text, and the page's line it is, where it could be found."""

    text: str
    place: int | None
    words: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", same_words(self.text))


@dataclass
class Body:
    """Lines of the body in order; what was taken out, as (reason, text); and which reader found the text.

    `foreign` are the furniture words in the page's classes and ids that do not name the article's own element.
    """

    lines: list[str]
    removed: list[tuple[str, str]]
    method: str
    foreign: frozenset[str]


def body_of(
    tree: HtmlElement,
    page: Sequence[PageLine],
    url: str | None,
    article_bodies: Sequence[str],
    headline: str | None = None,
) -> Body:
    """The body of a page whose lines are `page`; raises `Unusable` where there is no text.

    `headline` is the page's own, `article_bodies` are the texts that the page's JSON-LD gives as schema.org `articleBody`.
    """
    aside = _tags_aside(page)
    found, method = _found(tree, page, url, aside)
    kept, removed = _without_furniture(found, page, aside)
    kept, before = _from_headline(kept, page, same_words(headline or ""))
    removed += [("navigation", line.text) for line in before]
    elsewhere = _another_container(kept, page, aside)
    if elsewhere:
        kept, method = elsewhere, "paragraphs"
    else:
        kept = _with_missed_lines(kept, found, page, aside)
    kept, repeated = _without_pull_quotes(kept, page)
    removed += [("duplicate", line.text) for line in repeated]
    kept, after = _until_declared_end(kept, article_bodies)
    kept, closing = _without_closing_lines(kept)
    kept, headings = _without_last_heading(kept, page)
    closing += headings
    removed += [("after_the_end", line.text) for line in after] + [("closing_line", line.text) for line in closing]
    return Body([line.text for line in kept], removed, method, frozenset(_foreign_words(kept, page)))


def is_sentence(text: str) -> bool:
    """Whether a line is running text: it ends as a sentence does and is no mere label."""
    return bool(_SENTENCE_END.search(text)) and (len(text.split()) >= 5 or len(text) > 40 or _is_cjk_sentence(text))


def _is_cjk_sentence(text: str) -> bool:
    return len(text) >= 20 and latin_share(text) < _MOSTLY


# -------------------------------------------------------------------------------------------------------- trafilatura


def _found(
    tree: HtmlElement, page: Sequence[PageLine], url: str | None, aside: frozenset[str]
) -> tuple[list[_Candidate], str]:
    """Lines of trafilatura's text, each with its place on the page. It works on a copy of a tree that it is given.

    trafilatura is first asked without its second opinions (readability, justext), which take as long again as its own; where
    it returns too little of what the page holds, with them.
    """
    method = "trafilatura-precision"
    lines = _lines(tree, url, favor_precision=True, fast=True)
    if sum(map(len, lines)) < _ENOUGH_OF_PAGE * sum(len(line.text) for line in _running_text(page, aside)):
        lines = _lines(tree, url, favor_precision=True)
    if sum(map(len, lines)) < _SHORT_TEXT:
        default = _lines(tree, url, favor_precision=False)
        if sum(map(len, default)) > 2 * sum(map(len, lines)):
            lines, method = default, "trafilatura-default"
    places: dict[str, list[int]] = {}
    for number, line in enumerate(page):
        places.setdefault(line.words, []).append(number)
    candidates: list[_Candidate] = []
    last = -1
    for text in lines:
        run = [] if " | " in text else _run_of_lines(same_words(text), page, places)
        if len(run) > 1 and page[run[0]].link_share < _LINKED:
            candidates += [_Candidate(page[number].text, number) for number in run]
            continue
        free = places.get(same_words(text), [])
        place = next((number for number in free if number > last), free[0] if free else None)
        if place is not None:
            free.remove(place)
            last = place
        candidates.append(_Candidate(text, place))
    return candidates, method


def _run_of_lines(words: str, page: Sequence[PageLine], places: Mapping[str, Sequence[int]]) -> list[int]:
    """The neighbouring lines of the page that trafilatura ran together, as it does within a cell of a table; else none."""
    if words in places:
        return []
    starts: list[int] = []
    position = -1
    while (position := words.find(" ", position + 1)) > 0:
        starts += places.get(words[:position], ())
    for start in starts:
        left, number = words, start
        while number < len(page) and (left == page[number].words or left.startswith(f"{page[number].words} ")):
            left = left[len(page[number].words) + 1 :]
            number += 1
            if not left:
                return list(range(start, number))
    return []


def _tags_aside(page: Sequence[PageLine]) -> frozenset[str]:
    """The tags that stand for what is no article, without those that hold most of the page: they were never closed."""
    inside: Counter[str] = Counter()
    total = 0
    for line in _running_text(page, frozenset()):
        total += len(line.text)
        for tag in line.tags & _ASIDE:
            inside[tag] += len(line.text)
    return frozenset(tag for tag in _ASIDE if inside[tag] <= _MOSTLY * total)


def _running_text(page: Sequence[PageLine], aside: frozenset[str]) -> list[PageLine]:
    """The page's longer sentences that lead nowhere: the article, and some of what stands around it."""
    return [
        line
        for line in page
        if len(line.text) > _PARAGRAPH
        and line.link_share < _LISTED_LINK
        and not line.tags & (aside | _NO_PARAGRAPH)
        and is_sentence(line.text)
    ]


def _lines(tree: HtmlElement, url: str | None, *, favor_precision: bool, fast: bool = False) -> list[str]:
    document = trafilatura.bare_extraction(
        tree, url=url, with_metadata=False, favor_precision=favor_precision, include_comments=False, fast=fast
    )
    text = "" if document is None or isinstance(document, dict) else document.text or ""
    cleaned = (_LIST_MARK.sub("", tidy(line)) for line in text.split("\n"))
    return [_as_text(line) for line in cleaned if line and not _ROW_LINE.match(line)]


def _as_text(line: str) -> str:
    """A table row without its outer bars."""
    return line.strip("| ") if line.startswith("|") else line


# ---------------------------------------------------------------------------------------------------------- furniture


def _without_furniture(
    found: Sequence[_Candidate], page: Sequence[PageLine], aside: frozenset[str]
) -> tuple[list[_Candidate], list[tuple[str, str]]]:
    """Candidates without lines that the markup or their own words give away as no part of the article."""
    foreign = _foreign_words(found, page)
    link_lists = _link_lists(page)
    headlines = _headlines(page)
    linked_words = {line.words for line in page if line.link_share >= _LINKED}
    kept: list[_Candidate] = []
    removed: list[tuple[str, str]] = []
    seen: set[str] = set()
    for line in found:
        if not line.words:
            continue
        place = None if line.place is None else page[line.place]
        reason = removal_reason(line.text)
        if reason is None and len(kept) < _HEAD_LINES:
            reason = _reason_at_head(line, headlines)
        if reason is None and place is not None:
            reason = _reason_by_place(line, place, len(kept), foreign, link_lists, aside & _NO_BODY)
        if reason is None and place is None and _is_made_of_links(line, linked_words):
            reason = "teaser"
        if reason is None and line.words in seen and len(line.words) > _REPEATED_WORDS:
            reason = "duplicate"
        seen.add(line.words)
        if reason is None:
            kept.append(line)
        else:
            removed.append((reason, line.text))
    return kept, removed


def _reason_at_head(line: _Candidate, headlines: set[str]) -> str | None:
    """Why one of the first lines is none: the headline, perhaps with a kicker before it, or a date."""
    together = line.words.replace(" ", "")
    if together in headlines:
        return "headline_repeated"
    if not is_sentence(line.text) and any(headline in together for headline in headlines if len(headline) > 20):
        return "headline_repeated"
    return "date_line" if is_dateline(line.text) else None


def _reason_by_place(
    line: _Candidate, place: PageLine, before: int, foreign: set[str], link_lists: set[int], no_body: frozenset[str]
) -> str | None:
    if "h1" in place.tags and (before < _HEAD_LINES or place.link_share > _MOSTLY):
        return "headline_repeated"
    if place.link_share >= _LINKED and not (is_sentence(line.text) and len(line.text) > _LONG_SENTENCE):
        return "teaser"
    if place.tag == "li" and place.link_share > _LISTED_LINK and place.parent in link_lists:
        return None if line.text.rstrip('"”').endswith(".") else "teaser"
    if place.tags & no_body:
        return "navigation"
    if place.furniture & foreign:
        return "furniture"
    return "caption" if place.is_caption else None


def _foreign_words(found: Sequence[_Candidate], page: Sequence[PageLine]) -> set[str]:
    """The furniture words over so little of the text that they cannot be the names of the article's own element."""
    covered: Counter[str] = Counter()
    total = 0
    for line in found:
        total += len(line.text)
        if line.place is not None:
            for word in page[line.place].furniture:
                covered[word] += len(line.text)
    return {word for word in _all_furniture(page) if covered[word] < _LARGE_SHARE * total}


def _all_furniture(page: Sequence[PageLine]) -> set[str]:
    return set().union(*{line.furniture for line in page}) if page else set()


def _link_lists(page: Sequence[PageLine]) -> set[int]:
    """Lists whose text is mostly links, by the number of their element."""
    linked: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for line in page:
        if line.tag == "li":
            linked[line.parent] += round(len(line.text) * line.link_share)
            total[line.parent] += len(line.text)
    return {parent for parent in total if linked[parent] > _MOSTLY * total[parent]}


def _headlines(page: Sequence[PageLine]) -> set[str]:
    """The h1 lines, and all of them run together, without the spaces that inline elements hide."""
    lines = [line.words.replace(" ", "") for line in page if "h1" in line.tags]
    return {*lines, "".join(lines)} - {""}


def _from_headline(
    kept: list[_Candidate], page: Sequence[PageLine], headline: str
) -> tuple[list[_Candidate], list[_Candidate]]:
    """The body without the few lines before the page's last h1, or its headline where it has no h1.

    Where many lines stand before it, the h1 heads no article.
    """
    h1s = [number for number, line in enumerate(page) if "h1" in line.tags]
    named = [number for number, line in enumerate(page) if line.words == headline and line.link_share < _LINKED]
    start = max(h1s, default=min(named, default=0))
    before = [line for line in kept if line.place is not None and line.place < start]
    if sum(len(line.text) for line in before) > _BEFORE_HEADLINE * sum(len(line.text) for line in kept):
        return kept, []
    return [line for line in kept if line.place is None or line.place >= start], before


def _is_made_of_links(line: _Candidate, linked: set[str]) -> bool:
    """Whether a line that trafilatura put together begins with a link's own line, or is a table row of links."""
    if any(line.words.startswith(f"{words} ") for words in linked if words.count(" ") >= _LINKED_WORDS):
        return True
    cells = [words for cell in line.text.split("|") if (words := same_words(cell))]
    return len(cells) > 1 and sum(cell in linked for cell in cells) > _MOSTLY * len(cells)


# ---------------------------------------------------------------------------------------------------- what was missed


def _another_container(kept: Sequence[_Candidate], page: Sequence[PageLine], aside: frozenset[str]) -> list[_Candidate]:
    """Lines of the paragraphs that trafilatura passed over, where they are more than twice what it found; else none."""
    size = sum(len(line.text) for line in kept)
    if size >= _FEW_PARAGRAPHS:
        return []
    paragraphs = [
        number
        for number, line in enumerate(page)
        if is_sentence(line.text)
        and line.link_share < _LISTED_LINK
        and not line.furniture
        and not line.is_caption
        and not line.tags & (aside | _NO_PARAGRAPH)
    ]
    sizes: Counter[object] = Counter()
    for number in paragraphs:
        sizes[page[number].shape] += len(page[number].text)
    if not sizes:
        return []
    shape, length = sizes.most_common(1)[0]
    chosen = {number for number in paragraphs if page[number].shape == shape}
    seen = sum(len(line.text) for line in kept if line.place in chosen)
    if length <= max(2 * size, _SHORTEST_BODY) or seen >= _MOSTLY * length:
        return []
    parents = {page[number].parent for number in chosen}
    first, last = min(chosen), max(chosen)
    for number in range(first, last):
        line = page[number]
        if line.parent in parents and line.tag in _BODY_TAGS and not line.furniture and line.link_share <= _MOSTLY:
            chosen.add(number)
    chosen |= {line.place for line in kept if line.place is not None and is_sentence(line.text)}
    return [_Candidate(page[number].text, number) for number in sorted(chosen)]


def _with_missed_lines(
    kept: list[_Candidate], found: Sequence[_Candidate], page: Sequence[PageLine], aside: frozenset[str]
) -> list[_Candidate]:
    """The body with the page's lines that stand among its own, or go on after it, and that trafilatura left out."""
    places = [line.place for line in kept if line.place is not None]
    if not places:
        return kept
    beside = _Company(kept, page)
    is_new = _novelty(found)
    foreign = _foreign_words(kept, page)

    def may_be_body(line: PageLine) -> bool:
        plain = line.link_share <= _MOSTLY or (line.tag == "p" and line.text.endswith(".") and line.text.count(" ") > 6)
        return (
            plain
            and not line.tags & (aside | _NO_PARAGRAPH)
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
    return _in_page_order(kept, [_Candidate(page[number].text, number) for number in added])


class _Company:
    """Which elements and shapes hold a large share of the body."""

    def __init__(self, kept: Sequence[_Candidate], page: Sequence[PageLine]) -> None:
        parents: Counter[int] = Counter()
        shapes: Counter[object] = Counter()
        for line in kept:
            if line.place is not None:
                parents[page[line.place].parent] += len(line.text)
                shapes[page[line.place].shape] += len(line.text)
        enough = _LARGE_SHARE * sum(len(line.text) for line in kept)
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
        elif line.tag == "p" and is_sentence(line.text) and len(line.text) > _PARAGRAPH:
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


def _novelty(found: Iterable[_Candidate]) -> Callable[[str], bool]:
    """Whether a line's words are not among the lines found already, in one piece or spread over several."""
    words = [line.words for line in found]
    running = " ".join(words)
    shingles = set().union(*map(_shingles, words)) if words else set()

    def is_new(line: str) -> bool:
        own = _shingles(line)
        if len(line) < 40 and line in running:
            return False
        return len(own & shingles) <= _MOSTLY * len(own)

    return is_new


def _shingles(words: str) -> set[tuple[str, ...]]:
    parts = words.split()
    return {tuple(parts[start : start + _SHINGLE]) for start in range(max(1, len(parts) - _SHINGLE + 1))}


def _in_page_order(kept: list[_Candidate], added: list[_Candidate]) -> list[_Candidate]:
    """`added` put between the lines of `kept` where the page has them."""
    merged: list[_Candidate] = []
    waiting = sorted({line.place: line for line in added}.values(), key=lambda line: line.place or 0)
    for line in kept:
        while waiting and line.place is not None and (waiting[0].place or 0) < line.place:
            merged.append(waiting.pop(0))
        merged.append(line)
    return merged + waiting


# ------------------------------------------------------------------------------------------------------------ the end


def _without_pull_quotes(kept: list[_Candidate], page: Sequence[PageLine]) -> tuple[list[_Candidate], list[_Candidate]]:
    """The body without lines whose words, all of them and in order, stand inside a longer line: quotations set large.

    Headings and list items may well repeat a few words of the text.
    """
    words = [f" {line.words} " for line in kept]

    def is_pull_quote(line: _Candidate) -> bool:
        own = f" {line.words} "
        tag = "" if line.place is None else page[line.place].tag
        label = (tag in ("li", "td", "dt") or _HEADING.match(tag)) and not _QUOTE_MARK.search(line.text)
        return (
            len(own) > _SHORTEST_PULL_QUOTE
            and not (label and not is_sentence(line.text))
            and any(own in other for other in words if len(other) > len(own))
        )

    repeated = [is_pull_quote(line) for line in kept]
    return (
        [line for line, again in zip(kept, repeated, strict=True) if not again],
        [line for line, again in zip(kept, repeated, strict=True) if again],
    )


def _until_declared_end(
    kept: list[_Candidate], article_bodies: Sequence[str]
) -> tuple[list[_Candidate], list[_Candidate]]:
    """The body up to the last line that the declared `articleBody` has, and what comes after.

    The declaration is believed where it and the body are for the most part the same text.
    """
    declared = max((f" {same_words(text)} " for text in article_bodies), key=len, default="")
    shared = [f" {line.words} " in declared for line in kept]
    size = sum(len(line.words) for line, inside in zip(kept, shared, strict=True) if inside)
    total = sum(len(line.words) for line in kept)
    if len(declared) < _SHORT_TEXT or size < 0.6 * total or size < 0.7 * len(declared):
        return kept, []
    end = len(kept) - shared[::-1].index(True)
    return kept[:end], kept[end:]


def _without_closing_lines(kept: list[_Candidate]) -> tuple[list[_Candidate], list[_Candidate]]:
    """The body without notes on authors, sources and offers among its last lines."""
    total = sum(len(line.text) for line in kept)
    position = 0
    body: list[_Candidate] = []
    closing: list[_Candidate] = []
    for number, line in enumerate(kept):
        is_late = number >= max(2, len(kept) - 7) and position > 0.55 * total
        position += len(line.text)
        if is_late and starts_references(line.text):
            return body, closing + kept[number:]
        (closing if is_late and is_closing_line(line.text) else body).append(line)
    return body, closing


def _without_last_heading(
    kept: list[_Candidate], page: Sequence[PageLine]
) -> tuple[list[_Candidate], list[_Candidate]]:
    """The body without headings at its end: what they headed is gone."""
    end = len(kept)
    while end > 1:
        place = kept[end - 1].place
        if place is None or not _HEADING.match(page[place].tag) or is_sentence(kept[end - 1].text):
            break
        end -= 1
    return kept[:end], kept[end:]


def require_text(lines: Sequence[str]) -> None:
    """Raises `Unusable` where no line is running text."""
    if not lines:
        raise Unusable("no_text", "trafilatura finds no text on the page, neither in precision nor in default mode.")
    if not any(map(is_sentence, lines)) and sum(len(line.split()) for line in lines) < _ENOUGH_WORDS:
        raise Unusable("no_text", "The page holds no running text that could be told from its furniture.")
