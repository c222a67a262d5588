"""When an article was published and changed: which of a page's dates is believed, and in whose time it is.

Belongs here: reading dates as pages write them, and their order of belief. Stays out: the dates that the running text
speaks of (`transforms.dates`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateutil import parser as date_parser
from htmldate.extractors import extract_url_date
from htmldate.settings import MIN_DATE
from htmldate.utils import Extractor as DateOptions
from lxml.html import HtmlElement

from transforms.articles.cleaning import tidy
from transforms.articles.json_ld import first_text

_META_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "article.published",
    "published_time", "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date", "date",
)  # fmt: skip
_META_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_ZONES = {
    name: hours * 3600
    for name, hours in {
        "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "ET": -5, "PT": -8,
        "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "SGT": 8, "JST": 9, "KST": 9,
        "AEST": 10, "AEDT": 11,
    }.items()
}  # fmt: skip
"""Abbreviated time zones that news pages print, as seconds east of UTC."""

_LONGEST_DATE = 60
_LONGEST_LINE = 90
"""Code points; a longer line with a date in it is a sentence, and sentences are not asked."""

_MOST_ZONE_HOURS = 14
"""Kiribati's clocks are the furthest from UTC."""

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WRITTEN = re.compile(
    rf"(?<![\w/.-])(?:\d{{4}}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?|\d{{1,2}}([./])\d{{1,2}}\1\d{{4}}|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+\d{{4}})(?![\w/])"
    r"(?:[\s,|•·–—-]*(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*\b[A-Z]{2,4}\b)?)?",
    re.IGNORECASE,
)
"""A day in full, perhaps with the time of day after it."""

_CHANGED = re.compile(r"updat|modif|changed|edited|aktualisiert|mis à jour|actualizad|aggiornat", re.IGNORECASE)
_NOT_PUBLICATION = re.compile(r"update|modif|today|current|event|weather|expir|birth|copyright", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"related|recommend|sidebar|comment|footer|trending|popular|teaser|latest|most[-_]|promo|newsletter|carousel|weather|"
    r"read[-_]?(?:more|next)|more[-_](?:news|stories|from)",
    re.IGNORECASE,
)
_TIMES = "//time"
_MARKED = "//*[@itemprop='datePublished'] | //time[@pubdate]"
_CALLED_DATES = (
    "//*[not(self::time)][contains(@class, 'date') or contains(@class, 'Date') or contains(@class, 'publish')"
    " or contains(@class, 'posted') or contains(@class, 'timestamp') or contains(@id, 'date') or contains(@id, 'publish')]"
)
_BELOW_HEADLINE = "(//h1)[last()]/following::text()[normalize-space()][not(parent::script|parent::style)]"
_MOST_ELEMENTS = 60
_LINES_BELOW_HEADLINE = 25
_MOST_AFTER_DATE = 30


def date_published(
    tree: HtmlElement,
    metas: Mapping[str, str],
    articles: Iterable[Mapping[str, Any]],
    url: str | None,
    fetched_at: dt.datetime,
    source_date: dt.datetime | None,
) -> tuple[dt.datetime | None, str]:
    """The first believable date, and where it stood: `jsonld`, `meta`, `feed`, `url`, `text`, or `none`.

    `text` is what the page prints beside its headline or in an element that is called a date. The running text is
    never asked, and what is later than a day after `fetched_at` is passed over.
    """
    for article in articles:
        found = _not_future(parse_moment(article.get("datePublished") or article.get("dateCreated")), fetched_at)
        if found:
            return _in_readers_time(found, tree), "jsonld"
    for name in _META_PUBLISHED:
        found = _not_future(parse_moment(metas.get(name)), fetched_at)
        if found:
            return _in_readers_time(found, tree), "meta"
    if source_date:
        return source_date, "feed"
    if url:
        options = DateOptions(False, fetched_at, MIN_DATE, True, "%Y-%m-%d")
        found = _not_future(parse_moment(extract_url_date(url, options)), fetched_at)
        if found:
            return found, "url"
    for written in _printed(tree):
        found = _not_future(parse_moment(written), fetched_at)
        if found:
            return found, "text"
    return None, "none"


def date_modified(metas: Mapping[str, str], article: Mapping[str, Any], fetched_at: dt.datetime) -> dt.datetime | None:
    """When the article was last changed, in UTC; None where neither JSON-LD nor a meta element says so."""
    written = [article.get("dateModified"), *(metas.get(name) for name in _META_MODIFIED)]
    moments = (_not_future(parse_moment(value), fetched_at) for value in written)
    return in_utc(next((moment for moment in moments if moment), None))


