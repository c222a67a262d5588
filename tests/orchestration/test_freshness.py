"""Which days are due: those whose pages or versions the published file does not hold, and no others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from orchestration.freshness import models_are_current, stale_days
from orchestration.settings import Settings
from orchestration.storage import TableStore
from tests.orchestration.days import MONDAY, TUESDAY, land, make, publish_days
from tests.warehouse import day as sample
from transforms.articles.limits import Limits
from warehouse.layout import Layout


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings.from_environment({}), layout=Layout(tmp_path))


@pytest.fixture
def store(settings: Settings) -> TableStore:
    """Two days of pages."""
    store = TableStore(settings.layout)
    for day in (MONDAY, TUESDAY):
        land(store, day, "page-1", "page-2")
    return store


@pytest.fixture
def published(settings: Settings, store: TableStore) -> Path:
    """Both days made, loaded and published as the present code does it."""
    for day in (MONDAY, TUESDAY):
        make(settings, store, day)
    return publish_days(settings, store, MONDAY, TUESDAY)


def test_a_folder_without_pages_has_nothing_due(settings: Settings) -> None:
    assert stale_days(settings, TableStore(settings.layout)) == []


def test_days_that_were_never_published_are_due_oldest_first(settings: Settings, store: TableStore) -> None:
    assert stale_days(settings, store) == [MONDAY, TUESDAY]


def test_nothing_is_due_after_publishing(settings: Settings, store: TableStore, published: Path) -> None:
    assert stale_days(settings, store) == []
    assert models_are_current(settings)


def test_how_pages_lie_in_parts_does_not_matter(settings: Settings, store: TableStore, published: Path) -> None:
    together = store.read("pages", MONDAY, sample.frame("pages", [], MONDAY).schema)
    store.replace("pages", MONDAY, together.clear())
    for number, page in enumerate(together.reverse().iter_slices(1)):
        store.add("pages", MONDAY, page, f"part {number}")
    assert stale_days(settings, store) == []


def test_a_new_page_makes_its_day_due_and_no_other(settings: Settings, store: TableStore, published: Path) -> None:
    land(store, TUESDAY, "page-3")
    assert stale_days(settings, store) == [TUESDAY]
    make(settings, store, TUESDAY)
    publish_days(settings, store, TUESDAY)
    assert stale_days(settings, store) == []


@pytest.mark.parametrize("left_out", ["articles", "tokens", "mentions", "quotes", "events"])
def test_a_day_that_was_loaded_without_a_stage_that_was_due_stays_due(
    settings: Settings, store: TableStore, published: Path, left_out: str
) -> None:
    land(store, TUESDAY, "page-3")
    stages = ["articles", "tokens", "mentions", "quotes", "events"]
    make(settings, store, TUESDAY, *(stage for stage in stages if stage != left_out))
    publish_days(settings, store, TUESDAY)
    assert stale_days(settings, store) == [TUESDAY]


def test_a_day_that_gets_its_first_page_is_due(settings: Settings, store: TableStore, published: Path) -> None:
    land(store, dt.date(2026, 3, 1), "page-1")
    assert stale_days(settings, store) == [dt.date(2026, 3, 1)]


@pytest.mark.parametrize("stage", ["extractor_version", "parser_version", "stage_version", "tables_version"])
def test_another_version_of_any_stage_makes_every_day_due(
    settings: Settings, store: TableStore, published: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    monkeypatch.setattr(f"orchestration.stamps.{stage}", lambda *_: "another")
    assert stale_days(settings, store) == [MONDAY, TUESDAY]


def test_another_language_model_makes_every_day_due(settings: Settings, store: TableStore, published: Path) -> None:
    assert stale_days(replace(settings, model="en_core_web_lg"), store) == [MONDAY, TUESDAY]


def test_other_limits_of_pages_make_every_day_due(settings: Settings, store: TableStore, published: Path) -> None:
    assert stale_days(replace(settings, limits=Limits(nested=100)), store) == [MONDAY, TUESDAY]


def test_other_sql_makes_the_models_due_and_no_day(
    settings: Settings, store: TableStore, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.freshness.models_version", lambda: "another")
    assert not models_are_current(settings)
    assert stale_days(settings, store) == []


def test_without_warehouse_every_day_is_due(settings: Settings, store: TableStore, published: Path) -> None:
    settings.layout.warehouse.unlink()
    assert stale_days(settings, store) == [MONDAY, TUESDAY]


@pytest.mark.parametrize("damage", ["missing", "no database", "another database"])
def test_without_a_usable_published_file_everything_is_due(
    settings: Settings, store: TableStore, published: Path, damage: str
) -> None:
    published.unlink()
    if damage == "no database":
        published.write_bytes(b"no database at all " * 500)
    if damage == "another database":
        with duckdb.connect(str(published)) as connection:
            connection.execute("CREATE TABLE theirs AS SELECT 1 AS a")
    assert stale_days(settings, store) == [MONDAY, TUESDAY]
    assert not models_are_current(settings)
