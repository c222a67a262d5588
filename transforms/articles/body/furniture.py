"""Lines that the markup or their own words give away as no part of the article. Stays out: the end of an article (`ending`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transforms.articles.body.lines import LINKED, LISTED_LINK, MOSTLY, NO_BODY, Candidate, foreign_words, is_sentence
from transforms.articles.cleaning import is_dateline, removal_reason, same_words
from transforms.articles.page_lines import PageLine

_LONG_SENTENCE = 140
_REPEATED_WORDS = 60
_HEAD_LINES = 5
_LINKED_WORDS = 3
"""Spaces in a link from which it is a headline, not a label."""

_BEFORE_HEADLINE = 0.15
"""Share of the text that may be thrown away for standing before the headline."""


def without_furniture(
    found: Sequence[Candidate], page: Sequence[PageLine], aside: frozenset[str]
) -> tuple[list[Candidate], list[tuple[str, str]]]:
    """Candidates without lines that the markup or their own words give away as no part of the article."""
    foreign = foreign_words(found, page)
    link_lists = _link_lists(page)
    headlines = _headlines(page)
    linked_words = {line.words for line in page if line.link_share >= LINKED}
    kept: list[Candidate] = []
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
            reason = _reason_by_place(line, place, len(kept), foreign, link_lists, aside & NO_BODY)
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


def _reason_at_head(line: Candidate, headlines: set[str]) -> str | None:
    """Why one of the first lines is none: the headline, perhaps with a kicker before it, or a date."""
    together = line.words.replace(" ", "")
    if together in headlines:
        return "headline_repeated"
    if not is_sentence(line.text) and any(headline in together for headline in headlines if len(headline) > 20):
        return "headline_repeated"
    return "date_line" if is_dateline(line.text) else None


def _reason_by_place(
    line: Candidate, place: PageLine, before: int, foreign: set[str], link_lists: set[int], no_body: frozenset[str]
) -> str | None:
    if "h1" in place.tags and (before < _HEAD_LINES or place.link_share > MOSTLY):
        return "headline_repeated"
    if place.link_share >= LINKED and not (is_sentence(line.text) and len(line.text) > _LONG_SENTENCE):
        return "teaser"
    if place.tag == "li" and place.link_share > LISTED_LINK and place.parent in link_lists:
        return None if line.text.rstrip('"”').endswith(".") else "teaser"
    if place.tags & no_body:
        return "navigation"
    if place.furniture & foreign:
        return "furniture"
    return "caption" if place.is_caption else None


def _link_lists(page: Sequence[PageLine]) -> set[int]:
    """Lists whose text is mostly links, by the number of their element."""
    linked: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for line in page:
        if line.tag == "li":
            linked[line.parent] += round(len(line.text) * line.link_share)
            total[line.parent] += len(line.text)
    return {parent for parent in total if linked[parent] > MOSTLY * total[parent]}


def _headlines(page: Sequence[PageLine]) -> set[str]:
    """The h1 lines, and all of them run together, without the spaces that inline elements hide."""
    lines = [line.words.replace(" ", "") for line in page if "h1" in line.tags]
    return {*lines, "".join(lines)} - {""}


def from_headline(
    kept: list[Candidate], page: Sequence[PageLine], headline: str
) -> tuple[list[Candidate], list[Candidate]]:
    """The body without the few lines before the page's last h1, or its headline where it has no h1.

    Where many lines stand before it, the h1 heads no article.
    """
    h1s = [number for number, line in enumerate(page) if "h1" in line.tags]
    named = [number for number, line in enumerate(page) if line.words == headline and line.link_share < LINKED]
    start = max(h1s, default=min(named, default=0))
    before = [line for line in kept if line.place is not None and line.place < start]
    if sum(len(line.text) for line in before) > _BEFORE_HEADLINE * sum(len(line.text) for line in kept):
        return kept, []
    return [line for line in kept if line.place is None or line.place >= start], before


def _is_made_of_links(line: Candidate, linked: set[str]) -> bool:
    """Whether a line that trafilatura put together begins with a link's own line, or is a table row of links."""
    if any(line.words.startswith(f"{words} ") for words in linked if words.count(" ") >= _LINKED_WORDS):
        return True
    cells = [words for cell in line.text.split("|") if (words := same_words(cell))]
    return len(cells) > 1 and sum(cell in linked for cell in cells) > MOSTLY * len(cells)