def parse_moment(value: object) -> dt.datetime | None:
    """A date or time as pages write it, with its zone if it has one; None where it is none. A bare day is midnight.

    05.04.2026 is a day in April (DIN 5008); 05/04/2026 is one in May, as the United States write it.
    """
    text = first_text(value)
    if not text or len(text) > _LONGEST_DATE or not re.search(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}", text):
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        day_first = re.match(r"\D*\d{1,2}\.\d{1,2}\.\d", text) is not None
        try:
            moment = date_parser.parse(text, default=dt.datetime(1900, 1, 1), tzinfos=_ZONES, dayfirst=day_first)
        except (ValueError, OverflowError, TypeError):  # what dateutil raises on text that is no date
            return None
    return moment if MIN_DATE.year <= moment.year < dt.MAXYEAR else None


def in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    """The moment in UTC without zone; one without zone is taken for UTC."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment and moment.tzinfo else moment


def _not_future(moment: dt.datetime | None, fetched_at: dt.datetime) -> dt.datetime | None:
    """The moment unless it is later than a day after fetching; the day is for clocks and time zones."""
    utc = in_utc(moment)
    return moment if utc and utc <= fetched_at + dt.timedelta(days=1) else None


def _in_readers_time(moment: dt.datetime, tree: HtmlElement) -> dt.datetime:
    """The same moment in the zone in which the page prints it, if its data give it in UTC.

    Content systems write UTC where the outlet's readers see their own time, and late in the evening another day.
    """
    if moment.tzinfo is None or moment.utcoffset():
        return moment
    utc = moment.replace(tzinfo=None, microsecond=0)
    for element in tree.xpath(_TIMES)[:6]:
        line = tidy(element.text_content())
        found = _WRITTEN.search(line) if len(line) <= _LONGEST_LINE else None
        for written in (element.get("datetime"), found.group() if found else None):
            printed = parse_moment(written)
            if printed is None or (printed.tzinfo and not printed.utcoffset()):
                continue
            same = utc if printed.second else utc.replace(second=0)
            if printed.tzinfo:
                if in_utc(printed) == same:
                    return moment.astimezone(printed.tzinfo)
                continue
            ahead = printed.replace(microsecond=0) - same
            hours = ahead.total_seconds() / 3600
            if (printed.hour or printed.minute) and hours and hours == int(hours) and abs(hours) <= _MOST_ZONE_HOURS:
                return moment.astimezone(dt.timezone(ahead))
    return moment


# ------------------------------------------------------------------------------------------------------ what is printed


def _printed(tree: HtmlElement) -> Iterator[str]:
    """Dates that the page prints beside its article, the surest first; those of a change come last."""
    changes: list[str] = []
    for element in tree.xpath(_MARKED)[:_MOST_ELEMENTS]:
        yield from filter(None, (element.get("content"), element.get("datetime")))
        yield from _dates_in(tidy(element.text_content()), changes)
    for element in tree.xpath(_TIMES)[:_MOST_ELEMENTS]:
        line = tidy(element.text_content())
        if _is_elsewhere(element):
            continue
        is_change = _is_change(element) or _CHANGED.match(line)
        written = [value for value in (element.get("datetime"), element.get("title")) if value]
        written += _dates_in(line, changes)
        if is_change:
            changes += written
        else:
            yield from written
    for element in tree.xpath(_CALLED_DATES)[:_MOST_ELEMENTS]:
        if not _is_elsewhere(element) and not _is_change(element) and element.find(".//p") is None:
            for text in element.itertext():
                yield from _dates_in(tidy(text), changes)
    for text in tree.xpath(_BELOW_HEADLINE)[:_LINES_BELOW_HEADLINE]:
        line = tidy(text)
        found = _WRITTEN.search(line)
        if found and _stands_alone(line, found):
            yield from _dates_in(line, changes)
    yield from changes


def _dates_in(line: str, changes: list[str]) -> Iterator[str]:
    """The dates of a short line; those that are said to be of a change are put into `changes` instead."""
    if len(line) > _LONGEST_LINE:
        return
    for found in _WRITTEN.finditer(line):
        if _CHANGED.search(line[: found.start()]):
            changes.append(found.group())
        else:
            yield found.group()


def _stands_alone(line: str, found: re.Match[str]) -> bool:
    """Whether little more than the date is on the line: three words before it, a label after it."""
    before, after = line[: found.start()], line[found.end() :]
    return re.fullmatch(r"\W*(?:\w+\W*){0,3}", before) is not None and len(after) <= _MOST_AFTER_DATE


def _is_change(element: HtmlElement) -> bool:
    return bool(_NOT_PUBLICATION.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether the element belongs to a list of other articles, to comments or to the page's foot."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("body", "html"):
            return False
        if ancestor.tag in ("aside", "footer", "nav"):
            return True
        if _ELSEWHERE.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"):
            return True
    return False
