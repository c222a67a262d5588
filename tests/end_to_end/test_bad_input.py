"""What people do wrong and what goes wrong by itself: a message that says what to do, or a row with its reason.

Never a traceback, and nothing that was published before is lost.
"""

from __future__ import annotations

import gzip
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.end_to_end.product import (
    SAMPLE,
    Finished,
    complaint,
    dateline,
    held_by_another,
    rows,
    value,
)

DAY = "2026-09-14"
GOOD_PAGE = SAMPLE / "aurelia-post" / "turkey-accuses-greece-ferry-lane.html"
ANOTHER_PAGE = SAMPLE / "strait-dispatch" / "kenya-sends-grain-to-sudan.html"
GARBAGE = b"This was a database once. " * 1000


@dataclass(frozen=True)
class Messy:
    """A run on a folder in which one page is good and all others are not."""

    data: Path
    finished: Finished

    @property
    def published(self) -> Path:
        """The file that everybody reads."""
        return self.data / "published" / "dateline.duckdb"

    @property
    def warehouse(self) -> Path:
        """The file that only the pipeline opens."""
        return self.data / "warehouse.duckdb"


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Messy:
    """One run for all tests of this module; those that damage it work on a copy."""
    folder = tmp_path_factory.mktemp("messy")
    pages = folder / "pages"
    (pages / "nested.html").mkdir(parents=True)  # a folder, whatever its name
    shutil.copy(GOOD_PAGE, pages / "good.html")
    (pages / "good.json").write_text('{"url": "https://aurelia-post.example/a-story",', encoding="utf-8")
    (pages / "binary.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200)
    (pages / "zero.html").touch()
    with (pages / "huge.html").open("wb") as huge:
        huge.write(b"<html><body><p>")
        huge.truncate(60_000_000)
    (pages / "dangling.html").symlink_to(folder / "nowhere.html")
    (pages / "damaged.html.gz").write_bytes(gzip.compress(GOOD_PAGE.read_bytes())[:900])
    (pages / "plain.html.gz").write_bytes(b"<p>not compressed at all</p>")
    (pages / "picture.png").write_bytes(b"not a page")
    data = folder / "data"
    return Messy(data, dateline("run", pages, "--data", data, "--day", DAY))


@pytest.fixture
def own(messy: Messy, tmp_path: Path) -> Messy:
    """A copy of that data folder that a test may damage."""
    shutil.copytree(messy.data, tmp_path / "data")
    return Messy(tmp_path / "data", messy.finished)


# --------------------------------------------------------------------------------------------------------------- pages


def test_bad_pages_become_rows_with_their_reason_and_good_ones_are_published(messy: Messy) -> None:
    complaint(messy.finished, code=0)
    assert rows(messy.published, "SELECT source_name, status FROM core.pages ORDER BY 1") == [
        ("binary.html", "not_text"),
        ("damaged.html.gz", "unreadable"),
        ("dangling.html", "unreadable"),
        ("good.html", "ok"),
        ("huge.html", "too_large"),
        ("plain.html.gz", "unreadable"),
        ("zero.html", "empty"),
    ]
    assert value(messy.published, "SELECT count(*) FROM fct_event WHERE event_type = 'ACCUSE'") != 0
    rejected = rows(messy.published, "SELECT reason, detail FROM core.rejects ORDER BY ALL")
    assert [reason for reason, _ in rejected] == [
        "empty",
        "not_text",
        "too_large",
        "unreadable",
        "unreadable",
        "unreadable",
    ]
    assert all(detail for _, detail in rejected)


def test_a_bad_sidecar_is_a_warning_and_its_page_is_taken_without_it(messy: Messy) -> None:
    said = complaint(messy.finished, code=0)
    assert "Warning:" in said
    assert "good.json is no readable JSON" in said
    assert "Mend or remove it" in said
    assert rows(messy.published, "SELECT url FROM core.pages WHERE source_name = 'good.html'") == [(None,)]


# --------------------------------------------------------------------------------------------------------------- paths


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    finished = dateline("run", tmp_path / "pages", "--data", tmp_path / "data")
    said = complaint(finished)
    assert f"No pages found: there is no .html, .htm, .txt (also .gz) or .warc file in {tmp_path / 'pages'}." in said


def test_an_empty_folder_beside_what_was_published_before(messy: Messy, tmp_path: Path) -> None:
    before = messy.published.read_bytes()
    assert "No pages found" in complaint(dateline("run", tmp_path, "--data", messy.data))
    assert messy.published.read_bytes() == before


def test_a_missing_path_stops_the_run_before_it_lands_anything(tmp_path: Path) -> None:
    finished = dateline("run", GOOD_PAGE, tmp_path / "pagse", "--data", tmp_path / "data")
    assert f"There is no file or folder {tmp_path / 'pagse'}" in complaint(finished)
    assert not (tmp_path / "data" / "tables" / "pages").exists()


@pytest.mark.parametrize("place", ["file/data", "file"], ids=["below a file", "a file"])
def test_a_data_folder_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    said = complaint(dateline("run", GOOD_PAGE, "--data", tmp_path / place))
    assert f"The data folder {tmp_path / place} cannot be written" in said
    assert "--data" in said
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert "Nothing is published yet" in complaint(dateline("status", "--data", tmp_path / place))


# ------------------------------------------------------------------------------------------------------------- options


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "14.9.2026"])
def test_a_day_that_is_none(tmp_path: Path, day: str) -> None:
    said = complaint(dateline("run", GOOD_PAGE, "--data", tmp_path / "data", "--day", day))
    assert f"--day is '{day}', but must be a day such as 2026-01-31" in said


