"""What the Dagster UI shows and starts: assets, checks, jobs, schedule, sensor; and a day run as it runs there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.product import ROOT, SAMPLE, environment, rows
from transforms.tables import ALL_TABLES, BY_NAME, DAY_TABLES, OVER_ALL_DAYS, Progress, Runs, table_name

DAY, EMPTY_DAY = "2026-09-14", "2026-09-15"
PAGES = ("aurelia-post/turkey-accuses-greece-ferry-lane", "strait-dispatch/kenya-sends-grain-to-sudan")
STAGE_TABLES = [table_name(table) for table in ALL_TABLES if table not in (Runs, Progress, *OVER_ALL_DAYS)]
OF_A_DAY = [table_name(table) for table in (*DAY_TABLES, Runs)]


@dataclass(frozen=True)
class Dagster:
    """What a process of its own said of the definitions, and the data folder in which it ran a day."""

    data: Path
    known: dict[str, Any]
    requested: list[str]
    ran: dict[str, Any]
    publishing: list[str | None]


@pytest.fixture(scope="module")
def dagster(tmp_path_factory: pytest.TempPathFactory) -> Dagster:
    """Two pages in the inbox, the schedule asked once, and the job `day` run for their day."""
    folder = tmp_path_factory.mktemp("dagster")
    data, inbox = folder / "data", folder / "inbox"
    inbox.mkdir()
    for page in PAGES:
        for suffix in (".html", ".json"):
            shutil.copy((SAMPLE / page).with_suffix(suffix), inbox)
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("day_in_dagster.py")), DAY, EMPTY_DAY],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment({"DATELINE_DATA": str(data), "DATELINE_INBOX": str(inbox), "PYTHONPATH": str(ROOT)}),
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    return Dagster(data, answer["known"], answer["requested"], answer["ran"], answer["publishing"])


# ------------------------------------------------------------------------------------------------------ what is known


def test_every_asset_has_a_description_and_a_group(dagster: Dagster) -> None:
    assets = dagster.known["assets"]
    assert len(assets) > 50
    assert [name for name, asset in assets.items() if not asset["description"]] == []
    assert [name for name, asset in assets.items() if asset["group"] in (None, "default")] == []


@pytest.mark.parametrize("name", STAGE_TABLES)
def test_the_columns_of_a_stage_are_those_of_its_declaration(dagster: Dagster, name: str) -> None:
    declared = BY_NAME[name].columns()
    shown = dagster.known["assets"][name]["columns"]
    assert list(shown) == list(declared)
    for column, (dtype, description, nullable) in shown.items():
        assert (dtype, description, nullable) == (
            str(declared[column].dtype),
            declared[column].description,
            declared[column].nullable,
        )


def test_stages_and_core_tables_are_by_day_and_what_is_over_all_days_is_not(dagster: Dagster) -> None:
    by_day = {name for name, asset in dagster.known["assets"].items() if asset["partitioned"]}
    assert by_day == set(STAGE_TABLES) | {f"core/{name}" for name in OF_A_DAY}


def test_the_graph_is_one_way_from_pages_to_the_published_file(dagster: Dagster) -> None:
    assets = dagster.known["assets"]
    reached, waiting = set(), ["published"]
    while waiting:
        name = waiting.pop()
        if name in assets and name not in reached:
            reached.add(name)
            waiting += assets[name]["parents"]
    for name in (
        "audit",
        "fct_quote",
        "fct_event",
        "dim_article",
        "core/quotes",
        "core/events",
        "quotes",
        "tokens",
        "pages",
    ):
        assert any(found.endswith(name) for found in reached), name
    assert set(assets) - reached - {"core/runs"} <= {name for name in assets if assets[name]["group"] == "marts"}


def test_every_core_table_has_the_check_of_its_invariants_and_marts_have_dbts_tests(dagster: Dagster) -> None:
    checks = dagster.known["checks"]
    assert {f"core/{name}:invariants" for name in OF_A_DAY} <= set(checks)
    assert any("fct_quote" in check for check in checks)


def test_the_two_jobs_cover_all_assets_once_and_run_in_one_process(dagster: Dagster) -> None:
    day, publishing = (set(dagster.known["jobs"][name]) for name in ("day", "model_and_publish"))
    assert day & publishing == set()
    assert day | publishing == set(dagster.known["assets"])
    assert {"pages", "core/pages"} <= day
    assert {"core/stories", "core/quote_clusters", "audit", "published"} <= publishing
    assert dagster.known["executors"] == ["in_process"]
    assert set(dagster.known["configs"]) == {"day", "model_and_publish"}


def test_the_schedule_is_off_and_the_sensor_is_on(dagster: Dagster) -> None:
    assert dagster.known["schedule"] == ["hourly", "0 * * * *", "day", "STOPPED"]
    assert dagster.known["sensor"] == ["after_a_day", ["model_and_publish"], "RUNNING"]


# ---------------------------------------------------------------------------------------------------------------- a day


def test_the_schedule_lands_the_inbox_and_asks_for_the_days_that_are_due(dagster: Dagster) -> None:
    assert dagster.requested == [DAY]


def test_all_days_of_a_backfill_ask_for_one_publishing(dagster: Dagster) -> None:
    assert len(dagster.publishing) == 2
    assert len(set(dagster.publishing)) == 1
    assert dagster.publishing[0] is not None


def test_a_day_is_materialised_with_its_row_counts_and_its_checks(dagster: Dagster) -> None:
    assert dagster.ran["success"]
    counted = dagster.ran["rows"]
    assert set(counted) == set(dagster.known["jobs"]["day"])
    assert counted["pages"] == counted["articles"] == counted["parses"] == 2
    assert counted["rejects"] == 0
    assert min(counted[name] for name in ("tokens", "mentions", "entities", "quotes", "events")) > 0
    assert all(counted[name] == counted[f"core/{name}"] for name in OF_A_DAY if name in counted)
    assert dagster.ran["checks"] == {f"core/{name}:invariants": True for name in OF_A_DAY}


def test_a_day_is_in_the_warehouse_afterwards(dagster: Dagster) -> None:
    warehouse = dagster.data / "warehouse.duckdb"
    assert rows(warehouse, "SELECT fetched_on::VARCHAR, status, count(*) FROM core.pages GROUP BY ALL") == [
        (DAY, "ok", 2)
    ]
    assert rows(warehouse, "SELECT fetched_on::VARCHAR, pages_in, articles_new FROM core.runs ORDER BY ALL") == [
        (DAY, 2, 2),
        (EMPTY_DAY, 0, 0),
    ]
    for name in ("mentions", "quotes", "events"):
        assert rows(warehouse, f"SELECT count(*) FROM core.{name}") == [(dagster.ran["rows"][name],)]
