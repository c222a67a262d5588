"""The text of an HTML page as zoned blocks: trafilatura's body, the page's captions, and what was taken out.

Stays out: metadata, and plain-text pages (`scraped_text`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import trafilatura
from lxml.html import HtmlElement

from transforms.articles.cleaning import latin_share, removal_reason, same_words, split_credit, tidy, without_site_name
from transforms.articles.page import Text, Unusable

_SHORT_TEXT = 300
"""Code points; precision mode that returns less is asked again in default mode."""

_CAPTION_CLASS = re.compile(
    r"(?:^|[-_ ])(?:caption|media__description|image-description)(?:$|[-_ ])|caption", re.IGNORECASE
)
_CREDIT_CLASS = re.compile(r"credit|copyright|byline|source", re.IGNORECASE)
_LONGEST_CAPTION = 700
_SHORTEST_CAPTION = 4
"""Words; what is shorter names a thing and says nothing."""
_SHORTEST_PULL_QUOTE = 30
_LIST_MARK = re.compile(r"^(?:[-*•]|\d+\.)\s+")


def text_from_html(tree: HtmlElement, url: str | None, headline: str | None, outlet: str | None) -> Text:
    """Headline, body and captions of a page; raises `Unusable` where trafilatura finds no text."""
    lines, method = _body_lines(tree, url)
    captions, removed = _captions(tree, outlet)
    caption_words = {same_words(caption) for caption in captions}
    headline_words = same_words(headline or "")
    body: list[str] = []
    seen: set[str] = set()
    for line in lines:
        words = same_words(line)
        if not words:
            continue
        reason = _reason(line, words, headline_words, caption_words, seen, len(body))
        if reason == "caption":
            continue
        if reason:
            removed.append((reason, line))
            continue
        seen.add(words)
        body.append(line)
    body, pull_quotes = _without_pull_quotes(body)
    removed += [("duplicate", line) for line in pull_quotes]
    if not any(_is_sentence(line) for line in body):
        raise Unusable("no_text", "The page holds no running text that could be told from its furniture.")
    fresh = [caption for caption in captions if same_words(caption) not in seen]
    blocks = [("headline", headline)] if headline else []
    blocks += [("body", line) for line in body] + [("caption", caption) for caption in fresh]
    return Text(blocks=blocks, removed=removed, method=method)


def _reason(line: str, words: str, headline: str, captions: set[str], seen: set[str], kept: int) -> str | None:
    if words in captions:
        return "caption"
    if kept <= 2 and words == headline:
        return "headline_repeated"
    if words in seen and len(words) > 20:
        return "duplicate"
    return removal_reason(line)


def _without_pull_quotes(body: list[str]) -> tuple[list[str], list[str]]:
    """Body without lines whose words, all of them and in order, stand inside a longer line: quotations set large."""
    words = [f" {same_words(line)} " for line in body]
    inside = [
        len(own) > _SHORTEST_PULL_QUOTE and any(own in other for other in words if len(other) > len(own))
        for own in words
    ]
    return (
        [line for line, repeated in zip(body, inside, strict=True) if not repeated],
        [line for line, repeated in zip(body, inside, strict=True) if repeated],
    )


def _is_sentence(line: str) -> bool:
    ended = line.rstrip("\"'”’»)]」』").endswith((".", "!", "?", "…", "。", "！", "？", "।"))
    return ended and (len(line.split()) >= 5 or (len(line) >= 20 and latin_share(line) < 0.5))


def _body_lines(tree: HtmlElement, url: str | None) -> tuple[list[str], str]:
    """Lines of trafilatura's text. It works on a copy of a tree that it is given."""
    precise = _lines(tree, url, favor_precision=True)
    if sum(map(len, precise)) >= _SHORT_TEXT:
        return precise, "trafilatura-precision"
    default = _lines(tree, url, favor_precision=False)
    if sum(map(len, default)) > 2 * sum(map(len, precise)):
        return default, "trafilatura-default"
    if not precise:
        raise Unusable("no_text", "trafilatura finds no text on the page, neither in precision nor in default mode.")
    return precise, "trafilatura-precision"


def _lines(tree: HtmlElement, url: str | None, *, favor_precision: bool) -> list[str]:
    document = trafilatura.bare_extraction(
        tree, url=url, with_metadata=False, favor_precision=favor_precision, include_comments=False
    )
    text = "" if document is None or isinstance(document, dict) else document.text or ""
    return [cleaned for line in text.split("\n") if (cleaned := _LIST_MARK.sub("", tidy(line)))]


def _captions(tree: HtmlElement, outlet: str | None) -> tuple[list[str], list[tuple[str, str]]]:
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
