"""The text of an HTML page as zoned blocks: headline, body, captions, and what was taken out.

Belongs here: putting the zones together. Stays out: finding the body (`body`) and the captions (`captions`), metadata,
and plain-text pages (`scraped_text`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement

from transforms.articles.body import body_of, require_text
from transforms.articles.captions import captions_of
from transforms.articles.cleaning import same_words
from transforms.articles.json_ld import article_bodies
from transforms.articles.page import Text
from transforms.articles.page_lines import PageLine


def text_from_html(
    tree: HtmlElement,
    page: Sequence[PageLine],
    declared: Iterable[Mapping[str, Any]],
    url: str | None,
    headline: str | None,
    outlet: str | None,
) -> Text:
    """Headline, body and captions of a page; raises `Unusable` where the page has no text.

    `page` are the lines of the page, `declared` the objects of its JSON-LD.
    """
    body = body_of(tree, page, url, article_bodies(declared), headline)
    captions, removed = captions_of(tree, outlet, body.foreign)
    in_captions = {same_words(caption) for caption in captions}
    headline_words = same_words(headline or "")
    lines: list[str] = []
    for line in body.lines:
        words = same_words(line)
        if words in in_captions:
            continue
        if len(lines) > 2 or words != headline_words:
            lines.append(line)
    in_other_zones = {*in_captions, headline_words}
    removed += [(reason, text) for reason, text in body.removed if same_words(text) not in in_other_zones]
    require_text(lines)
    in_body = set(map(same_words, lines))
    blocks = [("headline", headline)] if headline else []
    blocks += [("body", line) for line in lines]
    blocks += [("caption", caption) for caption in captions if same_words(caption) not in in_body]
    return Text(blocks=blocks, removed=removed, method=body.method)
