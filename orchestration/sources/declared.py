"""The file `sources.toml`: which sources there are, how often they are asked, and what is known of their outlets.

Belongs here: reading and checking the file. Stays out: reading the sources themselves.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from cronsim import CronSim, CronSimError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PositiveInt,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from orchestration.sources.base import is_web_address
from transforms.lexicons.countries import countries
from transforms.urls import site

SCHEDULES = {"hourly": "0 * * * *", "daily": "0 4 * * *", "weekly": "0 4 * * 1", "never": ""}
"""Words for the usual schedules (UTC), beside cron's five fields. A source that is never due is asked by name."""

LEAST_SECONDS = 5.0
"""Seconds between two requests to a host where its robots.txt says nothing; sources may only ask for more."""

_ON_THE_WEB = ("feed", "sitemap", "url_list")
_ONLY_ON_THE_WEB = ("feed", "sitemap")


class BadSources(Exception):
    """`sources.toml` cannot be used; the message names the line."""


# ------------------------------------------------------------------------------------------------------ kinds of values


def _contact(value: str) -> str:
    if not re.fullmatch(r"https?://\S+\.\S+|[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise ValueError("must be an e-mail address or the address of a web page")
    return value


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,59}", value):
        raise ValueError("must be of small letters, digits and _")
    return value


def _cron(value: str) -> str:
    fields = SCHEDULES.get(value, value)
    try:
        if fields:
            CronSim(fields, dt.datetime(2026, 1, 1))
    except CronSimError as error:
        raise ValueError(f'must be {", ".join(SCHEDULES)}, or five fields of cron ("0 */6 * * *")') from error
    return fields


def _domain(value: str) -> str:
    host = site(f"https://{value}")
    if host is None or host != value.lower().removeprefix("www."):
        raise ValueError("must be a host name such as herald.example")
    return host


def _country(value: str) -> str:
    if value not in _country_codes():
        raise ValueError("must be an ISO 3166-1 code of three capital letters such as GBR")
    return value


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(countries()["iso3"])


def _web_address(value: str) -> str:
    if site(value) is None:
        raise ValueError("must be a web address")
    return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


# ----------------------------------------------------------------------------------------------------------- the tables


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Limits(_Declared):
    """How much of a source one run takes. What is left over waits for the next run."""

    pages_per_run: PositiveInt = 500
    newest_days: PositiveInt = 7
    """Links that the source dates earlier are passed over; so are links that have waited for longer."""
    seconds_between_requests: float = Field(default=LEAST_SECONDS, ge=LEAST_SECONDS, strict=False)
    page_bytes: PositiveInt | None = None


class Outlet(_Declared):
    """What is said of an outlet; `domain` is its host name without `www.`."""

    domain: Annotated[str, AfterValidator(_domain)]
    name: str | None = None
    country: Annotated[str, AfterValidator(_country)] | None = None
    media_type: Literal["wire", "newspaper", "broadcaster", "agency", "blog"] | None = None


class Source(_Declared):
    """One source. `schedule` is in cron's fields (UTC), empty where the source is never due by itself."""

    name: Annotated[str, AfterValidator(_name)]
    kind: Literal["html_dir", "txt", "feed", "sitemap", "url_list", "warc"]
    address: Annotated[list[str], BeforeValidator(_as_list), Field(min_length=1)]
    folder: Path = Field(default=Path(), validate_default=True)
    """Where `sources.toml` lies: paths are meant from there."""
    schedule: Annotated[str, AfterValidator(_cron)] = "0 * * * *"
    url_prefix: Annotated[str, AfterValidator(_web_address)] | None = None
    stale_after_hours: PositiveInt | None = None
    limits: Limits = Limits()
    outlet: Outlet | None = None

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, data: Any, info: ValidationInfo) -> Any:
        """An outlet's domain is that of the source's first address where none is given."""
        if not isinstance(data, dict):
            return data
        if "folder" in data:
            raise ValueError("folder is not known here; a folder is an address")
        outlet, addresses = data.get("outlet"), _as_list(data.get("address"))
        if isinstance(outlet, dict) and "domain" not in outlet and isinstance(addresses, list) and addresses:
            host = site(str(addresses[0])) or site(data.get("url_prefix"))
            data = {**data, "outlet": {**outlet, "domain": host}} if host else data
        return {**data, "folder": info.context}

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Source:
        for place in self.address:
            if self.kind in _ONLY_ON_THE_WEB and not is_web_address(place):
                raise ValueError(f"{self.kind} needs an address that begins with https:// or http://, not {place!r}")
            if self.kind not in _ON_THE_WEB and is_web_address(place):
                raise ValueError(f"{self.kind} reads files: download {place!r} and give its folder")
            if is_web_address(place):
                _web_address(place)
        return self

    @property
    def addresses(self) -> list[str]:
        """Its addresses on the web."""
        return [place for place in self.address if is_web_address(place)]

    @property
    def paths(self) -> list[Path]:
        """Its files and folders."""
        return [self.folder / Path(place).expanduser() for place in self.address if not is_web_address(place)]

    @property
    def gives_links(self) -> bool:
        """Whether it tells addresses of pages instead of giving the pages."""
        return self.kind in _ON_THE_WEB

    def is_due(self, after: dt.datetime, until: dt.datetime) -> bool:
        """Whether its schedule names a moment after the one and not after the other (UTC)."""
        return bool(self.schedule) and next(CronSim(self.schedule, after)) <= until


