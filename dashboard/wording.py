"""Numbers and days in words. Stays out: HTML, colours."""

from __future__ import annotations

import datetime as dt


def day(value: dt.date | None) -> str:
    """14 September 2026; empty where there is none."""
    return f"{value.day} {value:%B %Y}" if value else ""


def days(first: dt.date | None, last: dt.date | None) -> str:
    """14 September to 6 October 2026: what both days share is said once."""
    if first is None or last is None or first == last:
        return day(first or last)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{first.day} to {day(last)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """1 article, 1,200 articles."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
