"""Which lines of a page are the article's body: trafilatura's choice, corrected by what the markup says.

Belongs here: what one page alone can tell. Stays out: what the other pages of a site tell (`site_lines`), captions
(`captions`) and metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from transforms.articles.body.ending import (
    until_declared_end,
    without_closing_lines,
    without_last_heading,
    without_pull_quotes,
)
from transforms.articles.body.furniture import from_headline, without_furniture
from transforms.articles.body.lines import foreign_words, is_sentence, tags_aside
from transforms.articles.body.missed import another_container, with_missed_lines
from transforms.articles.body.reading import lines_read
from transforms.articles.cleaning import same_words
from transforms.articles.page import Unusable
from transforms.articles.page_lines import PageLine

_ENOUGH_WORDS = 40
"""A text without any sentence, a table of results say, is one from this length on."""


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
    aside = tags_aside(page)
    found, method = lines_read(tree, page, url, aside)
    kept, removed = without_furniture(found, page, aside)
    kept, before = from_headline(kept, page, same_words(headline or ""))
    removed += [("navigation", line.text) for line in before]
    elsewhere = another_container(kept, page, aside)
    if elsewhere:
        kept, method = elsewhere, "paragraphs"
    else:
        kept = with_missed_lines(kept, found, page, aside)
    kept, repeated = without_pull_quotes(kept, page)
    removed += [("duplicate", line.text) for line in repeated]
    kept, after = until_declared_end(kept, article_bodies)
    kept, closing = without_closing_lines(kept)
    kept, headings = without_last_heading(kept, page)
    closing += headings
    removed += [("after_the_end", line.text) for line in after] + [("closing_line", line.text) for line in closing]
    return Body([line.text for line in kept], removed, method, frozenset(foreign_words(kept, page)))


def require_text(lines: Sequence[str]) -> None:
    """Raises `Unusable` where no line is running text."""
    if not lines:
        raise Unusable("no_text", "trafilatura finds no text on the page, neither in precision nor in default mode.")
    if not any(map(is_sentence, lines)) and sum(len(line.split()) for line in lines) < _ENOUGH_WORDS:
        raise Unusable("no_text", "The page holds no running text that could be told from its furniture.")
