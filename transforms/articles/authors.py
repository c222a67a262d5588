"""Who wrote an article: names out of JSON-LD, meta elements and bylines.

Belongs here: where a page names its authors, and telling a name from a job, a date or the outlet. Stays out: the other
metadata.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement

from transforms.articles.cleaning import same_words, tidy
from transforms.articles.json_ld import types

_META = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "cxenseparse:author",
    "citation_author", "byl",
)  # fmt: skip
_LABELLED_META = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
_LABEL = re.compile(r"written|author|\bby\b|von|par\b|autor", re.IGNORECASE)

_NOT_A_PERSON = (
    r"staff|editors?|editorial|newsroom|desk|reporters?|correspondents?|columnists?|writers?|updated|published|team|redaktion|"
    r"redazione|admin|contributors?"
)
_NO_NAME = re.compile(rf"https?:|www\.|@|\d{{3,}}|\b(?:{_NOT_A_PERSON})\b", re.IGNORECASE)
"""What JSON-LD declares as an author and is none: addresses, jobs, the machinery of a page. An agency may well be one."""

_NO_AUTHOR = re.compile(
    rf"{_NO_NAME.pattern}|\b(?:news|agency|press|online|magazine|times|post|tribune|media|network|wire|service|minutes?|read)\b",
    re.IGNORECASE,
)
"""The same for a printed byline, which names people and outlets."""

_BYLINE = re.compile(
    r"(?:^|[-_ ])(?:byline|author|authors|autor|autoren|writer|contributors?)|(?:author|byline)", re.IGNORECASE
)
_NOT_THE_BYLINE = re.compile(r"comment|bio(?:$|[-_ ])|related|image|avatar|social", re.IGNORECASE)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autori|byline|writers?|contributors?|reporters?)/", re.IGNORECASE
)
"""An address below which an outlet presents those who write for it."""

_SPLIT = re.compile(r"\s*(?:,|;|\||/|•|–|—|\band\b|\bund\b|\bet\b|\by\b|\be\b|\boch\b|\bog\b|&)\s*")
_DECLARED_SPLIT = re.compile(r"\s*(?:,|;|\||\band\b|\bund\b|&)\s*")
_BEFORE_NAME = re.compile(
    r"^[\s—–:-]*(?:(?:written|posted|published|reported|story|text|words|photographs?)\s+)?(?:by|von|par|de|por|di|av|af|autor(?:en)?|"
    r"author|commentary by)\b\s*[:—–-]*\s*",
    re.IGNORECASE,
)
_PARTICLE = frozenset(
    (
        "de",
        "da",
        "di",
        "du",
        "del",
        "della",
        "den",
        "der",
        "des",
        "van",
        "von",
        "zu",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "y",
    )
)
_ARTICLES = frozenset(("the", "der", "die", "das", "les", "los", "las", "il", "gli"))
"""A name that begins with one is an organisation's."""

_ABBREVIATED = re.compile(r"\b(?:[JjSs]r|Esq|[A-Z])\.$")
"""A name may end with a full stop that belongs to it."""

_DEGREE = re.compile(r"^(?:ph\.?d\.?|m\.?d\.?|cepf®?|cfp®?|cfa®?|jr\.?|sr\.?|mba|esq\.?)$", re.IGNORECASE)
_LEADS_TO_NAME = re.compile(
    r"^\s*(?:(?:written|posted|published|reported)\s+)?(?:by|von|par|por|di|av|af)\s*:?\s*$", re.IGNORECASE
)
_LONGEST_BYLINE = 300
_MOST_PIECES = 24


def authors_of(
    tree: HtmlElement,
    metas: Mapping[str, str],
    articles: Iterable[Mapping[str, Any]],
    people: Mapping[str, str],
    outlets: Sequence[str],
) -> list[str]:
    """The authors' names in the page's order, from the first source that gives any.

    `articles` are the page's JSON-LD articles, `people` the names of its JSON-LD objects by `@id`, `outlets` the names that
    the outlet goes by. The outlet itself is no author; an agency that JSON-LD names as one is.
    """
    listed = list(articles)
    for key in ("author", "creator"):
        names = _unique(_declared(article.get(key), people, outlets) for article in listed)
        if names:
            return names
    if names := _unique([_from_metas(metas, outlets)]):
        return names
    for printed in (_from_microdata, _from_bylines, _from_links):
        if names := _unique([printed(tree, outlets)]):
            return names
    return []


def _unique(groups: Iterable[Iterable[str]]) -> list[str]:
    """The names in order, each once, however it is written."""
    found: dict[str, str] = {}
    for names in groups:
        for name in names:
            found.setdefault(same_words(name), name)
    return list(found.values())


# ------------------------------------------------------------------------------------------------------------ JSON-LD


def _declared(value: Any, people: Mapping[str, str], outlets: Sequence[str]) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _declared(item, people, outlets)
    elif isinstance(value, dict):
        name = value.get("name") or people.get(str(value.get("@id")))
        is_person = "Person" in types(value)
        for text in name if isinstance(name, list) else [name]:
            if isinstance(text, str):
                yield from _declared_names(text, outlets, is_person=is_person)
    elif isinstance(value, str):
        yield from _declared_names(value, outlets, is_person=False)