class DeclaredSources(_Declared):
    """All that `sources.toml` says. `contact` goes into the user agent of every request."""

    contact: Annotated[str, AfterValidator(_contact)] | None = None
    source: list[Source] = []
    outlet: list[Outlet] = []

    @model_validator(mode="after")
    def _fits_together(self) -> DeclaredSources:
        _once([source.name for source in self.source], "sources are named")
        _once([outlet.domain for outlet in self.outlets], "outlets have the domain")
        if self.contact is None and any(source.gives_links for source in self.source):
            raise ValueError(
                'a line such as contact = "you@newsroom.example" is missing at the top: it goes into the user agent, so that '
                "those whose pages are fetched can reach you"
            )
        return self

    @property
    def outlets(self) -> list[Outlet]:
        """Every outlet that is described, in tables of their own and with sources."""
        return [*self.outlet, *(source.outlet for source in self.source if source.outlet)]

    def named(self, names: Sequence[str]) -> list[Source]:
        """The sources of these names, all where none is given; raises `BadSources` for one that is not there."""
        by_name = {source.name: source for source in self.source}
        for name in names:
            if name not in by_name:
                known = ", ".join(by_name) or "none"
                raise BadSources(f"There is no source {name!r} in sources.toml. There are: {known}.")
        return [by_name[name] for name in names] if names else self.source


def _once(values: list[str], what: str) -> None:
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise ValueError(f"{values.count(twice)} {what} {twice!r}: each may be there once")


# --------------------------------------------------------------------------------------------------------- reading them


def read_sources(file: Path) -> DeclaredSources:
    """What the file declares; nothing where there is no file. Raises `BadSources` naming file, line and what would be right."""
    if not file.is_file():
        return DeclaredSources()
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSources(f"{file} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSources(f"{file}: {error}. Strings stand in quotes; a source begins with [[source]].") from error
    try:
        return DeclaredSources.model_validate(data, context=file.parent)
    except ValidationError as error:
        raise BadSources("\n".join(_message(file, text, data, fault) for fault in error.errors())) from error


def _message(file: Path, text: str, data: dict[str, Any], fault: Any) -> str:
    place = [part for part in fault["loc"] if isinstance(part, int) or part.isidentifier()]
    wrong = {"missing": "is missing", "extra_forbidden": "is not known here; is it misspelt?"}.get(fault["type"])
    if wrong is None:
        words = fault["msg"].removeprefix("Value error, ").replace("Input should", "must").replace("valid ", "")
        shown = f"is {fault['input']!r}, but " if isinstance(fault["input"], str | int | float | list) else ""
        wrong = shown + words[:1].lower() + words[1:]
    return f"{file}, line {_line(text, place)}: {_named(data, place)}{wrong}."


def _named(data: dict[str, Any], place: list[Any]) -> str:
    """Which table and key is meant: `source 'herald', limits.page_bytes `."""
    if len(place) > 1 and isinstance(place[1], int):
        table = data[place[0]][place[1]]
        name = table.get("name", table.get("domain")) if isinstance(table, dict) else None
        head = f"{place[0]} {name!r}" if name else f"{place[0]} number {place[1] + 1}"
        keys = ".".join(str(part) for part in place[2:] if isinstance(part, str))
        return f"{head}, {keys} " if keys else f"{head}: "
    return f"{place[0]} " if place else ""


def _line(text: str, place: list[Any]) -> int:
    """The line of a key. TOML's readers forget lines, so that it is looked up; of its table, where it is not there.

    `place` is a path such as ["source", 1, "limits", "page_bytes"].
    """
    lines = text.splitlines()
    first, last = 0, len(lines)
    if len(place) > 1 and isinstance(place[1], int):
        heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{place[0]}\s*\]\]", line)]
        first = heads[place[1]] if place[1] < len(heads) else 0
        last = next((n for n in range(first + 1, last) if re.match(r"\s*\[\[", lines[n])), last)
    keys = [part for part in (place[2:] if first or len(place) > 1 else place) if isinstance(part, str)]
    for key in reversed(keys):  # the innermost that is written somewhere
        written = re.compile(rf"\s*(?:[\w.]*\b{key}\s*=|\[[\w.]*\b{key}\s*\]|\w+\s*=\s*\{{.*\b{key}\s*=)")
        found = next((n for n in range(first, last) if written.match(lines[n])), None)
        if found is not None:
            return found + 1
    return first + 1
