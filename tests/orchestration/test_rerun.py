"""Which stages a rerun makes again over which days, and when it refuses. Stays out: the real thing (tests/end_to_end)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.cli import StageName
from orchestration.jobs import DAY_ASSETS
from orchestration.lock import Busy, only_writer
from orchestration.rerun import CannotRerun, rerun
from orchestration.settings import BadSetting, Settings
from orchestration.stamps import STAGES, first_outdated, stamp_for
from orchestration.storage import TableStore
from tests.orchestration.days import MONDAY, TUESDAY, land, make, publish_days
from transforms.tables import DAY_TABLES, Parses, Tokens, table_name
from warehouse.layout import Layout

NAMES = [stage.name for stage in STAGES]
FROM_OUTSIDE = {"pages", "fetches", "links", "outlets"}
"""Tables of what came in, which no stage makes."""
FROM_QUOTES = ["quotes", "quote_mentions", "events", "event_actors"]

Done = list[tuple[dt.date, list[str]]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings.from_environment({}), layout=Layout(tmp_path / "data"))


@pytest.fixture
def store(settings: Settings) -> TableStore:
    """Two days that are made, loaded and published."""
    store = TableStore(settings.layout)
    for day in (MONDAY, TUESDAY):
        land(store, day, "page-1", "page-2")
        make(settings, store, day)
    publish_days(settings, store, MONDAY, TUESDAY)
    return store


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Done:
    """What Dagster is asked to do: a day with its tables each, and an empty list of tables for publishing."""
    asked: Done = []

    def run_jobs(days: Mapping[dt.date, Sequence[str] | None], _settings: Settings) -> None:
        asked.extend((day, list(tables or ())) for day, tables in days.items())

    monkeypatch.setattr("orchestration.rerun.run_jobs", run_jobs)
    return asked


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a stage other code: every later stage of the rules gets another version with it, as `stage_version` has it."""
    versions = {"articles": "extractor_version", "tokens": "parser_version"}

    def give_other_code(stage: str) -> None:
        if stage in versions:
            monkeypatch.setattr(f"orchestration.stamps.{versions[stage]}", lambda *_: "another")
        else:
            changed = NAMES[NAMES.index(stage) :]
            monkeypatch.setattr(
                "orchestration.stamps.stage_version",
                lambda name: f"{name} {'another' if name in changed else 'as before'}",
            )

    return give_other_code


# ------------------------------------------------------------------------------------------------ what is out of date


def test_every_table_of_a_day_is_of_one_stage() -> None:
    tables = [table for stage in STAGES for table in stage.tables]
    kept_in_parquet = {table_name(table) for table in (*DAY_TABLES, Tokens, Parses)} - FROM_OUTSIDE
    assert sorted(tables) == sorted(kept_in_parquet)


def test_the_tables_of_the_stages_are_assets_of_the_job_of_a_day() -> None:
    assets = {key.path[-1] for asset in DAY_ASSETS for key in asset.keys if len(key.path) == 1}
    assert assets == {table for stage in STAGES for table in stage.tables} | FROM_OUTSIDE


def test_the_command_knows_the_stages() -> None:
    assert [name.value for name in StageName] == NAMES


def test_what_was_made_by_the_present_code_is_current(settings: Settings, store: TableStore) -> None:
    assert first_outdated(MONDAY, settings, store) is None


def test_a_new_page_puts_everything_out_of_date(settings: Settings, store: TableStore) -> None:
    land(store, MONDAY, "page-3")
    assert first_outdated(MONDAY, settings, store) == "articles"
    assert first_outdated(TUESDAY, settings, store) is None


@pytest.mark.parametrize("stage", ["articles", "tokens"])
def test_other_code_puts_its_stage_out_of_date(
    settings: Settings, store: TableStore, change: Callable[[str], None], stage: str
) -> None:
    change(stage)
    assert first_outdated(MONDAY, settings, store) == stage


def test_another_list_of_entities_puts_mentions_out_of_date(
    settings: Settings, store: TableStore, tmp_path: Path
) -> None:
    names = tmp_path / "names.csv"
    names.write_text("name,entity_type\n", encoding="utf-8")
    assert first_outdated(MONDAY, replace(settings, entity_list=names), store) == "mentions"


