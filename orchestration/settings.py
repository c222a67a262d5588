"""The one configuration object, read from the environment. Stays out: paths below the data folder (`warehouse.layout`)."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from transforms.articles.limits import MOST_NESTED, USUAL, Limits
from warehouse.layout import Layout
from warehouse.publish import KEPT_SNAPSHOTS

T = TypeVar("T")


class BadSetting(Exception):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """How the pipeline runs. Every field can be set by the environment variable named in its comment."""

    layout: Layout  # DATELINE_DATA
    inbox: Path  # DATELINE_INBOX: the folder that scheduled runs read
    sources: Path  # DATELINE_SOURCES: the file that lists the sources (docs/sources.md)
    hosts: Path | None  # DATELINE_HOSTS: addresses of hosts that no name server is asked for (docs/sources.md)
    fetch_timeout: float  # DATELINE_FETCH_TIMEOUT: seconds that a request may take, from connecting to the last byte
    fetch_minutes: (
        float  # DATELINE_FETCH_MINUTES: after so long a run begins no further request; the rest waits for the next
    )
    fetch_at_once: int  # DATELINE_FETCH_AT_ONCE: requests under way at once, each to another host
    webhook: str | None  # DATELINE_WEBHOOK: address that is told of failed runs (docs/deploy.md)
    model: str  # DATELINE_MODEL: name or path of a spaCy pipeline
    workers: int  # DATELINE_WORKERS: worker processes
    page_timeout: float  # DATELINE_PAGE_TIMEOUT: seconds a page may take in a worker
    page_memory: int  # DATELINE_PAGE_MEMORY: bytes a page may claim in a worker
    max_page_bytes: int  # DATELINE_MAX_PAGE_BYTES: a larger page is refused; 20 MB with embedded pictures are real
    limits: (
        Limits  # DATELINE_MAX_ATTRIBUTES, _MAX_NESTED, _MAX_EMBEDDED, _LARGE_PAGE: caps on markup, with their reasons
    )
    site_memory_days: int  # DATELINE_SITE_MEMORY_DAYS: how far back a site's lines are remembered; designs change
    entity_list: Path | None  # DATELINE_ENTITY_LIST: a CSV file of names that are known beforehand (docs/entities.md)
    snapshots: int  # DATELINE_SNAPSHOTS: how many published versions are kept, the present one among them
    first_day: dt.date  # DATELINE_FIRST_DAY: the earliest day that pages may be filed under

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the environment; raises `BadSetting` naming the variable, its value and what would be right."""

        read = partial(_read, environment)
        layout = Layout.from_environment(environment)
        return cls(
            layout=layout,
            inbox=read("DATELINE_INBOX", layout.inbox, Path, "a folder"),
            sources=read("DATELINE_SOURCES", layout.sources, Path, "a file"),
            hosts=read("DATELINE_HOSTS", None, Path, "a file"),
            fetch_timeout=read("DATELINE_FETCH_TIMEOUT", 30.0, _seconds, "a number of seconds above 0"),
            fetch_minutes=read("DATELINE_FETCH_MINUTES", 45.0, _seconds, "a number of minutes above 0"),
            fetch_at_once=read("DATELINE_FETCH_AT_ONCE", 32, _positive, "a whole number above 0"),
            webhook=environment.get("DATELINE_WEBHOOK") or None,
            model=environment.get("DATELINE_MODEL", "en_core_web_md"),
            workers=read("DATELINE_WORKERS", os.cpu_count() or 1, _positive, "a whole number above 0"),
            page_timeout=read("DATELINE_PAGE_TIMEOUT", 60.0, _seconds, "a number of seconds above 0"),
            page_memory=read("DATELINE_PAGE_MEMORY", 1_500_000_000, _positive, "a number of bytes"),
            max_page_bytes=read("DATELINE_MAX_PAGE_BYTES", 50_000_000, _positive, "a number of bytes"),
            limits=_limits(environment),
            site_memory_days=read("DATELINE_SITE_MEMORY_DAYS", 90, _positive, "a whole number above 0"),
            entity_list=Path(environment["DATELINE_ENTITY_LIST"]) if environment.get("DATELINE_ENTITY_LIST") else None,
            snapshots=read("DATELINE_SNAPSHOTS", KEPT_SNAPSHOTS, _positive, "a whole number above 0"),
            first_day=read("DATELINE_FIRST_DAY", dt.date(2000, 1, 1), dt.date.fromisoformat, "a day as YYYY-MM-DD"),
        )


def _read(environment: Mapping[str, str], name: str, default: T, convert: Callable[[str], T], expected: str) -> T:
    value = environment.get(name)
    if value is None:
        return default
    try:
        return convert(value)
    except ValueError as error:
        raise BadSetting(f"{name} is {value!r}, but must be {expected}.") from error


def _limits(environment: Mapping[str, str]) -> Limits:
    read = partial(_read, environment)
    return Limits(
        attributes=read("DATELINE_MAX_ATTRIBUTES", USUAL.attributes, _positive, "a whole number above 0"),
        nested=read("DATELINE_MAX_NESTED", USUAL.nested, _levels, f"a whole number from 1 to {MOST_NESTED}"),
        embedded=read("DATELINE_MAX_EMBEDDED", USUAL.embedded, _positive, "a number of characters"),
        large_page=read("DATELINE_LARGE_PAGE", USUAL.large_page, _positive, "a number of characters"),
    )


def _levels(value: str) -> int:
    number = _positive(value)
    if number > MOST_NESTED:
        raise ValueError(value)
    return number


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number


def _seconds(value: str) -> float:
    number = float(value)
    if not 0 < number < float("inf"):  # refuses nan, too
        raise ValueError(value)
    return number
