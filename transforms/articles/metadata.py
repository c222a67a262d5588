"""What an HTML page says about its article: headline, authors, dates with their source, section, outlet.

Belongs here: JSON-LD, meta elements, time elements, and which of them is believed first. Stays out: the text.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from dateutil import parser as date_parser
from htmldate.extractors import extract_url_date
from htmldate.settings import MIN_DATE
from htmldate.utils import Extractor as DateOptions
from lxml.html import HtmlElement

from transforms.articles.authors import authors_of
from transforms.articles.cleaning import same_words, tidy, without_site_name
from transforms.articles.json_ld import objects
from transforms.articles.page import Metadata
from transforms.urls import trusted_canonical

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|Review)$")
_META_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "article.published",
    "published_time", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_META_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_META_SITE = ("og:site_name", "application-name", "twitter:app:name:iphone")
_ZONES = {
    name: hours * 3600
    for name, hours in {
        "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "ET": -5, "PT": -8,
        "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "SGT": 8, "JST": 9, "KST": 9,
        "AEST": 10, "AEDT": 11,
    }.items()
}  # fmt: skip
"""Abbreviated time zones that news pages print, as seconds east of UTC."""


def metadata_from_tree(
    tree: HtmlElement, url: str | None, fetched_at: dt.datetime, source_date: dt.datetime | None
) -> Metadata:
    """Metadata of a parsed page. Dates later than a day after `fetched_at` are not believed."""
    metas = _metas(tree)
    everything = list(objects(tree))
    articles = [item for item in everything if _is_article(item)]
    article: dict[str, Any] = articles[0] if articles else {}
    outlet = _json_name(article.get("publisher")) or _first(metas, _META_SITE)
    published, source = _date_published(tree, metas, articles, url, fetched_at, source_date)
    return Metadata(
        headline=_headline(tree, metas, article, outlet),
        authors=authors_of(tree, metas, articles, _named(everything), outlet),
        date_published=in_utc(published),
        published_on=published.date() if published else None,
        date_published_source=source,
        date_modified=in_utc(
            _not_future(
                parse_moment(article.get("dateModified")) or parse_moment(_first(metas, _META_MODIFIED)), fetched_at
            )
        ),
        canonical_url=trusted_canonical(_canonical(tree, metas), url),
        outlet_name=outlet,
        section=_text(article.get("articleSection")) or _first(metas, ("article:section", "section")),
        keywords=_keywords(article, metas),
        description=_first(metas, ("og:description", "description", "twitter:description")),
        is_accessible_for_free=_truth(article.get("isAccessibleForFree")),
        license=_text(article.get("license")) or _link(tree, "license"),
    )


def parse_moment(value: object) -> dt.datetime | None:
    """A date or time as pages write it, with its zone if it has one; None where it is none. A bare day is midnight."""
    text = _text(value)
    if not text or not re.search(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}", text) or len(text) > 60:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = date_parser.parse(text, default=dt.datetime(1900, 1, 1), tzinfos=_ZONES)
        except (ValueError, OverflowError, TypeError):  # what dateutil raises on text that is no date
            return None
    return moment if MIN_DATE.year <= moment.year < dt.MAXYEAR else None


def in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    """The moment in UTC without zone; one without zone is taken for UTC."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment and moment.tzinfo else moment


def _date_published(
    tree: HtmlElement,
    metas: dict[str, str],
    articles: list[dict[str, Any]],
    url: str | None,
    fetched_at: dt.datetime,
    source_date: dt.datetime | None,
) -> tuple[dt.datetime | None, str]:
    """The first believable date, and where it stood: structured data, meta elements, the source, the address, and last a
    time element or date class of the page. The running text is never asked."""
    for article in articles:
        found = _not_future(parse_moment(article.get("datePublished") or article.get("dateCreated")), fetched_at)
        if found:
            return found, "jsonld"
    for name in _META_DATES:
        found = _not_future(parse_moment(metas.get(name)), fetched_at)
        if found:
            return found, "meta"
    if source_date:
        return source_date, "feed"
    if url:
        options = DateOptions(False, fetched_at, MIN_DATE, True, "%Y-%m-%d")
        found = _not_future(parse_moment(extract_url_date(url, options)), fetched_at)
        if found:
            return found, "url"
    printed = tree.xpath(
        "//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime |"
        " //article//time/@datetime | //header//time/@datetime | //time/@datetime |"
        " //*[@itemprop='datePublished']/text() | //time/text() |"
        " //*[contains(@class, 'publish') or contains(@class, 'dateline') or contains(@class, 'date')][not(.//p)]/text()"
    )
    for value in printed[:40]:
        found = _not_future(
            parse_moment(tidy(re.sub(r"^\W*(?:published|posted|updated|on)\b:?", "", str(value), flags=re.I))),
            fetched_at,
        )
        if found:
            return found, "text"
    return None, "none"


def _not_future(moment: dt.datetime | None, fetched_at: dt.datetime) -> dt.datetime | None:
    utc = in_utc(moment)
    return moment if utc and utc <= fetched_at + dt.timedelta(days=1) else None


def _headline(tree: HtmlElement, metas: dict[str, str], article: dict[str, Any], outlet: str | None) -> str | None:
    """The h1 if another source confirms it, else JSON-LD, og:title, a lone h1, title, without the site's name."""
    h1s = [title for title in (_clean_title(e.text_content(), outlet) for e in tree.iter("h1")) if title]
    json_headline = _clean_title(_text(article.get("headline")), outlet)
    og_title = _clean_title(metas.get("og:title"), outlet)
    title = _clean_title(tree.findtext(".//title"), outlet)
    others = {same_words(other) for other in (json_headline, og_title, title) if other}
    for h1 in h1s:
        words = same_words(h1)
        if any(words == other or (len(words) > 20 and words in other) for other in others):
            return h1
    if json_headline and not json_headline.endswith(("…", "...")):
        return json_headline
    return og_title or (h1s[0] if len(h1s) == 1 else None) or title


def _clean_title(value: str | None, outlet: str | None) -> str | None:
    if not value:
        return None
    title = tidy(html.unescape(value))
    title = without_site_name(title, outlet)
    head, bar, tail = title.rpartition(" | ")
    if bar and len(head) > len(tail):
        title = head
    return title.strip() or None


def _keywords(article: dict[str, Any], metas: dict[str, str]) -> list[str]:
    value = article.get("keywords") or metas.get("news_keywords") or metas.get("keywords") or metas.get("article:tag")
    parts = value if isinstance(value, list) else str(value or "").split(",")
    cleaned = [tidy(html.unescape(str(part))) for part in parts]
    return list(dict.fromkeys(part for part in cleaned if part and len(part) <= 80))[:40]


def _is_article(item: Mapping[str, Any]) -> bool:
    kind = item.get("@type")
    return any(isinstance(k, str) and _ARTICLE_TYPES.search(k) for k in (kind if isinstance(kind, list) else [kind]))


def _named(everything: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Names of the JSON-LD objects that have an `@id`."""
    return {
        str(item["@id"]): item["name"] for item in everything if item.get("@id") and isinstance(item.get("name"), str)
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


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return tidy(value) or None if isinstance(value, str) else None


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(str(value).strip().lower())