@pytest.mark.parametrize("stage", STAGES, ids=NAMES)
def test_a_stage_is_out_of_date_as_soon_as_one_of_its_tables_is(
    settings: Settings, store: TableStore, stage: tuple[str, tuple[str, ...]]
) -> None:
    name, tables = stage
    for table in tables:
        make(settings, store, MONDAY)
        store.replace(table, MONDAY, pl.DataFrame({"n": [1]}), made_by="other code")
        assert first_outdated(MONDAY, settings, store) == name, table


def test_what_was_made_from_something_outdated_is_outdated_even_if_its_own_code_is_the_present_one(
    settings: Settings, store: TableStore
) -> None:
    for table in ("mentions", "entity_evidence", "entities", "rejects"):
        store.replace(table, MONDAY, pl.DataFrame({"n": [1]}), made_by="other code")
    make(settings, store, MONDAY, "quotes", "events")
    make(settings, store, MONDAY, "mentions")
    assert first_outdated(MONDAY, settings, store) == "quotes"


def test_nothing_is_stamped_that_is_made_from_something_without_a_stamp(settings: Settings, store: TableStore) -> None:
    store.replace("entities", MONDAY, pl.DataFrame({"n": [1]}))
    assert stamp_for("quotes", MONDAY, settings, store) is None


def test_tokens_that_a_killed_run_added_put_tokens_out_of_date(settings: Settings, store: TableStore) -> None:
    store.add("tokens", MONDAY, pl.DataFrame({"n": [2]}), "a part")
    assert first_outdated(MONDAY, settings, store) == "tokens"


def test_extractions_that_a_killed_run_of_other_code_added_put_articles_out_of_date(
    settings: Settings, store: TableStore
) -> None:
    store.add("extractions", MONDAY, pl.DataFrame({"extractor_version": ["other code"]}), "a part")
    assert first_outdated(MONDAY, settings, store) == "articles"


# ------------------------------------------------------------------------------------------------------- what is done


def test_the_stage_and_those_after_it_are_made_again_on_every_day(
    settings: Settings, store: TableStore, done: Done
) -> None:
    report = rerun(settings, start="quotes")
    assert done == [(MONDAY, FROM_QUOTES), (TUESDAY, FROM_QUOTES)]
    assert report.is_rerun
    assert report.published
    assert report.began_with == {MONDAY: "quotes", TUESDAY: "quotes"}
    assert report.days_run == [MONDAY, TUESDAY]


@pytest.mark.parametrize("stage", NAMES)
def test_nothing_before_the_stage_is_made(settings: Settings, store: TableStore, done: Done, stage: str) -> None:
    rerun(settings, start=stage, day=MONDAY)
    ((day, tables),) = done
    assert day == MONDAY
    assert tables == [table for one in STAGES[NAMES.index(stage) :] for table in one.tables]


def test_only_one_day_or_the_days_since_one(settings: Settings, store: TableStore, done: Done) -> None:
    rerun(settings, start="events", day=MONDAY)
    rerun(settings, start="events", since=TUESDAY)
    rerun(settings, start="events", since=MONDAY - dt.timedelta(days=9))
    assert [day for day, _ in done] == [MONDAY, TUESDAY, MONDAY, TUESDAY]


def test_a_rerun_picks_for_each_day_the_first_stage_that_is_out_of_date(
    settings: Settings, store: TableStore, done: Done
) -> None:
    store.replace("quotes", MONDAY, pl.DataFrame({"n": [1]}), made_by="other code")
    store.replace("parses", TUESDAY, pl.DataFrame({"n": [1]}), made_by="other code")
    report = rerun(settings)
    assert report.began_with == {MONDAY: "quotes", TUESDAY: "tokens"}
    assert dict(done)[MONDAY] == FROM_QUOTES


@pytest.mark.parametrize("stage", ["mentions", "quotes", "events"])
def test_a_rerun_picks_the_stage_whose_rules_were_changed(
    settings: Settings, done: Done, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], None], stage: str
) -> None:
    monkeypatch.setattr("orchestration.stamps.stage_version", lambda name: f"{name} as before")
    store = TableStore(settings.layout)
    land(store, MONDAY, "page-1")
    make(settings, store, MONDAY)
    publish_days(settings, store, MONDAY)
    change(stage)
    assert rerun(settings).began_with == {MONDAY: stage}


def test_with_nothing_out_of_date_nothing_is_done(settings: Settings, store: TableStore, done: Done) -> None:
    report = rerun(settings)
    assert (done, report.days_run, report.published) == ([], [], False)