def _declared_names(text: str, outlets: Sequence[str], *, is_person: bool) -> Iterator[str]:
    """Names of one declared author. What follows a bar, or the only comma of a Person, is where that person works."""
    cleaned = tidy(html.unescape(text))
    if is_person:
        cleaned = cleaned.partition("|")[0]
        name, comma, employer = cleaned.partition(",")
        if comma and "," not in employer and (name.strip() or not _looks_like_name(employer.strip())):
            cleaned = name
    for part in _DECLARED_SPLIT.split(cleaned):
        name = _bare(part)
        own_site = _is_outlet(name, outlets) and not (is_person and _looks_like_name(name))
        is_short = len(name) <= 60 and len(name.split()) <= 5
        if name and is_short and not own_site and not _DEGREE.match(name) and not _NO_NAME.search(name):
            yield name


# -------------------------------------------------------------------------------------------------------- meta, markup


def _from_metas(metas: Mapping[str, str], outlets: Sequence[str]) -> list[str]:
    values = [metas[name] for name in _META if name in metas]
    values += [metas[data] for label, data in _LABELLED_META if data in metas and _LABEL.search(metas.get(label, ""))]
    for value in values:
        names = list(_printed_names([value], outlets))
        if names:
            return names
    return []


def _from_microdata(tree: HtmlElement, outlets: Sequence[str]) -> list[str]:
    """Names of the first element that is declared the author, and of the others of the same item (WHATWG microdata)."""
    names: list[str] = []
    item = None
    for element in tree.xpath("//*[contains(@itemprop, 'author')]"):
        around = next((a for a in element.iterancestors() if a.get("itemscope") is not None), element.getparent())
        if names and around is not item:
            continue
        named = element.xpath(".//*[@itemprop='name']") or [element]
        pieces = (piece for e in named for piece in (e.get("content"), *e.itertext()) if piece)
        if found := list(_printed_names(pieces, outlets)):
            names += found
            item = around
    return names


def _from_bylines(tree: HtmlElement, outlets: Sequence[str]) -> list[str]:
    """Names of the first element that is called a byline and holds a name; of a whole list if it is one."""
    for element in tree.iter(
        "a", "address", "dd", "dl", "div", "em", "h3", "h4", "h5", "header", "li", "p", "section", "small", "span", "ul"
    ):
        called = element.get("class") or ""
        by_rel = "author" in (element.get("rel") or "").split()
        if not by_rel and (not _BYLINE.search(called) or _NOT_THE_BYLINE.search(called)):
            continue
        pieces = [piece for piece in map(tidy, _visible(element)) if piece]
        if not pieces or len(pieces) > _MOST_PIECES or sum(map(len, pieces)) > _LONGEST_BYLINE:
            continue
        names = list(_printed_names(pieces, outlets))
        if names:
            return names
    return []


def _from_links(tree: HtmlElement, outlets: Sequence[str]) -> list[str]:
    """Names of the first links to authors' own pages that the word "by" leads to."""
    for link in tree.iter("a"):
        if not _AUTHOR_PAGE.search(link.get("href") or ""):
            continue
        before = link.getprevious()
        parent = link.getparent()
        said = before.tail if before is not None else (parent.text if parent is not None else None)
        if not _LEADS_TO_NAME.match(said or ""):
            continue
        links = [link, *(other for other in link.itersiblings("a") if _AUTHOR_PAGE.search(other.get("href") or ""))]
        if names := list(_printed_names((part.text_content() for part in links), outlets)):
            return names
    return []


def _visible(element: HtmlElement) -> Iterator[str]:
    for part in element.iter():
        if isinstance(part.tag, str) and part.tag not in ("script", "style"):
            yield part.text or ""
        if part is not element:
            yield part.tail or ""


def _printed_names(pieces: Iterable[str], outlets: Sequence[str]) -> Iterator[str]:
    """Names in the pieces of a printed byline. A piece that ends with "by" alone leads to the next one."""
    for piece in pieces:
        for part in _SPLIT.split(_BEFORE_NAME.sub("", tidy(html.unescape(piece)))):
            name = _bare(part)
            if _looks_like_name(name) and not _is_outlet(name, outlets):
                yield name


# -------------------------------------------------------------------------------------------------------------- names


def _bare(part: str) -> str:
    """A piece of a byline without the words before the name and the marks around it."""
    name = _BEFORE_NAME.sub("", part).strip(" ·•|:").lstrip(".")
    return name if _ABBREVIATED.search(name) else name.rstrip(" .")


def _looks_like_name(text: str) -> bool:
    """Two to five words that a person may be called: capitals, initials, particles."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or words[0].lower() in _ARTICLES or _NO_AUTHOR.search(text):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLE or not word[0].isascii() for word in words)


def _is_outlet(name: str, outlets: Sequence[str]) -> bool:
    """Whether the name is one of the outlet's, or all its words are words of one: half of "Telegram & Gazette"."""
    words = same_words(name).split()
    owned = [same_words(outlet).split() for outlet in outlets]
    return any(set(words) <= set(own) or "".join(words) == "".join(own) for own in owned)
