"""What the Dagster UI shows and starts: assets, checks, jobs, schedule, sensor; and a day run as it runs there."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.product import ROOT, SAMPLE, environment, rows
from tests.orchestration.web import Request, Says, article, rss, running_web
from transforms.tables import ALL_TABLES, BY_NAME, DAY_TABLES, OVER_ALL_DAYS, Progress, Runs, table_name
from warehouse.watch import MEASURES

DAY, EMPTY_DAY, ARCHIVE_DAY = "2026-09-14", "2026-09-15", "2026-08-01"
PAGES = ("aurelia-post/turkey-accuses-greece-ferry-lane", "strait-dispatch/kenya-sends-grain-to-sudan")
STAGE_TABLES = [table_name(table) for table in ALL_TABLES if table not in (Runs, Progress, *OVER_ALL_DAYS)]
OF_A_DAY = [table_name(table) for table in (*DAY_TABLES, Runs)]


SOURCES = """
contact = "desk@herald.example"

[[source]]
name = "herald"
kind = "feed"
address = "http://herald.test/rss"

[[source]]
name = "drop"
kind = "html_dir"
address = "drop"

[[source]]
name = "archive"
kind = "warc"
address = "archive"
schedule = "never"

[[source]]
name = "shaky"
kind = "feed"
address = "http://shaky.test/rss"
schedule = "never"