def test_other_sql_alone_is_modelled_and_published_again(
    settings: Settings, store: TableStore, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.freshness.models_version", lambda: "another")
    report = rerun(settings)
    assert (done, report.days_run, report.published) == ([], [], True)


def test_a_day_that_was_made_and_not_loaded_is_loaded(settings: Settings, store: TableStore, done: Done) -> None:
    land(store, TUESDAY, "page-3")
    make(settings, store, TUESDAY)
    assert rerun(settings).began_with == {TUESDAY: "events"}


def test_without_warehouse_every_day_is_loaded(settings: Settings, store: TableStore, done: Done) -> None:
    settings.layout.warehouse.unlink()
    assert rerun(settings).began_with == {MONDAY: "events", TUESDAY: "events"}


def test_a_warehouse_of_another_version_is_put_aside_and_every_day_is_loaded(
    settings: Settings, store: TableStore, done: Done
) -> None:
    with duckdb.connect(str(settings.layout.warehouse)) as connection:
        connection.execute("ALTER TABLE core.quotes ADD COLUMN other INT")
    report = rerun(settings)
    assert report.began_with == {MONDAY: "events", TUESDAY: "events"}
    assert "another version" in report.landing.warnings[0]
    assert settings.layout.warehouse.with_name("warehouse.duckdb.old").exists()


# --------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(("outdated", "start"), [("articles", "tokens"), ("mentions", "quotes"), ("quotes", "events")])
def test_a_rerun_is_refused_where_an_earlier_stage_is_out_of_date(
    settings: Settings, store: TableStore, done: Done, outdated: str, start: str
) -> None:
    table = dict(STAGES)[outdated][0]
    store.replace(table, TUESDAY, pl.DataFrame({"n": [1]}), made_by="other code")
    with pytest.raises(CannotRerun) as refused:
        rerun(settings, start=start)
    assert f"{TUESDAY} cannot be run again from {start}: its {outdated} are out of date" in str(refused.value)
    assert f"dateline rerun --from {outdated}" in str(refused.value)
    assert done == []
    rerun(settings, start=outdated)
    rerun(settings, start=start, day=MONDAY)


def test_a_page_that_was_not_read_yet_refuses_every_stage_after_articles(
    settings: Settings, store: TableStore, done: Done
) -> None:
    land(store, MONDAY, "page-3")
    for start in NAMES[1:]:
        with pytest.raises(CannotRerun, match="articles are out of date"):
            rerun(settings, start=start)
    assert done == []


def test_days_without_pages_are_refused_with_those_that_there_are(
    settings: Settings, store: TableStore, done: Done
) -> None:
    with pytest.raises(CannotRerun, match=r"no pages of 2026-03-11: .* 2 days from 2026-03-09 to 2026-03-10"):
        rerun(settings, day=dt.date(2026, 3, 11))
    with pytest.raises(CannotRerun, match="no pages of 2026-03-11 or later"):
        rerun(settings, start="quotes", since=dt.date(2026, 3, 11))


def test_a_folder_without_pages_is_refused_and_not_made(settings: Settings, done: Done) -> None:
    with pytest.raises(CannotRerun, match=r"no pages in .* Run `dateline run PATH` first"):
        rerun(settings)
    assert not settings.layout.data.exists()


@pytest.mark.parametrize("damage", ["missing", "of another version", "no database"])
def test_some_days_alone_are_refused_where_the_others_would_be_lost(
    settings: Settings, store: TableStore, done: Done, damage: str
) -> None:
    warehouse = settings.layout.warehouse
    if damage == "of another version":
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute("ALTER TABLE core.quotes ADD COLUMN other INT")
    else:
        warehouse.unlink()
    if damage == "no database":
        warehouse.write_bytes(b"no database at all " * 500)
    with pytest.raises(CannotRerun, match="without --day and --since"):
        rerun(settings, start="events", day=MONDAY)
    assert done == []
    assert not warehouse.with_name("warehouse.duckdb.old").exists()


def test_a_faulty_list_of_entities_is_refused(
    settings: Settings, store: TableStore, done: Done, tmp_path: Path
) -> None:
    with pytest.raises(BadSetting, match="DATELINE_ENTITY_LIST"):
        rerun(replace(settings, entity_list=tmp_path / "missing.csv"), start="mentions")


def test_one_writer_at_a_time(
    settings: Settings, store: TableStore, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    with only_writer(settings.layout.lock):
        monkeypatch.setattr("orchestration.lock._held", set())
        with pytest.raises(Busy):
            rerun(settings, start="events")
    assert done == []
