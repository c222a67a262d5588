"""Markup as parsers can take it, and the tree of a page.

Belongs here: what in a page breaks or slows the parser and says nothing. Stays out: bytes (`transforms.decode`), and what
the page means.
"""

from __future__ import annotations

import re
from functools import cache, partial

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from transforms.articles.limits import USUAL, Limits

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 forbids, and the noncharacters of Unicode."""

_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")
_SELF_CLOSED_ROOT = re.compile(r"<(html|body)\b([^<>]*)/>", re.IGNORECASE)
_LONG_START_TAG = re.compile(r"<[a-zA-Z][^>]{2000,}")
_ATTRIBUTE = re.compile(r"[^\s=/>]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]*))?")
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
"""lxml.html asks a Python function for the class of every element that is touched, to tell forms and inputs. Nothing here
asks for that, and the tree is walked several times."""

_UNSEEN = ("style", "svg", "template", "select", "iframe", "noscript", "link", "meta")
_KEPT_BELOW = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "title", "script", "style", "meta"))


def parse_html(markup: str, limits: Limits = USUAL) -> HtmlElement | None:
    """The tree of a page, without comments; None where there is nothing to parse. Never raises, whatever it is given."""
    cleaned = clean_markup(markup, limits)
    parser = HTMLParser(
        collect_ids=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = document_fromstring(cleaned.encode("utf-8"), parser=parser)
    except etree.ParserError:  # "Document is empty": nothing but comments, spaces or a doctype
        return None
    _flatten(tree, limits.nested)
    _unwrap_forms(tree)
    return tree


def clean_markup(markup: str, limits: Limits = USUAL) -> str:
    """Markup without forbidden characters and references to them, without embedded files and swollen elements."""
    cleaned = _REFERENCE.sub(_allowed_reference, markup) if "&#" in markup else markup
    cleaned = _PAIR.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), cleaned)
    cleaned = _NOT_IN_XML.sub("", cleaned)
    if "data:" in cleaned:
        cleaned = _data_uri(limits.embedded).sub("data:,", cleaned)
    cleaned = _SELF_CLOSED_ROOT.sub(r"<\1\2>", cleaned)
    return _LONG_START_TAG.sub(partial(_with_few_attributes, limits.attributes), cleaned)


@cache
def _data_uri(longest: int) -> re.Pattern[str]:
    return re.compile(rf"data:[\w.+/-]*(?:;[\w=.+-]*)*,[^\"'\s)>]{{{longest},}}")


def _allowed_reference(reference: re.Match[str]) -> str:
    """A numeric reference as it is; one to a surrogate as the surrogate, so that pairs find together."""
    hexadecimal, decimal = reference.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if 0xD800 <= code <= 0xDFFF:
        return chr(code)
    if code > 0x10FFFF or _NOT_IN_XML.match(chr(code)):
        return ""
    return reference.group()


def _with_few_attributes(most: int, start_tag: re.Match[str]) -> str:
    """A start tag cut off after its first attributes, where it has too many."""
    for number, attribute in enumerate(_ATTRIBUTE.finditer(start_tag.group(), 1)):
        if number > most:
            return start_tag.group()[: attribute.start()]
    return start_tag.group()


def _flatten(tree: HtmlElement, most: int) -> None:
    """Take the wrappers out below the deepest level allowed; paragraphs and headings stay."""
    for deepest in tree.xpath("/*" + "/*" * most):
        for element in reversed(list(deepest.iterdescendants())):
            if element.tag not in _KEPT_BELOW:
                element.drop_tag()


def _unwrap_forms(tree: HtmlElement) -> None:
    """Make a form that holds the page's headline or most of its paragraphs a plain element: some systems put whole pages
    into one, and what else stands in forms is no article."""
    forms = list(tree.iter("form"))
    paragraphs = sum(1 for _ in tree.iter("p")) if forms else 0
    for form in forms:
        if form.find(".//h1") is not None or sum(1 for _ in form.iter("p")) > paragraphs / 2:
            form.tag = "div"


def without_unseen(tree: HtmlElement) -> None:
    """Take out of the tree what no reader sees: styles, drawings, scripts but those with JSON-LD. Much of a page is that."""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    for script in list(tree.iter("script")):
        if "ld+json" not in (script.get("type") or ""):
            script.drop_tree()
