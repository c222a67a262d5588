"""The captions of a page, without their credits.

Belongs here: where the markup shows what a picture shows, and telling that from teasers and widgets that are marked alike.
Stays out: the body (`body`), what a credit looks like (`credits`), captions of scraped text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml.html import HtmlElement, fromstring

from transforms.articles.body.lines import LINKED, MOSTLY
from transforms.articles.cleaning import is_dateline, removal_reason, same_words, tidy, without_site_name, word_count
from transforms.articles.credits import may_be_credit, split_credit
from transforms.articles.page_lines import PageLine, furniture_words, page_lines

Removed = tuple[str, str]

_CANDIDATE_TAGS = ("figcaption", "img", "div", "p", "span", "em", "small", "dd", "li")
_CALLED_CAPTION = re.compile(r"caption|media__description|image-desc", re.IGNORECASE)
_CAPTION_NAME = re.compile(r"caption|description", re.IGNORECASE)
_CREDIT_NAME = re.compile(
    r"credit|copyright|by-?line|attribution|photographer|agency|(?:^|[-_ ])(?:source|provider|rights)|author",
    re.IGNORECASE,
)
_DECLARED = ("data-image-caption", "data-caption")
_MEDIA = ".//img | .//picture | .//video | .//iframe | .//amp-img"
_OF_A_PICTURE = re.compile(
    r"(?:wp|ima?ge?|photo|picture|fig(?:ure)?|media|thumb(?:nail)?|hero|lead\w*|cover|embed|slide|featured?)[-_]*caption",
    re.IGNORECASE,
)
"""Names of captions only; others are called a caption that stand beside no picture."""

_NO_PLACE = frozenset(("nav", "footer", "form", "dialog"))
_OF_PICTURES = re.compile(r"gallery|carousel|lightbox|modal|overlay|tooltip|pop-?up|media|video|share|social|timestamp")
"""Furniture words that pictures of the article stand below, too."""

_EXPANDS = re.compile(r"read-?more")
"""What a control that shows the rest of a long caption is called, inside a figure."""

_NEAR = 3
"""Levels of the tree within which a picture and its caption stand together."""

_LARGEST_NEAR = 3_000
"""Code points of text; an element that holds more is the article, not a picture's frame."""

_LABEL_BEFORE = re.compile(
    r"^(?:(?:image|photo|video|picture) caption\b[,:]?|(?:caption|bildunterschrift|bildtext|l[ée]gende)\s*[,:]|"
    r"\[\d+/\d+\])\s*",
    re.IGNORECASE,
)
_LABEL_AFTER = re.compile(
    r"(?:[\s,]*(?:\b(?:hide|toggle|show|view|enlarge) (?:this )?(?:caption|image)|\bmore\s*>|\bread more|\bwatch on youtube|"
    r"\bopens (?:in a )?new (?:tab|window)|\b(?:photo|image|picture|credit|source|foto|bild|quelle)s?:))+$",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"^(?:click (?:to|here)|listen to|play video|watch:|scroll|swipe|tap to)\b|\b[\w.+-]+@[\w-]+\.\w", re.IGNORECASE
)
_BYLINE = re.compile(
    r"^(?i:by|von|par|por|di|av|af|door)\s+[A-ZÀ-Þ][\w.'’-]+(?:\s+[A-ZÀ-Þ][\w.'’-]+){0,3}\s*(?:,|$|(?<=\s)[|•·])"
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])|^#|^$|^javascript:", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*$")

_SHORTEST_CAPTION = 4
"""Words; what is shorter names a thing and says nothing."""

_SHORTEST_LINKED = 8
"""Words; a line that leads to another page is a caption only as a whole sentence of that length: headlines have no full stop."""

_LONGEST_HEADLINE = 30
_SHORTEST_SAID_AGAIN = 6
_LONGEST_CAPTION = 700


def captions_of(tree: HtmlElement, outlet: str | None, foreign: frozenset[str]) -> tuple[list[str], list[Removed]]:
    """Captions in page order, and what was taken off them or is none: credits, the site's name, teasers, labels, repeats.

    A caption is a figcaption, an element that is called a caption and stands beside a picture, what an image declares as
    its caption, or the line beside an image that says its alternative text again. `foreign` are the furniture words of
    classes and ids that name parts of the page around the article.
    """
    captions: list[str] = []
    removed: list[Removed] = []
    seen: set[str] = set()
    read: set[HtmlElement] = set()
    for element in tree.iter(*_CANDIDATE_TAGS):
        if not (_is_called_caption(element) or _has_caption(element)):
            continue
        inside = not read.isdisjoint(element.iterancestors())
        if inside or _is_elsewhere(element, foreign) or not _may_be_caption(element):
            continue
        read.add(element)
        lines, credits = _lines_of(_narrowed(element), outlet)
        removed += [("credit", credit) for credit in dict.fromkeys(credits)]
        is_linked = _leads_elsewhere(element) or any(line.tag[0] == "h" and line.link_share > 0 for line in lines)
        for line in lines:
            if len(line.text) > _LONGEST_CAPTION:
                continue  # not a caption but a part of the page that has the word in its class; the body's reader sees it
            caption, taken = _cleaned(line.text, outlet)
            removed += taken
            words = same_words(caption)
            if not words:
                continue
            reason = _removal_reason(caption, is_linked=is_linked or line.link_share > LINKED)
            if reason is None and any(words == other or other.startswith(f"{words} ") for other in seen):
                reason = "duplicate"
            if reason is None:
                seen.add(words)
                captions.append(caption)
            else:
                removed.append((reason, caption))
    return captions, removed


