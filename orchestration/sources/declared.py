"""The file `sources.toml`: which sources there are, how often they are asked, and what is known of their outlets.

Belongs here: reading and checking the file. Stays out: reading the sources themselves.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
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
from pydantic_core import PydanticCustomError

from orchestration.sources.base import is_web_address
from orchestration.sources.values import web_link
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
    # In ASCII, as everything in the head of a request.
    if not (value.isascii() and re.fullmatch(r"https?://\S+\.\S+|[^@\s]+@[^@\s]+\.[^@\s]+", value)):
        raise ValueError("must be an e-mail address or the address of a web page")
    return value


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,59}", value):
        raise ValueError("must be of small letters, digits and _")
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
    seconds_between_requests: float = Field(default=LEAST_SECONDS, ge=LEAST_SECONDS, le=3_600.0)
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
            raise _fault("folder is not known here; a folder is an address", "folder")
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
                raise _fault(words, "address")
            if self.kind not in _ON_THE_WEB and is_web_address(place):
                raise _fault(f"{self.kind} reads files: download {place!r} and give its folder", "address")
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
            raise _fault(f"{seen[value]} {what} {value!r}: each may be there once", *place)
        met.add(value)


def _fault(words: str, *place: Any) -> PydanticCustomError:
    """A fault of a whole table, with the key in it that is meant."""
    return PydanticCustomError("fault", "{words}", {"words": words, "place": place})


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
        raise BadSources(_syntax_message(file, text, str(error))) from error
    try:
        return DeclaredSources.model_validate(data, context=file.parent)
    except ValidationError as error:
        raise BadSources("\n".join(_message(file, text, data, fault) for fault in error.errors())) from error


def _syntax_message(file: Path, text: str, words: str) -> str:
    said = re.fullmatch(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", words, re.DOTALL)
    what, line = (said["what"], said["line"]) if said else (words, None)
    return (
        f"{file}, line {line or len(text.splitlines())}: {what}. Strings stand in quotes, a key is there once, and a source "
        "begins with [[source]]."
    )


def _message(file: Path, text: str, data: dict[str, Any], fault: Any) -> str:
    place = [*fault["loc"], *fault.get("ctx", {}).get("place", ())]
    line, named = _line(text, place), _named(data, place if fault["type"] != "fault" else list(fault["loc"]))
    return f"{file}, line {line}: {named}{_wrong(fault, place)}."


def _wrong(fault: Any, place: list[Any]) -> str:
    """What is wrong, and what would be right."""
    match fault["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return f"is not known here; is it misspelt? There are {', '.join(_keys_beside(place))}"
        case "model_type":
            head = f"[[{place[0]}]]" if len(place) == 2 else f"[{place[0]}.{place[-1]}]"
            return f"must be a table that begins with {head}"
        case "list_type" if len(place) == 1:
            return f"must be in double brackets: [[{place[0]}]]"
        case "too_short":
            return "must name at least one"
    words: str = fault["msg"].removeprefix("Value error, ").replace("Input should", "must")
    words = words.replace("a valid integer", "a whole number").replace("valid ", "")
    # What a message of ours is about, it says by itself.
    if fault["type"] == "fault" or not isinstance(fault["input"], str | int | float | list):
        return words[:1].lower() + words[1:]
    return f"is {fault['input']!r}, but {words[:1].lower()}{words[1:]}"


def _keys_beside(place: list[Any]) -> list[str]:
    """The keys that the table of a key may have."""
    inner = next((part for part in reversed(place[:-1]) if isinstance(part, str)), None)
    tables: dict[str | None, type[_Declared]] = {"source": Source, "outlet": Outlet, "limits": Limits}
    return [key for key in tables.get(inner, DeclaredSources).model_fields if key != "folder"]


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
    """The line of a key such as ["source", 1, "limits", "page_bytes"]; of what is around it, where it is not there.

    TOML's readers forget lines, so each statement is read once more by itself.
    """
    found: dict[tuple[Any, ...], int] = {}
    for number, path in _written(text):
        for end in range(1, len(path) + 1):
            found.setdefault(path[:end], number)
    return next((found[path] for end in range(len(place), 0, -1) if (path := tuple(place[:end])) in found), 1)


def _written(text: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Every key that the file writes, with its line. `text` is TOML."""
    lines = text.replace("\r\n", "\n").split("\n")
    table: tuple[Any, ...] = ()
    counts: Counter[tuple[Any, ...]] = Counter()
    start = 0
    for end in range(1, len(lines) + 1):
        try:  # one statement, which may go over several lines
            said = tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
        number, head = start + 1, lines[start].lstrip()
        start = end
        if not head.startswith("["):
            yield from ((number, path) for path in _paths(said, table))
            continue
        table = ()
        while said:
            key, inner = next(iter(said.items()))
            table = (*table, key)
            if head.startswith("[[") and isinstance(inner, list):
                counts[table] += 1
            if counts[table]:
                table = (*table, counts[table] - 1)
            said = inner[0] if isinstance(inner, list) else inner
        yield number, table


def _paths(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The way to everything in a value: its keys, and the numbers of what stands in lists."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(inner, (*path, key))
