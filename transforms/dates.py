"""When: a small grammar of English date phrases, read against the day of publication.

Belongs here: from a phrase to days. Stays out: which phrase of a sentence belongs to which event
(`transforms.events.when`). Weeks begin on Monday (ISO 8601); a weekday without more is the last such day up to the day
of publication, as news style uses it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache

Resolved = tuple[dt.date | None, dt.date | None, str]
"""First day, last day, grain (`transforms.tables.events.DATE_GRAINS`)."""
UNKNOWN: Resolved = (None, None, "unknown")

_WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}
_WEEKDAY_FORMS = {form: n for name, n in _WEEKDAYS.items() for form in (name.lower(), name[:3].lower())} | {
    "tues": 1,
    "wednes": 2,
    "thur": 3,
    "thurs": 3,
}
_MONTHS = {
    form: n for n in range(1, 13) for form in (calendar.month_name[n].lower(), calendar.month_abbr[n].lower())
} | {"sept": 9}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
} | {"a": 1, "an": 1, "several": 3, "few": 3, "couple": 2}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_COUNT = r"(?P<count>\d{1,3}|a few|a couple of|" + "|".join(_NUMBERS) + ")"
_UNIT = r"(?P<unit>hour|day|week|month|year|decade)s?"

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_MONTH_DAY_YEAR = re.compile(rf"{_MONTH}\s*{_DAY}\s*,?\s+{_YEAR}")
_DAY_MONTH_YEAR = re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH}\s*,?\s*{_YEAR}")
_MONTH_YEAR = re.compile(rf"{_MONTH}\s*,?\s+(?:of\s+)?{_YEAR}")
_MONTH_DAY = re.compile(rf"{_MONTH}\s*{_DAY}\b(?!\d)")
_DAY_MONTH = re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}")
_ONLY_MONTH = re.compile(rf"\b(?P<which>last|next|this|past)?\s*{_MONTH}(?!\w)")
_AGO = re.compile(rf"{_COUNT}\s+{_UNIT}\s+(?P<way>ago|earlier|before|later|from now)")
_LASTING = re.compile(rf"\b{_COUNT}\s+(?P<unit>day|week)s?\b")
_DAYS = re.compile(
    rf"{_MONTH}\s*(?P<first>[0-3]?\d)(?:st|nd|rd|th)?\s*(?:-|–|—|to|and|through)\s*(?P<last>[0-3]?\d)(?:st|nd|rd|th)?\b"
    rf"(?!\d)(?:\s*,?\s+{_YEAR})?"
)
_YEARS = re.compile(r"\b(?P<first>1[5-9]\d\d|20\d\d)\s*[-–—]\s*(?P<last>1[5-9]\d\d|20\d\d|\d\d)\b(?![-–—]\d)")
_FROM_TO = re.compile(r"\b(?:from|between)\s+(?P<first>.+?)\s+(?:to|and|until|till|through)\s+(?P<last>.+)")
_RELATIVE = re.compile(
    r"\b(?P<which>last|past|previous|this|next|current|coming)\s+(?P<unit>week|weekend|month|year|decade|century)"
)
_SEASON = re.compile(rf"\b(?:(?P<which>last|this|next|past)\s+)?(?P<season>spring|summer|autumn|fall|winter)\b"
                     rf"(?:\s+(?:of\s+)?{_YEAR})?")  # fmt: skip
_DECADE = re.compile(r"(?P<part>early|mid|late)?[\s-]*(?:the\s+)?(?P<decade>1[5-9]\d|20\d)0['’]?s")
_WEEKDAY = re.compile(
    r"\b(?:(?P<which>last|next|this|past|coming)\s+)?(?P<weekday>"
    + "|".join(sorted(_WEEKDAY_FORMS, key=len, reverse=True))
    + r")\b"
)
_ONLY_YEAR = re.compile(rf"\b{_YEAR}\b")
_PAST = re.compile(r"\b(?:earlier|previously|formerly|in the past|years ago|decades ago|months ago|long ago)\b")


def resolve_date(phrase: str, published: dt.date | None, *, future: bool = False) -> Resolved:
    """First day, last day and grain that a date phrase means.

    `published` is the day of publication; without it only phrases with a year are resolved. `future` says that the
    phrase tells of what is still to come, so that "Monday" is the next one. A phrase that the grammar does not know
    gives (None, None, "unknown"); one that only says "before" gives the day of publication as its end and grain
    "before".
    """
    return _resolve(" ".join(phrase.replace("\u00a0", " ").lower().split()), published, future)


def counted(phrase: str) -> dt.timedelta | None:
    """The time that "a day", "two weeks" or "three days" lasts; None for months and years, which differ in length."""
    match = _LASTING.search(" ".join(phrase.lower().split()))
    if match is None:
        return None
    return dt.timedelta(days=_number(match["count"]) * (7 if match["unit"] == "week" else 1))


@cache
def _resolve(text: str, published: dt.date | None, future: bool) -> Resolved:
    return _range(text, published, future) or _single(text, published, future)


def _range(text: str, published: dt.date | None, future: bool) -> Resolved | None:
    """From the first day of one phrase to the last of the other: "between March and May 2014", "from 1991 to 1995"."""
    if match := _DAYS.search(text):
        month = {"month": match["month"], "year": match["year"] or ""}
        ends = [f"{month['month']} {match[day]} {month['year']}" for day in ("first", "last")]
    elif match := _YEARS.search(text):
        first, last = match["first"], match["last"]
        ends = [first, first[:2] + last if len(last) == 2 else last]
    elif match := _FROM_TO.search(text):
        ends = [match["first"], match["last"]]
        year = _ONLY_YEAR.search(ends[1])
        if year and not _ONLY_YEAR.search(ends[0]):
            ends[0] = f"{ends[0]} {year['year']}"
    else:
        return None
    (start, _, _), (_, end, _) = (_single(part.strip(), published, future) for part in ends)
    return (start, end, "range") if start is not None and end is not None and start < end else None


def _single(text: str, published: dt.date | None, future: bool) -> Resolved:
    return _absolute(text, published) or _relative(text, published, future) or UNKNOWN


def _absolute(text: str, published: dt.date | None) -> Resolved | None:
    for pattern in (_ISO, _MONTH_DAY_YEAR, _DAY_MONTH_YEAR):
        if match := pattern.search(text):
            return _day(int(match["year"]), _month(match["month"]), int(match["day"]))
    if match := _MONTH_YEAR.search(text):
        return _whole_month(int(match["year"]), _month(match["month"]))
    if match := _DECADE.search(text):
        first = int(match["decade"]) * 10
        low, high = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.get(match["part"] or "", (0, 9))
        return dt.date(first + low, 1, 1), dt.date(first + high, 12, 31), "range"
    if (match := _SEASON.search(text)) and match["year"]:
        return _season(int(match["year"]), match["season"])
    if (match := _ONLY_YEAR.search(text)) and (published is None or not _MONTH_DAY.search(text)):
        year = int(match["year"])
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
    return None


def _relative(text: str, published: dt.date | None, future: bool) -> Resolved | None:
    if published is None:
        return None
    if match := _AGO.search(text):
        return _shifted(match, published)
    for word, days in (("day before yesterday", -2), ("yesterday", -1), ("tomorrow", 1), ("overnight", 0), ("tonight",
    0), ("today", 0), ("this morning", 0), ("this afternoon", 0), ("this evening", 0)):  # fmt: skip
        if word in text:
            return _one(published + dt.timedelta(days=days))
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        if match := pattern.search(text):
            return _nearest_day(published, _month(match["month"]), int(match["day"]), future)
    if match := _WEEKDAY.search(text):
        return _weekday(published, _WEEKDAY_FORMS[match["weekday"]], match["which"], future)
    if match := _RELATIVE.search(text):
        return _unit(published, match["unit"], _step(match["which"]))
    if match := _SEASON.search(text):
        return _nearest_season(published, match["season"], match["which"], future)
    if match := _ONLY_MONTH.search(text):
        return _nearest_month(published, _month(match["month"]), match["which"], future)
    if _PAST.search(text):
        return None, published, "before"
    return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text]


def _one(day: dt.date) -> Resolved:
    return day, day, "day"


def _day(year: int, month: int, day: int) -> Resolved | None:
    try:
        return _one(dt.date(year, month, day))
    except ValueError:  # 31 June is a misprint, not a day
        return None


def _whole_month(year: int, month: int) -> Resolved:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), "month"


def _season(year: int, season: str) -> Resolved:
    first, last = _SEASONS[season]
    last_year = year + (last < first)
    return dt.date(year, first, 1), _whole_month(last_year, last)[1], "range"


def _step(which: str | None) -> int:
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which or "", 0)


def _nearest_day(published: dt.date, month: int, day: int, future: bool) -> Resolved | None:
    """A day without a year: the last one up to publication, for what is to come the next one.

    Announcements of the days ahead carry no "will" in nouns ("the vote on May 3"), so up to a week ahead counts as
    ahead.
    """
    for year in (published.year + 1, published.year, published.year - 1) if not future else ():
        found = _day(year, month, day)
        if found and found[0] and found[0] <= published + dt.timedelta(days=7):
            return found
    for year in (published.year, published.year + 1):
        found = _day(year, month, day)
        if found and found[0] and found[0] >= published:
            return found
    return None


def _nearest_month(published: dt.date, month: int, which: str | None, future: bool) -> Resolved:
    year = published.year
    if future or which == "next":
        year += month < published.month or (which == "next" and month == published.month)
    elif month > published.month or (which == "last" and month == published.month):
        year -= 1
    return _whole_month(year, month)


def _nearest_season(published: dt.date, season: str, which: str | None, future: bool) -> Resolved:
    year = published.year + (1 if which == "next" else 0)
    found = _season(year, season)
    is_ahead = found[0] is not None and found[0] > published and not future and which != "next"
    is_now = found[1] is not None and found[1] >= published and which in ("last", "past")
    return _season(year - 1, season) if is_ahead or is_now else found


def _weekday(published: dt.date, weekday: int, which: str | None, future: bool) -> Resolved:
    back = (published.weekday() - weekday) % 7
    if which == "next":
        return _one(published + dt.timedelta(days=7 - published.weekday() + weekday))
    if which in ("last", "past"):
        return _one(published - dt.timedelta(days=back or 7))
    if future or which == "coming":
        return _one(published + dt.timedelta(days=(weekday - published.weekday()) % 7))
    return _one(published - dt.timedelta(days=back))


def _add_months(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _unit(published: dt.date, unit: str, step: int) -> Resolved:
    if unit in ("week", "weekend"):
        monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=step)
        if unit == "weekend":
            return monday + dt.timedelta(days=5), monday + dt.timedelta(days=6), "range"
        return monday, monday + dt.timedelta(days=6), "week"
    if unit == "month":
        there = _add_months(published.replace(day=1), step)
        return _whole_month(there.year, there.month)
    if unit == "year":
        return dt.date(published.year + step, 1, 1), dt.date(published.year + step, 12, 31), "year"
    length = 10 if unit == "decade" else 100
    first = published.year // length * length + step * length
    return dt.date(first, 1, 1), dt.date(first + length - 1, 12, 31), "range"


def _number(text: str) -> int:
    words = text.split()
    return int(words[0]) if words[0].isdigit() else _NUMBERS[words[1] if len(words) > 1 else words[0]]


def _shifted(match: re.Match[str], published: dt.date) -> Resolved | None:
    count = _number(match["count"])
    count = -count if match["way"] in ("ago", "earlier", "before") else count
    unit = match["unit"]
    if unit == "hour":
        return _one(published + dt.timedelta(hours=count)) if abs(count) <= 48 else None
    if unit == "day":
        return _one(published + dt.timedelta(days=count))
    if unit == "week":
        return _one(published + dt.timedelta(weeks=count))
    if published.year + count * (10 if unit == "decade" else 1) < 1 or (
        unit == "decade" and published.year + count * 10 > 9999
    ):
        return None
    if unit == "month":
        there = _add_months(published.replace(day=1), count)
        return _whole_month(there.year, there.month)
    year = published.year + count * (10 if unit == "decade" else 1)
    return (dt.date(year, 1, 1), dt.date(year, 12, 31), "year") if 1 <= year <= 9999 else None
