"""The file `sources.toml`: which sources there are, how often they are asked, and what is known of their outlets.

Belongs here: reading and checking the file. Stays out: reading the sources themselves.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
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
from orchestration.sources.faults import fault, message, syntax_message
from orchestration.sources.values import web_link
from transforms.lexicons.countries import countries
from transforms.tables.outlets import MEDIA_TYPES
from transforms.tables.pages import SOURCE_KINDS
from transforms.urls import site

SCHEDULES = {"hourly": "0 * * * *", "daily": "0 4 * * *", "weekly": "0 4 * * 1", "never": ""}
"""Words for the usual schedules (UTC), beside cron's five fields. A source that is never due is asked by name."""

INBOX = "inbox"
"""How the folder of DATELINE_INBOX is called beside the sources."""

LEAST_SECONDS = 5.0
"""Seconds between two requests to a host where its robots.txt says nothing; sources may only ask for more."""

_ON_THE_WEB = ("feed", "sitemap", "url_list")
_ONLY_ON_THE_WEB = ("feed", "sitemap")


class BadSources(Exception):
    """`sources.toml` cannot be used; the message names the line."""


# ------------------------------------------------------------------------------------------------------ kinds of values


def _contact(value: str) -> str:
    # In ASCII, as everything in the head of a request.
    if not (value.isascii() and re.fullmatch(r"https?://\S+\.\S+|[^@\s]+@[^@\s]+\.[^@\s]+", value)):
        raise ValueError("must be an e-mail address or the address of a web page")
    return value


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,59}", value):
        raise ValueError("must be of small letters, digits and _")
    if value == INBOX:
        raise ValueError("must be another name: the folder that needs no declaration is called so")
    return value


def _cron(value: str) -> str:
    fields = SCHEDULES.get(value, value)
    try:
        if fields and (len(fields.split()) != 5 or next(CronSim(fields, dt.datetime(2026, 1, 1)), None) is None):
            raise ValueError(fields)
    except (CronSimError, ValueError) as error:
        raise ValueError(f'must be {", ".join(SCHEDULES)}, or five fields of cron ("0 */6 * * *")') from error
    return fields


def _domain(value: str) -> str:
    host = site(f"https://{value}")
    if host is None or host != value.lower().removeprefix("www.") or re.search(r"\s", value):
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
    if web_link(value) is None:
        raise ValueError("must be a web address such as https://herald.example/news")
    return value


def _place(value: str) -> str:
    """A path, or an address on the web."""
    if not value.strip():
        raise ValueError("must not be empty")
    if is_web_address(value):
        return _web_address(value)
    if "://" in value:
        raise ValueError("must begin with https:// or http://, or be a path")
    return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


# ----------------------------------------------------------------------------------------------------------- the tables


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Limits(_Declared):
    """How much of a source one run takes. What is left over waits for the next run."""

    pages_per_run: PositiveInt = 500
    newest_days: int = Field(default=7, ge=1, le=36_500)
    """Links that the source dates earlier are passed over; so are links that have waited for longer."""
    seconds_between_requests: Annotated[float, Field(ge=LEAST_SECONDS, le=3_600.0)] | None = None
    """Where a host shall be asked more slowly than its robots.txt allows, or than usual."""
    page_bytes: PositiveInt | None = None


class Outlet(_Declared):
    """What is said of an outlet; `domain` is its host name without `www.`."""

    domain: Annotated[str, AfterValidator(_domain)]
    name: str | None = None
    country: Annotated[str, AfterValidator(_country)] | None = None
    media_type: Literal[MEDIA_TYPES] | None = None  # type: ignore[valid-type]


class Source(_Declared):
    """One source. `schedule` is in cron's fields (UTC), empty where the source is never due by itself."""

    name: Annotated[str, AfterValidator(_name)]
    kind: Literal[SOURCE_KINDS]  # type: ignore[valid-type]
    address: Annotated[list[Annotated[str, AfterValidator(_place)]], BeforeValidator(_as_list), Field(min_length=1)]
    folder: Path = Field(default=Path(), validate_default=True)
    """Where `sources.toml` lies: paths are meant from there."""
    schedule: Annotated[str, AfterValidator(_cron)] = "0 * * * *"
    url_prefix: Annotated[str, AfterValidator(_web_address)] | None = None
    stale_after_hours: Annotated[int, Field(ge=1, le=87_600)] | None = None
    limits: Limits = Limits()
    outlet: Outlet | None = None

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, data: Any, info: ValidationInfo) -> Any:
        """An outlet's domain is that of the source's first address where none is given."""
        if not isinstance(data, dict):
            return data
        if "folder" in data:
            raise fault("folder is not known here; a folder is an address", "folder")
        outlet, addresses = data.get("outlet"), _as_list(data.get("address"))
        if isinstance(outlet, dict) and "domain" not in outlet and isinstance(addresses, list) and addresses:
            host = site(str(addresses[0])) or site(str(data.get("url_prefix")))
            data = {**data, "outlet": {**outlet, "domain": host}} if host else data
        return {**data, "folder": info.context}

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Source:
        for place in self.address:
            if self.kind in _ONLY_ON_THE_WEB and not is_web_address(place):
                words = f"{self.kind} needs an address that begins with https:// or http://, not {place!r}"
                raise fault(words, "address")
            if self.kind not in _ON_THE_WEB and is_web_address(place):
                raise fault(f"{self.kind} reads files: download {place!r} and give its folder", "address")
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
        names = [(source.name, ["source", number, "name"]) for number, source in enumerate(self.source)]
        domains = [(outlet.domain, ["outlet", number, "domain"]) for number, outlet in enumerate(self.outlet)]
        domains += [
            (source.outlet.domain, ["source", number, "outlet", "domain"])
            for number, source in enumerate(self.source)
            if source.outlet
        ]
        _once(names, "sources are named")
        _once(domains, "outlets have the domain")
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


def _once(values: Sequence[tuple[str, Sequence[Any]]], what: str) -> None:
    """Raises where a value is there twice; `values` have the places where they stand."""
    seen = Counter(value for value, _ in values)
    met: set[str] = set()
    for value, place in values:
        if value in met:
            raise fault(f"{seen[value]} {what} {value!r}: each may be there once", *place)
        met.add(value)


_KEYS = {
    name: [key for key in table.model_fields if key != "folder"]
    for name, table in {"source": Source, "outlet": Outlet, "limits": Limits, "": DeclaredSources}.items()
}
"""The keys that each table may have; of the whole file under the empty name."""


# --------------------------------------------------------------------------------------------------------- reading them


def read_sources(file: Path) -> DeclaredSources:
    """What the file declares; nothing where there is no file. Raises `BadSources` naming file, line and what would be right."""
    if not file.is_file():
        return DeclaredSources()
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig")  # some editors begin a file with a mark
        data = tomllib.loads(text)
    except OSError as error:
        raise BadSources(f"{file} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadSources(f"{file}, line {line}: the file is not in UTF-8. Save it in that encoding.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSources(syntax_message(file, text, str(error))) from error
    try:
        return DeclaredSources.model_validate(data, context=file.parent)
    except ValidationError as error:
        raise BadSources("\n".join(message(file, text, data, each, _KEYS) for each in error.errors())) from error
