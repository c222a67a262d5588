"""The stages of a day, and what each was made from: a stamp that the Parquet files of its tables carry.

Belongs here: which stages there are, what they should be stamped with, and the first that is not. Stays out: making the
tables (`orchestration.assets`), and choosing what is made again (`orchestration.rerun`).

A stamp covers a stage's version and the stamp that the stage before it carries in fact, back to the day's pages. So a stage
that was made from something outdated is never taken for current, however the run ended that made it.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import polars as pl

from orchestration.entity_list import with_list_version
from orchestration.settings import Settings
from orchestration.storage import TableStore
from orchestration.versions import extractor_version, parser_version, stage_version, tables_version
from transforms.ids import stable_id
from transforms.tables import Pages
from transforms.tables.base import polars_schema

EXTRACTIONS = "extractions"
"""What was read from each page, kept by version: the ledger of the stage `articles`, which later stages look into, too."""


class Stage(NamedTuple):
    """A stage of a day: its name, and its tables, which are also the names of its assets."""

    name: str
    tables: tuple[str, ...]


STAGES = (
    Stage("articles", ("articles", "blocks", "removed_blocks", "site_lines")),
    Stage("tokens", ("tokens", "parses")),
    # Rejects are made of pages, articles and parses, but by the rules: a change of `transforms.rejects` must reach them.
    Stage("mentions", ("mentions", "entity_evidence", "entities", "rejects")),
    Stage("quotes", ("quotes", "quote_mentions")),
    Stage("events", ("events", "event_actors")),
)
"""In their order: each stage reads tables of those before it and of none after."""

_NAMES = [stage.name for stage in STAGES]


def expected_stamps(day: dt.date, settings: Settings, store: TableStore) -> dict[str, str]:
    """By stage, the stamp that the present code gives if it makes everything from the day's pages."""
    stamps: dict[str, str] = {}
    before = _pages_stamp(day, store)
    for stage in STAGES:
        before = stamps[stage.name] = stable_id(before, _version(stage, settings))
    return stamps


def stamp_for(table: str, day: dt.date, settings: Settings, store: TableStore) -> str | None:
    """The stamp for a table that is made now; none where the stage before carries none to build on."""
    number = next(number for number, stage in enumerate(STAGES) if table in stage.tables)
    before = _held_stamp(STAGES[number - 1], day, store) if number else _pages_stamp(day, store)
    return None if before is None else stable_id(before, _version(STAGES[number], settings))


def first_outdated(day: dt.date, settings: Settings, store: TableStore) -> str | None:
    """The first stage whose tables the present code has not made from the day's pages as they are; none if all are current."""
    if not _are_extractions_current(day, settings, store):
        return STAGES[0].name
    expected = expected_stamps(day, settings, store)
    return next((stage.name for stage in STAGES if _held_stamp(stage, day, store) != expected[stage.name]), None)


def comes_before(stage: str, other: str) -> bool:
    """Whether the first of two stages is the earlier."""
    return _NAMES.index(stage) < _NAMES.index(other)


def tables_from(stage: str) -> list[str]:
    """The tables of a stage and of all after it."""
    return [table for later in STAGES[_NAMES.index(stage) :] for table in later.tables]


def _version(stage: Stage, settings: Settings) -> str:
    match stage.name:
        case "articles":
            return f"{extractor_version(settings.limits)}+{tables_version(stage.tables)}"
        case "tokens":
            return f"{parser_version(settings.model)}+{tables_version(stage.tables)}"
        case "mentions":
            return with_list_version(stage_version(stage.name), settings)
        case _:
            return stage_version(stage.name)


def _pages_stamp(day: dt.date, store: TableStore) -> str:
    pages = store.read("pages", day, polars_schema(Pages), columns=["page_id"])
    return stable_id(*sorted(pages["page_id"].to_list()))


def _are_extractions_current(day: dt.date, settings: Settings, store: TableStore) -> bool:
    """Whether no page's extraction is of another version, as a killed run leaves it that had not yet made articles of it."""
    versions = store.read(EXTRACTIONS, day, pl.Schema({"extractor_version": pl.String()}))["extractor_version"]
    return bool((versions == extractor_version(settings.limits)).all())


def _held_stamp(stage: Stage, day: dt.date, store: TableStore) -> str | None:
    """The one stamp of all tables of a stage; none where they differ."""
    stamps = {store.made_by(table, day) for table in stage.tables}
    return stamps.pop() if len(stamps) == 1 else None
