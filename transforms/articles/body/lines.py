"""What the parts of finding a body share: candidate lines, what a sentence is, how large a share is large.

Stays out: choosing lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.articles.cleaning import is_latin, same_words
from transforms.articles.page_lines import PageLine

SHORT_TEXT = 300
"""Code points; precision mode that returns less is asked again in default mode."""

LINKED = 0.75
"""Share of a line that is link text, from which the line leads to another page instead of telling something."""

LISTED_LINK = 0.3
MOSTLY = 0.5
LARGE_SHARE = 0.3
"""Share of the text: a class name or a parent element that holds more of it is the article's, not its furniture's."""

PARAGRAPH = 80
NO_BODY = frozenset(("nav", "footer", "form", "button", "dialog"))
_ASIDE = NO_BODY | {"aside"}
NO_PARAGRAPH = frozenset(("h1", "figure", "figcaption"))
_SENTENCE_END = re.compile(r"[.!?…。！？:][\"'”’»)\]」』]*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be body: its text, and the page's line it is, where it could be found."""

    text: str
    place: int | None
    words: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", same_words(self.text))


def is_sentence(text: str) -> bool:
    """Whether a line is running text: it ends as a sentence does and is no mere label."""
    return bool(_SENTENCE_END.search(text)) and (len(text.split()) >= 5 or len(text) > 40 or _is_cjk_sentence(text))


def _is_cjk_sentence(text: str) -> bool:
    return len(text) >= 20 and not is_latin(text)


def tags_aside(page: Sequence[PageLine]) -> frozenset[str]:
    """The tags that stand for what is no article, without those that hold most of the page: they were never closed."""
    inside: Counter[str] = Counter()
    total = 0
    for line in running_text(page, frozenset()):
        total += len(line.text)
        for tag in line.tags & _ASIDE:
            inside[tag] += len(line.text)
    return frozenset(tag for tag in _ASIDE if inside[tag] <= MOSTLY * total)


def running_text(page: Sequence[PageLine], aside: frozenset[str]) -> list[PageLine]:
    """The page's longer sentences that lead nowhere: the article, and some of what stands around it."""
    return [
        line
        for line in page
        if len(line.text) > PARAGRAPH
        and line.link_share < LISTED_LINK
        and not line.tags & (aside | NO_PARAGRAPH)
        and is_sentence(line.text)
    ]


def foreign_words(found: Sequence[Candidate], page: Sequence[PageLine]) -> set[str]:
    """The furniture words over so little of the text that they cannot be the names of the article's own element."""
    covered: Counter[str] = Counter()
    total = 0
    for line in found:
        total += len(line.text)
        if line.place is not None:
            for word in page[line.place].furniture:
                covered[word] += len(line.text)
    return {word for word in _all_furniture(page) if covered[word] < LARGE_SHARE * total}


def _all_furniture(page: Sequence[PageLine]) -> set[str]:
    return set().union(*{line.furniture for line in page}) if page else set()
