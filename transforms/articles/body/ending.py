"""Where an article ends, and what repeats it: pull quotes, notes, offers, headings of nothing. Stays out: other furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.articles.body.lines import SHORT_TEXT, Candidate, is_sentence
from transforms.articles.cleaning import is_closing_line, same_words, starts_references
from transforms.articles.page_lines import PageLine

_SHORTEST_PULL_QUOTE = 30
_QUOTE_MARK = re.compile(r"[\"“”„«»‘’]")
_HEADING = re.compile(r"^h[1-6]$")


def without_pull_quotes(kept: list[Candidate], page: Sequence[PageLine]) -> tuple[list[Candidate], list[Candidate]]:
    """The body without lines whose words, all of them and in order, stand inside a longer line: quotations set large.

    Headings and list items may well repeat a few words of the text.
    """
    words = [f" {line.words} " for line in kept]

    def is_pull_quote(line: Candidate) -> bool:
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


def until_declared_end(kept: list[Candidate], article_bodies: Sequence[str]) -> tuple[list[Candidate], list[Candidate]]:
    """The body up to the last line that the declared `articleBody` has, and what comes after.

    The declaration is believed where it and the body are for the most part the same text.
    """
    declared = max((f" {same_words(text)} " for text in article_bodies), key=len, default="")
    shared = [f" {line.words} " in declared for line in kept]
    size = sum(len(line.words) for line, inside in zip(kept, shared, strict=True) if inside)
    total = sum(len(line.words) for line in kept)
    if len(declared) < SHORT_TEXT or size < 0.6 * total or size < 0.7 * len(declared):
        return kept, []
    end = len(kept) - shared[::-1].index(True)
    return kept[:end], kept[end:]


def without_closing_lines(kept: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """The body without notes on authors, sources and offers among its last lines."""
    total = sum(len(line.text) for line in kept)
    position = 0
    body: list[Candidate] = []
    closing: list[Candidate] = []
    for number, line in enumerate(kept):
        is_late = number >= max(2, len(kept) - 7) and position > 0.55 * total
        position += len(line.text)
        if is_late and starts_references(line.text):
            return body, closing + kept[number:]
        (closing if is_late and is_closing_line(line.text) else body).append(line)
    return body, closing


def without_last_heading(kept: list[Candidate], page: Sequence[PageLine]) -> tuple[list[Candidate], list[Candidate]]:
    """The body without headings at its end: what they headed is gone."""
    end = len(kept)
    while end > 1:
        place = kept[end - 1].place
        if place is None or not _HEADING.match(page[place].tag) or is_sentence(kept[end - 1].text):
            break
        end -= 1
    return kept[:end], kept[end:]