[[source]]
name = "gone"
kind = "feed"
address = "http://herald.test/gone"
schedule = "daily"
"""


def today() -> str:
    """The day (UTC) of what is fetched now."""
    return dt.datetime.now(dt.UTC).date().isoformat()


@dataclass(frozen=True)
class Dagster:
    """What a process of its own said of the definitions, and the data folder in which it ran a day."""

    data: Path
    known: dict[str, Any]
    dropped: list[list[dict[str, Any]]]
    web: dict[str, Any]
    told: list[dict[str, Any]]
    archive: dict[str, Any]
    shaky: dict[str, Any]
    asked: list[str]
    watched: list[dict[str, Any]]
    ran: dict[str, Any]
    publishing: list[str | None]


@pytest.fixture(scope="module")
def dagster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dagster]:
    """Files in the inbox, in a folder and in an archive, a paper with a feed, and a process that does what Dagster would."""
    folder = tmp_path_factory.mktemp("dagster")
    data, inbox = folder / "data", folder / "inbox"
    for made in (inbox, data / "drop", data / "archive"):
        made.mkdir(parents=True)
    for page in PAGES:
        for suffix in (".html", ".json"):
            shutil.copy((SAMPLE / page).with_suffix(suffix), inbox)
    (data / "drop" / "saved.html").write_text(article("Saved"))
    (data / "archive" / f"NEWS-{ARCHIVE_DAY.replace('-', '')}120000-00001.warc").write_bytes(
        b"".join(capture(f"http://old.test/{day}", day) for day in (ARCHIVE_DAY, "2026-08-02"))
    )
    for file in (*inbox.iterdir(), *data.glob("*/*")):
        os.utime(file, (0, 0))  # written long ago
    (data / "sources.toml").write_text(SOURCES)
    told: list[dict[str, Any]] = []

    def hook(_request: Request, handler: BaseHTTPRequestHandler) -> Says:
        told.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        return Says("ok")

    with running_web(folder) as web:
        web.site("herald.test", {"/rss": rss("herald.test", "/a"), "/a": Says(article("A")), "/hook": hook})
        web.site("127.0.0.1", {"/hook": hook})
        shaky = iter([Says("", 500), rss("shaky.test", "/b")])
        web.site("shaky.test", {"/rss": lambda *_: next(shaky), "/b": Says(article("B"))})
        settings = {
            "DATELINE_DATA": str(data),
            "DATELINE_INBOX": str(inbox),
            "DATELINE_HOSTS": str(web.hosts),
            "DATELINE_WEBHOOK": f"http://127.0.0.1:{web.port}/hook",
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("day_in_dagster.py")), DAY, EMPTY_DAY, ARCHIVE_DAY],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=environment(settings),
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        yield Dagster(data=data, told=told, asked=web.asked(), **json.loads(done.stdout.splitlines()[-1]))


def capture(url: str, day: str) -> bytes:
    """A page in an archive, as a crawler writes it."""
    body = article(url).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


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


def test_the_jobs_cover_all_assets_and_run_in_one_process(dagster: Dagster) -> None:
    intake, day, publishing = (set(dagster.known["jobs"][name]) for name in ("intake", "day", "model_and_publish"))
    assert day & publishing == set()
    assert day | publishing == set(dagster.known["assets"])
    assert intake == {"pages", "links", "fetches", "outlets"}
    assert intake | {"core/pages"} <= day
    assert {"core/stories", "core/quote_clusters", "audit", "published"} <= publishing
    assert dagster.known["executors"] == ["in_process"]
    assert set(dagster.known["configs"]) == {"intake", "day", "model_and_publish"}
    assert set(dagster.known["retries"].values()) == {"2"}


def test_schedules_and_the_sensor_of_folders_are_off_and_what_follows_is_on(dagster: Dagster) -> None:
    assert dagster.known["schedules"] == [
        ["hourly", "0 * * * *", "intake", "STOPPED"],
        ["hourly_watch", "30 * * * *", "watch", "STOPPED"],
    ]
    assert dagster.known["sensors"] == [
        ["drop_folder", ["intake"], "STOPPED"],
        ["after_an_intake", ["day"], "RUNNING"],
        ["after_a_day", ["model_and_publish"], "RUNNING"],
        ["tell_of_failures", [], "RUNNING"],
    ]


def test_every_source_that_is_scheduled_has_a_check_of_its_own(dagster: Dagster) -> None:
    mine = {check.removeprefix("published:") for check in dagster.known["checks"] if check.startswith("published:")}
    assert mine == {"fresh_herald", "fresh_drop", "fresh_gone"} | {f"drift_of_{measure}" for measure in MEASURES}


# -------------------------------------------------------------------------------------------------------------- sources


def test_the_schedule_asks_for_one_run_of_all_sources_that_are_due(dagster: Dagster) -> None:
    (due,), (later,) = dagster.web["due at 4"], dagster.web["due at 5"]
    assert due["asks"] == [["herald", "drop", "gone"]]
    assert later["asks"] == [["herald", "drop"]]
    assert (due["source"], due["day"]) == ("3 sources", today())
    assert due["key"] != later["key"]


def test_sources_are_taken_in_under_today_and_their_day_follows(dagster: Dagster) -> None:
    taken = dagster.web["taken"]
    assert taken["success"]
    gave = {source.pop("source"): source for source in taken["sources"]}
    assert gave["herald"] == {
        "kind": "feed",
        "lists": 1,
        "unchanged": 0,
        "new links": 1,
        "new pages": 1,
        "failed": 0,
        "waiting": 0,
    }
    assert (taken["rows"]["links"], taken["rows"]["pages"]) == (1, 2)
    assert taken["rows"]["fetches"] == 4  # robots.txt, two lists, a page
    assert [day for day, _ in dagster.web["days"]] == [today()]


def test_sources_that_are_asked_again_give_only_what_is_new(dagster: Dagster) -> None:
    assert dagster.web["again"]["success"]
    assert {source["new pages"] for source in dagster.web["again"]["sources"]} == {0}
    assert dagster.web["again"]["rows"]["pages"] == 2


def test_one_source_that_does_not_answer_fails_a_check_and_not_the_others(dagster: Dagster) -> None:
    assert dagster.web["taken"]["checks"] == {"fetches:sources_answered": False}
    told = [message["text"] for message in dagster.told if message["title"] == "Dateline: sources do not answer"]
    assert told == [
        "Dateline: sources do not answer\ngone: http://herald.test/gone: HTTP status 404."
    ]  # once, of three runs


def test_a_run_in_which_no_source_answers_fails_and_people_are_told_why(dagster: Dagster) -> None:
    assert not dagster.web["failing"]["success"]
    assert dagster.web["failing"]["rows"]["fetches"] > 4  # what was tried is kept all the same
    (told,) = [message for message in dagster.told if message["title"] == f"Dateline: intake of {today()} failed"]
    assert "step pages: No source has answered. gone: http://herald.test/gone: HTTP status 404." in told["text"]


def test_a_source_in_trouble_is_asked_again_by_itself(dagster: Dagster) -> None:
    assert dagster.shaky["success"]
    assert dagster.shaky["checks"] == {"fetches:sources_answered": True}
    assert [(source["source"], source["new pages"]) for source in dagster.shaky["sources"]] == [("shaky", 1)]
    assert [url for url in dagster.asked if url.startswith("shaky.test")] == ["shaky.test/rss"] * 2 + ["shaky.test/b"]
    assert dagster.asked.count("herald.test/rss") == 3  # once a run that asked it


def test_the_sensor_asks_for_every_folder_with_new_files_once(dagster: Dagster) -> None:
    first, second = dagster.dropped
    assert [(run["source"], run["asks"]) for run in first] == [
        ("inbox", [[]]),
        ("drop", [["drop"]]),
        ("archive", [["archive"]]),
    ]
    assert second == []


def test_a_day_of_an_archive_is_taken_by_its_partition(dagster: Dagster) -> None:
    assert dagster.archive["success"]
    assert dagster.archive["rows"]["pages"] == 1
    archived = {source["source"]: source["new pages"] for source in dagster.archive["sources"]}
    assert archived["archive"] == 1


def test_a_source_without_articles_is_told_of_once(dagster: Dagster) -> None:
    for watched in dagster.watched:
        assert watched["checks"]["published:fresh_herald"] is False  # nothing is published yet
        assert watched["checks"]["published:drift_of_quotes_per_article"] is True
    told = [message["text"] for message in dagster.told if message["title"] == "Dateline: something is missing"]
    assert len(told) == 1
    assert "There is no article from herald." in told[0]


# ---------------------------------------------------------------------------------------------------------------- a day


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
    expected = {f"core/{name}:invariants": True for name in OF_A_DAY}
    assert dagster.ran["checks"] == expected | {"fetches:sources_answered": True}


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
