"""The article inside scraped text: a page's words as plain lines, with navigation, captions, teasers and footers left in.

Belongs here: what a line is by its form, its neighbours and the site's name. Stays out: HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from transforms.articles.cleaning import is_latin, removal_reason, same_words, tidy
from transforms.articles.credits import split_credit
from transforms.articles.page import Text, Unusable
from transforms.articles.scraped_region import is_paragraph, region_of

_SITE_SUFFIX = re.compile(r"^(?P<before>.*?)\s?- (?P<site>[A-Z][^-.!?]{2,40})$")
_GLUED_CREDIT = re.compile(r"^©\s?[^/]{2,40}/\s?(?:[A-Z][\w.'’-]*\s){0,3}?[A-Z][a-zà-ÿ'’-]+(?=[A-Z][a-zà-ÿ]+\s)")
_CREDIT_MARK = re.compile(r"[(\[]|photo|picture|image|credit", re.IGNORECASE)
_LONGEST_CREDITED = 400
_LONGEST_HEADING = 4
"""Words of a heading over a list of other stories."""
_SHORT_WORDS = frozenset("a an and as at but by for from in is nor of on or over the to up vs with".split())  # noqa: SIM905


@dataclass
class _Line:
    text: str
    site_line: bool  # ended in " - Sitename": the text of an image


def text_from_scrape(text: str) -> tuple[Text, str | None, str | None]:
    """Blocks of a scraped page, its headline, and the outlet's name where its lines repeat one.

    Raises `Unusable` where no line reads like a paragraph.
    """
    raw = [tidy(line) for line in text.split("\n")]
    raw = [line for line in raw if line]
    site_name = _site_name(raw)
    removed: list[tuple[str, str]] = []
    lines = list(_without_site_name(raw, site_name, removed))
    region = region_of([line.text for line in lines], list(map(_is_neutral, lines)))
    if region is None:
        raise Unusable("no_text", "No line of the page reads like a paragraph.")
    headline = None if region.headline is None else lines[region.headline].text
    blocks: list[tuple[str, str]] = [("headline", headline)] if headline else []
    seen = {same_words(headline)} if headline else set()
    after_image = in_list = False
    for number, line in enumerate(lines):
        if number == region.headline:
            continue
        zone, reason, kept, extra = _judge(line, region.reason_outside(number), after_image, in_list, seen)
        removed += extra
        after_image, in_list = line.site_line, _is_in_a_list(line, reason)
        if reason:
            removed.append((reason, line.text))
        else:
            seen.add(same_words(kept))
            blocks.append((zone, kept))
    if not _has_body(blocks):
        raise Unusable("no_text", "After cleaning, no paragraph of the page is left.")
    return Text(blocks=blocks, removed=removed, method="scraped-text"), headline, site_name


def _has_body(blocks: list[tuple[str, str]]) -> bool:
    return any(zone == "body" for zone, _ in blocks)


def _judge(
    line: _Line, outside: str | None, after_image: bool, in_list: bool, seen: set[str]
) -> tuple[str, str | None, str, list[tuple[str, str]]]:
    """Zone, reason for removal, the text to keep, and credits that were cut off on the way.

    `outside` is the reason for a line outside the article's region that has no other.
    """
    text, extra = line.text, []
    glued = _GLUED_CREDIT.match(text)
    if glued:
        extra.append(("credit", glued.group().strip()))
        text = text[glued.end() :].lstrip()
    if not is_latin(text):
        return "body", "foreign_script", text, extra
    if line.site_line or glued or _is_credited(text):
        caption, credit = split_credit(text)
        if credit:
            extra.append(("credit", credit))
        if (line.site_line and in_list) or removal_reason(caption) or len(caption.split()) < (4 if credit else 8):
            return "caption", "teaser", caption, extra
        return "caption", "duplicate" if same_words(caption) in seen else None, caption, extra
    reason = removal_reason(text)
    if reason:
        return "body", reason, text, extra
    if same_words(text) in seen:
        return "body", "duplicate", text, extra
    if outside:
        return "body", outside, text, extra
    if not is_paragraph(text):
        titled = _is_title(text) or (after_image and len(text.split()) > 3)
        return "body", "teaser" if titled else "navigation", text, extra
    return "body", None, text, extra


def _site_name(lines: list[str]) -> str | None:
    """The name that at least two lines end in after " - ", or that one line is."""
    endings = Counter(found["site"] for line in lines if (found := _SITE_SUFFIX.match(line)))
    for name, count in endings.most_common(1):
        if count >= 2:
            return name
    return None


def _without_site_name(lines: list[str], name: str | None, removed: list[tuple[str, str]]) -> list[_Line]:
    kept = []
    for line in lines:
        ending = f"- {name}"
        if name is None or not line.endswith(ending):
            kept.append(_Line(line, site_line=False))
            continue
        before = line.removesuffix(ending).strip()
        removed.append(("site_name", ending))
        if before:
            kept.append(_Line(before, site_line=True))
    # An image's text often stands twice, once as caption with its credit and once as description: mark both as images.
    images = {same_words(line.text) for line in kept if line.site_line}
    return [_Line(line.text, line.site_line or same_words(line.text) in images) for line in kept]


def _is_neutral(line: _Line) -> bool:
    """Whether the line says nothing of where the article is: an image's text, another script."""
    text = line.text
    return line.site_line or _is_credited(text) or _GLUED_CREDIT.match(text) is not None or not is_latin(text)


def _is_in_a_list(line: _Line, reason: str | None) -> bool:
    """Whether the line, removed for the reason, is the heading of a list of other stories ("Most read") or one of them."""
    return reason in ("teaser", "footer") and (line.site_line or len(line.text.split()) <= _LONGEST_HEADING)


def _is_credited(line: str) -> bool:
    """Whether the line ends in a photo credit that says what it is: "(Photo: …)", "[AFP]", "Image: …"."""
    _, credit = split_credit(line)
    return credit is not None and _CREDIT_MARK.match(credit) is not None and len(line) <= _LONGEST_CREDITED


def _is_title(line: str) -> bool:
    """At least four words, no full stop at the end, and most of the longer words capitalised."""
    words = re.findall(r"[^\W\d_][\w'’-]*", line)
    if (
        len(words) < 4
        or line.endswith((".", ",", ";", ":"))
        or line.startswith(('"', "“", "©"))
        or removal_reason(line)
        or _is_credited(line)
    ):
        return False
    weighty = [word for word in words if word.casefold() not in _SHORT_WORDS]
    return len(weighty) >= 3 and sum(word[0].isupper() for word in weighty) >= 0.7 * len(weighty)
