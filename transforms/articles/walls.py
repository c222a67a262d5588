"""What stands where an article should be: a paywall's stub, a cookie wall, a robot check, an error page.

Belongs here: telling such pages from articles by what they declare and print. Stays out: lines that go from an article
(`cleaning`, `body`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from transforms.articles.cleaning import same_words
from transforms.articles.page import Unusable
from transforms.articles.page_lines import PageLine

_STUB_WORDS = 120
"""Words of body below which an article that is not free is taken for its first lines. Complete news in brief are as short
and marked as not free, too: the page must also ask for a subscription."""

_SUBSCRIBE = re.compile(
    r"\b(?:subscribe|sign up|log ?in|register|join)\b.{0,60}\b(?:to|and)\b.{0,20}\b(?:continue|keep|read|unlock|access|finish)\b|"
    r"\b(?:continue|keep) reading\b.{0,60}\b(?:subscri|account|trial|plan|sign|register)|"
    r"\b(?:this|the (?:full|rest of (?:this|the))) (?:article|story|content) is "
    r"(?:for|only|reserved|exclusive|available)\b.{0,40}\b(?:subscribers?|members?|paying)|"
    r"\bfor (?:subscribers|members) only\b|\bsubscriber[- ]only\b|\balready (?:a |an )?(?:subscriber|member)\b|"
    r"\b(?:weiterlesen|lesen sie weiter)\b.{0,40}\babo|\bjetzt abonnieren\b|\bréservé aux abonnés\b|\bsolo para suscriptores\b|"
    r"\bcontenuto riservato agli abbonati\b",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\bcookies?\b|\bconsent\b|\bprivacy (?:policy|settings|notice|preferences)\b|"
    r"\bpersonali[sz]ed (?:ads?|advertising|content)\b|"
    r"\b(?:accept|reject|agree to) all\b|\bour (?:\d+ )?partners\b|\blegitimate interests?\b|\bstore and/or access\b|"
    r"\beinwilligung\b|\bdatenschutz\b|\bpersonenbezogene\b|\bdonnées personnelles\b|\bconsentement\b|"
    r"\bconsenso\b|\bprivacidad\b",
    re.IGNORECASE,
)
_MOSTLY = 0.5
_DIALOG_TAGS = ("div", "section", "aside", "dialog", "form")
_DIALOG_ID = re.compile(r"onetrust|cookie|consent", re.IGNORECASE)
_DIALOG_CLASS = re.compile(r"cookie-|consent|privacy-modal")
_BLOCKED = re.compile(
    r"^(?:just a moment\W*|attention required\b.*|access (?:to this page has been )?denied\b.*|are you a (?:robot|human)\b.*|"
    r"(?:please )?verify (?:that )?you are (?:a )?human\b.*|security check\b.*|pardon our interruption\W*|"
    r"(?:error )?(?:40[0-9]|410|429|50[0-9])\b.{0,40}|(?:page|article|story) (?:is )?(?:not found|no longer available)\b.*|"
    r"bad gateway|service unavailable|too many requests|request blocked|robot check)$",
    re.IGNORECASE,
)
_BLOCKED_WORDS = 150
"""Words on the whole page below which a title such as "404" or "Access denied" is meant as it stands."""

_SITE_PARTS = frozenset(("nav", "footer"))
"""Where every page of a site asks for subscriptions."""

_COOKIE_WORDS = 400
"""A longer text that speaks of cookies is an article on them."""


def wall(title: str | None, page: Sequence[PageLine], body: Sequence[str]) -> Unusable | None:
    """The reason why a page is no article: `blocked` or `cookie_wall`; None where it may be one.

    `page` are all lines of the page, `body` those that were taken for an article's, perhaps none.
    """
    words = sum(len(line.text.split()) for line in page)
    headings = [title or "", *(line.text for line in page if "h1" in line.tags)]
    if words < _BLOCKED_WORDS and any(_BLOCKED.match(_without_site(heading)) for heading in headings):
        return Unusable("blocked", f"An error page or a robot check stands in the article's place: {headings[0]!r}.")
    lines = list(body) or [line.text for line in page]
    if sum(len(line.split()) for line in lines) < _COOKIE_WORDS and _share(lines, _COOKIES) > _MOSTLY:
        return Unusable("cookie_wall", "The page asks for consent to cookies and shows no article without it.")
    return None


def is_paywall_stub(body: Sequence[str], page: Sequence[PageLine], *, is_accessible_for_free: bool | None) -> bool:
    """Whether the body is only the first lines of an article that is sold: short, declared not free, and advertised."""
    return (
        is_accessible_for_free is False
        and sum(len(line.split()) for line in body) < _STUB_WORDS
        and any(_SUBSCRIBE.search(line.text) for line in page if not line.tags & _SITE_PARTS)
    )


def without_consent_dialogs(tree: HtmlElement) -> None:
    """Take the dialogs that ask for consent out of the tree: some hold more sentences than the article."""
    dialogs = [
        element
        for element in tree.iter(*_DIALOG_TAGS)
        if _DIALOG_ID.search(element.get("id") or "") or _DIALOG_CLASS.search(element.get("class") or "")
    ]
    for element in dialogs:
        if element.getparent() is not None and element.find(".//h1") is None and element.find(".//article") is None:
            element.drop_tree()


def no_text(markup_length: int, large_page: int, detail: str) -> Unusable:
    """The reason for a page without text, by the length of its markup; from `large_page` on it is worth a look."""
    if markup_length < large_page:
        return Unusable("no_text", detail)
    return Unusable(
        "no_text_large_page", f"{detail} It has {markup_length:,} characters of markup; look at it in a browser."
    )


def _without_site(heading: str) -> str:
    return re.split(r"\s[|–—-]\s", heading.strip())[0]


def _share(lines: Sequence[str], pattern: re.Pattern[str]) -> float:
    """Share of the words that stand on lines with the pattern."""
    words = [len(same_words(line).split()) for line in lines]
    said = sum(count for count, line in zip(words, lines, strict=True) if pattern.search(line))
    return said / sum(words) if sum(words) else 0.0
