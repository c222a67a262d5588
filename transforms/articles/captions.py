"""The captions of a page, without their credits. Stays out: the body (`body`), and captions of scraped text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from transforms.articles.cleaning import removal_reason, same_words, split_credit, tidy, without_site_name

_CAPTION_CLASS = re.compile(
    r"(?:^|[-_ ])(?:caption|media__description|image-description)(?:$|[-_ ])|caption", re.IGNORECASE
)
_CREDIT_CLASS = re.compile(r"credit|copyright|byline|source", re.IGNORECASE)
_LONGEST_CAPTION = 700
_SHORTEST_CAPTION = 4
"""Words; what is shorter names a thing and says nothing."""


def captions_of(tree: HtmlElement, outlet: str | None) -> tuple[list[str], list[tuple[str, str]]]:
    """Captions in page order, and what was taken off them or is none: credits, the site's name, labels, repeats."""
    captions: list[str] = []
    removed: list[tuple[str, str]] = []
    seen: set[str] = set()
    for element in _caption_elements(tree):
        for part in element.iter():
            if part is not element and isinstance(part.tag, str) and _CREDIT_CLASS.search(part.get("class") or ""):
                credit = tidy(part.text_content())
                if credit:
                    removed.append(("credit", credit))
                    part.text, part[:] = None, []
        whole = tidy(element.text_content())
        named = without_site_name(whole, outlet)
        caption, credit_tail = split_credit(named)
        removed += [("site_name", whole[len(named) :].strip())] if named != whole else []
        removed += [("credit", credit_tail)] if credit_tail else []
        words = same_words(caption)
        if not words:
            continue
        reason = "duplicate" if words in seen else removal_reason(caption)
        if reason is None and len(caption.split()) < _SHORTEST_CAPTION:
            reason = "short_caption"
        if reason is None and len(caption) > _LONGEST_CAPTION:
            continue  # not a caption but a part of the page that has the word in its class; the body's reader sees it
        if reason:
            removed.append((reason, caption))
        else:
            seen.add(words)
            captions.append(caption)
    return captions, removed


def _caption_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that are captions by their tag or class and hold no other such element."""
    found = [
        element
        for element in tree.iter("figcaption", "div", "p", "span")
        if element.tag == "figcaption" or _CAPTION_CLASS.search(element.get("class") or "")
    ]
    inner = {ancestor for element in found for ancestor in element.iterancestors()}
    yield from (element for element in found if element not in inner)