def _is_called_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or bool(_CALLED_CAPTION.search(element.get("class") or ""))


def _has_caption(element: HtmlElement) -> bool:
    """Whether it is an image with words of its own."""
    return element.tag == "img" and any(element.get(name) for name in ("alt", *_DECLARED))


def _is_in_figure(element: HtmlElement) -> bool:
    return next(element.iterancestors("figure"), None) is not None


def _is_elsewhere(element: HtmlElement, foreign: frozenset[str]) -> bool:
    """Whether an element stands in a part of the page around the article."""
    in_figure = _is_in_figure(element)
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("body", "html"):
            return False
        if ancestor.tag in _NO_PLACE:
            return True
        words = furniture_words(ancestor) & foreign
        if any(not (_OF_PICTURES.search(word) or (in_figure and _EXPANDS.search(word))) for word in words):
            return True
        in_figure = in_figure and ancestor.tag != "figure"
    return False


def _may_be_caption(element: HtmlElement) -> bool:
    """Whether an element is one by its tag, by a name that only captions have, or is called one and has a picture near."""
    if element.tag in ("img", "figcaption"):
        return True
    if len(element.text_content()) > _LONGEST_CAPTION:
        return False  # a part of the page; captions inside it are looked at by themselves
    if _OF_A_PICTURE.search(element.get("class") or "") or _is_in_figure(element):
        return True
    return any(around.xpath(_MEDIA) for around in _around(element))


def _narrowed(element: HtmlElement) -> HtmlElement:
    """The innermost element called a caption that still holds most of the text: beside it stand credits and controls."""
    size = len(element.text_content())
    for inner in element.iterdescendants():
        names = str(inner.get("class") or "")
        if _CAPTION_NAME.search(names) and not _CREDIT_NAME.search(names) and len(inner.text_content()) > MOSTLY * size:
            element = inner
    return element


def _lines_of(element: HtmlElement, outlet: str | None) -> tuple[list[PageLine], list[str]]:
    """The lines that may be captions in or beside an element, and the credits that its markup shows."""
    if element.tag == "img":
        return _lines_of_image(element, outlet), []
    credits = []
    for part in list(element.iterdescendants()):
        names = f"{part.get('class') or ''} {part.get('itemprop') or ''}" if isinstance(part.tag, str) else ""
        if _CREDIT_NAME.search(names):
            if credit := tidy(part.text_content()):
                credits.append(credit)
            part.text, part[:] = None, []
    return page_lines(element), credits


def _lines_of_image(image: HtmlElement, outlet: str | None) -> list[PageLine]:
    """The caption that an image declares, or the line beside it that says its alternative text."""
    for name in _DECLARED:
        if markup := html.unescape(image.get(name) or "").strip():
            return page_lines(fromstring(f"<div>{markup}</div>"))
    said = same_words(without_site_name(tidy(image.get("alt") or ""), outlet))
    if said.count(" ") + 1 < _SHORTEST_SAID_AGAIN:
        return []
    for around in _around(image):
        if len(around.text_content()) > _LARGEST_NEAR or any(map(_is_called_caption, around.iter(*_CANDIDATE_TAGS))):
            break  # too far away, or there is a caption that will be looked at by itself
        for line in page_lines(around):
            if line.words == said or line.words.startswith(f"{said} "):
                return [line]
    return []


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements around one that may be a picture's frame, innermost first."""
    for level, ancestor in enumerate(element.iterancestors()):
        if level == _NEAR or ancestor.tag in ("body", "article", "main"):
            return
        yield ancestor


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Whether the element is inside a link to a page, not to the picture itself."""
    link = next(element.iterancestors("a"), None)
    return link is not None and not _PICTURE_FILE.search(link.get("href") or "")


def _cleaned(line: str, outlet: str | None) -> tuple[str, list[Removed]]:
    """A line without labels, the site's name and its credit, and what of these is worth keeping."""
    text = _LABEL_AFTER.sub("", _LABEL_BEFORE.sub("", line))
    named = without_site_name(text, outlet)
    caption, credit = split_credit(named.rstrip(" \xa0-–—"))
    taken = [("site_name", text[len(named) :].strip())] if named != text else []
    return caption, [*taken, ("credit", credit)] if credit else taken


def _removal_reason(caption: str, *, is_linked: bool) -> str | None:
    reason = "credit" if may_be_credit(caption) else removal_reason(caption)
    words = word_count(caption)
    if reason is None and _CONTROL.search(caption):
        reason = "navigation"
    if reason is None and (is_dateline(caption) or _BYLINE.match(caption)):
        reason = "date_line"
    is_sentence = words > _LONGEST_HEADLINE or (words >= _SHORTEST_LINKED and _SENTENCE.search(caption))
    if reason is None and is_linked and not is_sentence:
        reason = "teaser"
    if reason is None and words < _SHORTEST_CAPTION:
        reason = "short_caption"
    return reason
