"""What an HTML page says about its article: headline, section, keywords, outlet, address.

Belongs here: JSON-LD and meta elements, and which of them is believed first. Stays out: authors (`authors`), dates
(`dates`), the text.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement

from transforms.articles.authors import authors_of
from transforms.articles.cleaning import same_words, tidy, without_site_name
from transforms.articles.dates import date_modified, date_published, in_utc
from transforms.articles.json_ld import first_text, types
from transforms.articles.page import Metadata
from transforms.urls import site, trusted_canonical

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|Review)$")
_LABEL_LENGTH = 20
"""Code points; a shorter h1 may be a section's label and say nothing although the title holds it."""

_META_SITE = ("og:site_name", "application-name", "twitter:app:name:iphone")


def metadata_from_tree(
    tree: HtmlElement,
    declared: Sequence[Mapping[str, Any]],
    url: str | None,
    fetched_at: dt.datetime,
    source_date: dt.datetime | None,
) -> Metadata:
    """Metadata of a parsed page, `declared` being the objects of its JSON-LD.

    Dates later than a day after `fetched_at` are not believed.
    """
    metas = _metas(tree)
    articles = [item for item in declared if any(_ARTICLE_TYPES.search(name) for name in types(item))]
    article = articles[0] if articles else {}
    outlet = _json_name(article.get("publisher")) or _first(metas, _META_SITE)
    published, source = date_published(tree, metas, articles, url, fetched_at, source_date)
    return Metadata(
        headline=_headline(tree, metas, article, outlet),
        authors=authors_of(tree, metas, articles, _named(declared), _outlet_names(article, metas, url)),
        date_published=in_utc(published),
        published_on=published.date() if published else None,
        date_published_source=source,
        date_modified=date_modified(metas, article, fetched_at),
        canonical_url=trusted_canonical(_canonical(tree, metas), url),
        outlet_name=outlet,
        section=first_text(article.get("articleSection")) or _first(metas, ("article:section", "section")),
        keywords=_keywords(article, metas),
        description=_first(metas, ("og:description", "description", "twitter:description")),
        is_accessible_for_free=_truth(article.get("isAccessibleForFree")),
        license=first_text(article.get("license")) or _link(tree, "license"),
        og_type=metas.get("og:type"),
    )


def _headline(tree: HtmlElement, metas: dict[str, str], article: Mapping[str, Any], outlet: str | None) -> str | None:
    """The h1 if another source confirms it, else JSON-LD, og:title, a lone h1, title, without the site's name.

    Pages often set the kicker of "After the vote: Minister resigns" in an element of its own. Where another source has the
    words of the h1 with the colon that was lost so, or JSON-LD and og:title agree on a kicker, they are believed.
    """
    h1s = [title for title in (_clean_title(e.text_content(), outlet) for e in tree.iter("h1")) if title]
    json_headline = _clean_title(first_text(article.get("headline")), outlet)
    if outlet and same_words(json_headline or "") == same_words(outlet):
        json_headline = None
    og_title = _clean_title(metas.get("og:title"), outlet)
    title = _clean_title(tree.findtext(".//title"), outlet)
    others = {same_words(other): other for other in (title, og_title, json_headline) if other}
    for h1 in h1s:
        words = same_words(h1)
        if len(words) > _LABEL_LENGTH and _agree_on_kicker(words, json_headline, og_title):
            return json_headline
        if words in others:
            return others[words] if ":" in others[words] and ":" not in h1 else h1
        if len(words) > _LABEL_LENGTH and any(words in other for other in others):
            return h1
    if json_headline and not _is_cut_off(json_headline):
        return json_headline
    if og_title and not _is_cut_off(og_title):
        return og_title
    return (h1s[0] if len(h1s) == 1 else None) or og_title or title


def _agree_on_kicker(h1: str, json_headline: str | None, og_title: str | None) -> bool:
    """Whether both, in the same words, give the words of the h1 after a kicker and a colon."""
    if not json_headline or not og_title or ":" not in json_headline:
        return False
    words = same_words(json_headline)
    return words == same_words(og_title) and words != h1 and words.endswith(h1)


def _is_cut_off(title: str) -> bool:
    return title.endswith(("…", "...", ":", "-"))


def _outlet_names(article: Mapping[str, Any], metas: Mapping[str, str], url: str | None) -> list[str]:
    """All names that a page gives its outlet, and its host's, with and without the top-level domain."""
    host = site(url) or ""
    names = [_json_name(article.get("publisher")), *(metas.get(name) for name in _META_SITE)]
    return [name for name in (*names, host, host.rpartition(".")[0]) if name]


def _clean_title(value: str | None, outlet: str | None) -> str | None:
    if not value:
        return None
    title = tidy(html.unescape(value))
    title = without_site_name(title, outlet)
    head, bar, tail = title.rpartition(" | ")
    if bar and len(head) > len(tail):
        title = head
    return title.strip() or None


def _keywords(article: Mapping[str, Any], metas: dict[str, str]) -> list[str]:
    value = article.get("keywords") or metas.get("news_keywords") or metas.get("keywords") or metas.get("article:tag")
    parts = value if isinstance(value, list) else str(value or "").split(",")
    cleaned = [tidy(html.unescape(str(part))) for part in parts]
    return list(dict.fromkeys(part for part in cleaned if part and len(part) <= 80))[:40]


def _named(declared: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Names of the JSON-LD objects that have an `@id`."""
    return {
        str(item["@id"]): item["name"] for item in declared if item.get("@id") and isinstance(item.get("name"), str)
    }


def _json_name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return tidy(html.unescape(value)) or None if isinstance(value, str) else None


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = tidy(html.unescape(meta.get("content") or ""))
        if name and content:
            found.setdefault(name, content)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _canonical(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    return _link(tree, "canonical") or metas.get("og:url")


def _link(tree: HtmlElement, relation: str) -> str | None:
    for link in tree.iter("link", "a"):
        if relation in (link.get("rel") or "").lower().split() and link.get("href"):
            return str(link.get("href")).strip()
    return None


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(str(value).strip().lower())