def test_a_day_before_the_first_day(tmp_path: Path) -> None:
    said = complaint(dateline("run", GOOD_PAGE, "--data", tmp_path / "data", "--day", "1999-12-31"))
    assert "1999-12-31, before the first day 2000-01-01" in said
    assert "DATELINE_FIRST_DAY" in said


@pytest.mark.parametrize(
    ("variable", "bad_value"),
    [("DATELINE_WORKERS", "many"), ("DATELINE_PAGE_TIMEOUT", "0"), ("DATELINE_FIRST_DAY", "2026")],
)
def test_a_setting_that_cannot_be_used(tmp_path: Path, variable: str, bad_value: str) -> None:
    finished = dateline("run", GOOD_PAGE, "--data", tmp_path / "data", env={variable: bad_value})
    assert f"{variable} is '{bad_value}', but must be" in complaint(finished)


def test_a_list_of_entities_that_is_missing_or_faulty_stops_the_run_before_it_lands_anything(tmp_path: Path) -> None:
    listed = tmp_path / "names.csv"
    setting = {"DATELINE_ENTITY_LIST": str(listed)}
    said = complaint(dateline("run", GOOD_PAGE, "--data", tmp_path / "data", env=setting))
    assert "DATELINE_ENTITY_LIST is" in said
    assert "which cannot be read" in said
    listed.write_text("name,type,country\nAda,PERSON,XX\nBo,HUMAN,\n", encoding="utf-8")
    said = complaint(dateline("run", GOOD_PAGE, "--data", tmp_path / "data", env=setting))
    assert "line 2: country is 'XX', but must be an ISO 3166-1 alpha-3 code" in said
    assert "line 3: type is 'HUMAN'" in said
    assert not list((tmp_path / "data").rglob("*.parquet"))


def test_a_model_that_is_not_installed(tmp_path: Path) -> None:
    finished = dateline("run", GOOD_PAGE, "--data", tmp_path / "data", env={"DATELINE_MODEL": "en_core_web_enormous"})
    said = complaint(finished)
    assert "The language model 'en_core_web_enormous' is not installed" in said
    assert "DATELINE_MODEL" in said


@pytest.mark.parametrize(
    "arguments", [("run", "--dya"), ("sql",), ("explain",), ("frobnicate",), ("sql", "SELECT 1", "--format", "xml")]
)
def test_a_command_line_that_is_incomplete_or_wrong(arguments: tuple[str, ...]) -> None:
    assert "Usage:" in complaint(dateline(*arguments), code=2)


# ------------------------------------------------------------------------------------------------------ broken, or busy


def test_two_runs_at_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with held_by_another(data / "warehouse.lock") as holder:
        said = complaint(dateline("run", GOOD_PAGE, "--data", data))
        assert f"Another run (process {holder}) is writing into {data}" in said
        assert not (data / "tables").exists()


def test_corrupt_databases_are_named_and_the_way_out_that_is_named_works(own: Messy) -> None:
    own.warehouse.write_bytes(GARBAGE)
    before = own.published.read_bytes()
    arguments = ("run", ANOTHER_PAGE, "--data", own.data, "--day", "2026-09-21")
    said = complaint(dateline(*arguments))
    assert f"{own.warehouse} is no usable DuckDB database" in said
    assert f"mv {own.warehouse} {own.warehouse}.broken" in said
    assert own.warehouse.read_bytes() == GARBAGE
    assert own.published.read_bytes() == before

    os.rename(own.warehouse, f"{own.warehouse}.broken")
    with duckdb.connect(str(own.published), read_only=True) as reader:  # opened before, and reads on whatever comes
        garbage = own.data / "garbage"
        garbage.write_bytes(GARBAGE)
        os.replace(garbage, own.published)
        for question in (("sql", "SELECT 1"), ("status",), ("explain", "deadbeef")):
            said = complaint(dateline(*question, "--data", own.data))
            assert f"{own.published} cannot be read" in said
            assert "Run `dateline run` again" in said
        complaint(dateline(*arguments), code=0)
        assert reader.execute("SELECT count(DISTINCT fetched_on) FROM core.pages").fetchall() == [(1,)]
    days = "SELECT fetched_on, count(*) AS n FROM core.pages GROUP BY 1 ORDER BY 1"
    answer = dateline("sql", days, "--data", own.data, "--format", "csv")
    assert answer.stdout.split() == ["fetched_on,n", f"{DAY},7", "2026-09-21,1"]


def test_a_warehouse_of_an_older_version_is_set_aside_and_every_day_is_loaded_anew(own: Messy) -> None:
    with duckdb.connect(str(own.warehouse)) as older:
        older.execute("ALTER TABLE core.events DROP COLUMN restatements")
    said = complaint(dateline("run", ANOTHER_PAGE, "--data", own.data, "--day", "2026-09-21"), code=0)
    assert "was made by another version of Dateline. It is now warehouse.duckdb.old" in said
    days = "SELECT fetched_on, count(*) AS n FROM core.pages GROUP BY 1 ORDER BY 1"
    answer = dateline("sql", days, "--data", own.data, "--format", "csv")
    assert answer.stdout.split() == ["fetched_on,n", f"{DAY},7", "2026-09-21,1"]
