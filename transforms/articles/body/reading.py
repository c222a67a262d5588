"""trafilatura's choice of lines, each with its place on the page. Stays out: correcting it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import trafilatura
from lxml.html import HtmlElement

from transforms.articles.body.lines import LINKED, SHORT_TEXT, Candidate, running_text
from transforms.articles.cleaning import same_words, tidy
from transforms.articles.page_lines import PageLine

_ENOUGH_OF_PAGE = 0.7
"""Share of the page's running text; a first reading of trafilatura that returns less may have missed the article."""

_LIST_MARK = re.compile(r"^[-*•]\s+")
_ROW_LINE = re.compile(r"^\|[\s|:-]*$")


def lines_read(
    tree: HtmlElement, page: Sequence[PageLine], url: str | None, aside: frozenset[str]
) -> tuple[list[Candidate], str]:
    """Lines of trafilatura's text, each with its place on the page. It works on a copy of a tree that it is given.

    trafilatura is first asked without its second opinions (readability, justext), which take much of its time; where it
    returns too little of what the page holds, with them.
    """
    method = "trafilatura-precision"
    lines = _lines(tree, url, favor_precision=True, fast=True)
    if sum(map(len, lines)) < _ENOUGH_OF_PAGE * sum(len(line.text) for line in running_text(page, aside)):
        lines = _lines(tree, url, favor_precision=True)
    if sum(map(len, lines)) < SHORT_TEXT:
        default = _lines(tree, url, favor_precision=False)
        if sum(map(len, default)) > 2 * sum(map(len, lines)):
            lines, method = default, "trafilatura-default"
    places: dict[str, list[int]] = {}
    for number, line in enumerate(page):
        places.setdefault(line.words, []).append(number)
    candidates: list[Candidate] = []
    last = -1
    for text in lines:
        run = [] if " | " in text else _run_of_lines(same_words(text), page, places)
        if len(run) > 1 and page[run[0]].link_share < LINKED:
            candidates += [Candidate(page[number].text, number) for number in run]
            continue
        free = places.get(same_words(text), [])
        place = next((number for number in free if number > last), free[0] if free else None)
        if place is not None:
            free.remove(place)
            last = place
        candidates.append(Candidate(text, place))
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
