"""Pages from files and folders: which file is a page, which day it belongs to, and that the same bytes land once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.landing import EarlyDay, LandingReport, land
from orchestration.settings import Settings
from orchestration.sources.base import MissingPath
from orchestration.sources.html_dir import find_pages, read_file
from orchestration.storage import TableStore
from transforms.tables import Pages
from transforms.tables.base import check, polars_schema
from warehouse.layout import Layout

NOW = dt.datetime(2026, 3, 10, 23, 30)
TODAY = NOW.date()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return dataclasses.replace(Settings.from_environment({}), layout=Layout(tmp_path / "data"), max_page_bytes=1_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pages"
    made.mkdir()
    return made


def put(folder: Path, name: str, body: bytes | str = "<p>One.</p>", sidecar: Any = None) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    raw = body.encode() if isinstance(body, str) else body
    file.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    if sidecar is not None:
        stem = name.removesuffix(".gz").rpartition(".")[0]
        (folder / f"{stem}.json").write_text(sidecar if isinstance(sidecar, str) else json.dumps(sidecar))
    return file


def bring(folder: Path, settings: Settings, **options: Any) -> LandingReport:
    return land([folder], settings, now=NOW, **options)


def pages(settings: Settings, day: dt.date = TODAY) -> pl.DataFrame:
    return check(TableStore(settings.layout).read("pages", day, polars_schema(Pages)), Pages)


def only(settings: Settings, day: dt.date = TODAY) -> dict[str, Any]:
    return pages(settings, day).row(0, named=True)


# ------------------------------------------------------------------------------------------------------ which files


def test_files_and_folders_are_searched_for_pages(folder: Path, settings: Settings) -> None:
    for number, name in enumerate(("a.html", "deep/er/b.htm", "c.txt", "d.html.gz", "deep/e.txt.gz", "F.HTML")):
        put(folder, name, f"<p>{number}</p>")
    for name in ("image.png", "notes.md", "a.json", ".html", "html", "x.html.bak"):
        put(folder, name, "no page")
    report = bring(folder, settings)
    assert (report.files, report.new) == (6, 6)
    landed = {
        name: (kind, media)
        for name, kind, media in pages(settings).select("source_name", "source_kind", "content_type").iter_rows()
    }
    assert landed == {
        "a.html": ("html_dir", "text/html"),
        "deep/er/b.htm": ("html_dir", "text/html"),
        "c.txt": ("txt", "text/plain"),
        "d.html.gz": ("html_dir", "text/html"),
        "deep/e.txt.gz": ("txt", "text/plain"),
        "F.HTML": ("html_dir", "text/html"),
    }


def test_a_file_that_is_named_twice_is_found_once(folder: Path) -> None:
    file = put(folder, "a.html")
    assert [page.name for page in find_pages([folder, file, folder])] == ["a.html"]


def test_a_path_that_does_not_exist_is_an_error(folder: Path, settings: Settings) -> None:
    with pytest.raises(MissingPath, match=r"There is no file or folder .*nowhere"):
        land([folder, folder / "nowhere"], settings)


def test_an_empty_folder_is_none(folder: Path, settings: Settings) -> None:
    report = bring(folder, settings)
    assert (report.files, report.new, report.days, report.all_days) == (0, 0, set(), set())


# -------------------------------------------------------------------------------------------------------- the bytes


def test_a_page_is_kept_with_its_bytes_unzipped(folder: Path, settings: Settings) -> None:
    body = "<p>Łódź 😀</p>".encode()
    put(folder, "a.html.gz", body)
    bring(folder, settings)
    page = only(settings)
    assert page["body"] == body
    assert page["page_id"] == hashlib.sha256(body).hexdigest()
    assert (page["byte_count"], page["status"], page["fetched_at"]) == (len(body), "ok", NOW)


def test_the_same_bytes_land_once(folder: Path, settings: Settings) -> None:
    """Under another name, zipped, on another day, in a later run."""
    put(folder, "a.html")
    put(folder, "b.html")
    put(folder, "c.html.gz")
    report = bring(folder, settings)
    assert (report.files, report.new, report.known) == (3, 1, 2)
    put(folder, "d.html", "<p>Two.</p>")
    report = bring(folder, settings, day=dt.date(2026, 3, 12))
    assert (report.files, report.new, report.known) == (4, 1, 3)
    assert pages(settings).height == 1
    assert report.days == {dt.date(2026, 3, 12)}
    report = bring(folder, settings)
    assert (report.new, report.days, report.all_days) == (0, set(), {TODAY})


@pytest.mark.parametrize("name", ["z.html", "z.txt", "z.html.gz"])
def test_a_file_without_bytes_is_a_page_that_says_so(name: str, folder: Path, settings: Settings) -> None:
    put(folder, name, b"")
    report = bring(folder, settings)
    assert report.by_status == {"empty": 1}
    assert only(settings)["body"] is None


def test_every_file_without_bytes_is_a_page_of_its_own_and_lands_once(folder: Path, settings: Settings) -> None:
    put(folder, "a.html", b"")
    put(folder, "b.html", b"")
    assert bring(folder, settings).new == 2
    assert bring(folder, settings).new == 0


def test_gzipped_bytes_are_unzipped_whatever_the_file_is_called(tmp_path: Path) -> None:
    page = b"<p>The mine closes the harbour.</p>"
    file = tmp_path / "a.html"
    file.write_bytes(gzip.compress(page))
    assert read_file(file, 1_000).body == page
    file.write_bytes(gzip.compress(bytes(1_001)))
    assert read_file(file, 1_000).status == "too_large"


@pytest.mark.parametrize("name", ["big.html", "big.html.gz"])
def test_a_page_above_the_limit_is_not_kept(name: str, folder: Path, settings: Settings) -> None:
    put(folder, name, b"x" * 100_000)
    put(folder, "fits.html", b"y" * 1_000)
    report = bring(folder, settings)
    assert report.by_status == {"too_large": 1, "ok": 1}
    big = pages(settings).filter(pl.col("source_name") == name).row(0, named=True)
    assert big["body"] is None
    assert big["byte_count"] > 1_000


def test_unpacking_stops_above_the_limit(tmp_path: Path) -> None:
    bomb = put(tmp_path, "bomb.html.gz", bytes(30_000_000))
    content = read_file(bomb, 1_000)
    assert (content.status, content.body) == ("too_large", None)
    assert content.byte_count <= 1 << 20


def test_files_that_cannot_be_read_are_pages_that_say_so(folder: Path, settings: Settings) -> None:
    (folder / "link.html").symlink_to(folder / "gone.html")
    (folder / "plain.html.gz").write_bytes(b"not compressed at all")
    whole = gzip.compress(b"<p>A long page.</p>" * 40)
    (folder / "cut.html.gz").write_bytes(whole[: len(whole) // 2])
    (folder / "hurt.html.gz").write_bytes(whole[:12] + b"\xff" * 10 + whole[22:])
    put(folder, "good.html")
    report = bring(folder, settings)
    assert report.by_status == {"unreadable": 4, "ok": 1}
    assert pages(settings).filter(pl.col("status") == "unreadable")["body"].null_count() == 4


# ---------------------------------------------------------------------------------------------- address, day, sidecar


def test_the_sidecar_says_where_and_when(folder: Path, settings: Settings) -> None:
    sidecar = {
        "url": "https://www.harbour.example/x",
        "fetched_at": "2026-03-02T01:30:00+02:00",
        "date_published": "2026-03-01",
    }
    put(folder, "a.html.gz", sidecar=sidecar)
    bring(folder, settings)
    page = only(settings, dt.date(2026, 3, 1))
    assert (page["url"], page["site"]) == ("https://www.harbour.example/x", "harbour.example")
    assert page["fetched_at"] == dt.datetime(2026, 3, 1, 23, 30)
    assert page["source_date_published"] == dt.datetime(2026, 3, 1)


def test_the_day_is_the_one_given_else_the_sidecars_else_today(folder: Path, settings: Settings) -> None:
    dated = {"fetched_at": "2026-03-02T12:00:00Z"}
    put(folder, "one/a.html", "<p>1</p>", dated)
    put(folder, "two/a.html", "<p>2</p>", dated)
    put(folder, "three/a.html", "<p>3</p>")
    given = dt.date(2026, 3, 5)
    land([folder / "one"], settings, now=NOW, day=given)
    land([folder / "two", folder / "three"], settings, now=NOW)
    assert TableStore(settings.layout).days("pages") == [dt.date(2026, 3, 2), given, TODAY]
    assert only(settings, given)["fetched_at"] == dt.datetime(2026, 3, 2, 12)


def test_an_address_is_made_from_the_prefix_where_the_sidecar_has_none(folder: Path, settings: Settings) -> None:
    put(folder, "world/a b.html.gz", "<p>1</p>")
    put(folder, "c.html", "<p>2</p>", {"url": "https://wire.example/c"})
    bring(folder, settings, url_prefix="https://harbour.example/2026/")
    assert set(pages(settings).select("url", "site").iter_rows()) == {
        ("https://harbour.example/2026/world/a%20b.html", "harbour.example"),
        ("https://wire.example/c", "wire.example"),
    }


def test_without_sidecar_and_prefix_there_is_no_address(folder: Path, settings: Settings) -> None:
    put(folder, "a.html")
    bring(folder, settings)
    assert (only(settings)["url"], only(settings)["site"]) == (None, None)


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [
        ("{broken", "no readable JSON"),
        ("[1, 2]", "must hold an object"),
        ({"url": 7}, '"url" must be a string, not 7'),
        ({"fetched_at": "last week"}, "must be a time such as"),
        ({"date_published": "32 May"}, "must be a time such as"),
    ],
)
def test_a_bad_sidecar_is_a_warning_and_the_page_lands(
    sidecar: Any, said: str, folder: Path, settings: Settings
) -> None:
    put(folder, "a.html", sidecar=sidecar)
    report = bring(folder, settings)
    assert report.new == 1
    assert len(report.warnings) == 1
    assert "a.json" in report.warnings[0] and said in report.warnings[0]


def test_a_page_of_a_day_before_the_first_is_an_error(folder: Path, settings: Settings) -> None:
    put(folder, "a.html")
    with pytest.raises(EarlyDay, match=r"before the first day 2000-01-01\. Set DATELINE_FIRST_DAY"):
        bring(folder, settings, day=dt.date(1999, 12, 31))


# ------------------------------------------------------------------------------------------------------------- parts


def test_many_pages_land_in_parts_and_all_are_there(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.landing._PART_PAGES", 3)
    for number in range(8):
        put(folder, f"{number}.html", f"<p>{number}</p>")
    seen: list[tuple[int, int]] = []
    report = bring(folder, settings, progress=lambda done, total: seen.append((done, total)))
    assert report.new == 8
    assert seen == [(number, 8) for number in range(1, 9)]
    assert pages(settings)["page_id"].n_unique() == 8
    assert TableStore(settings.layout).part_count("pages", TODAY) == 3


def test_a_landing_that_was_killed_goes_on_where_it_was(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.landing._PART_PAGES", 2)
    for number in range(5):
        put(folder, f"{number}.html", f"<p>{number}</p>")

    def kill(done: int, _: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(folder, settings, progress=kill)
    report = bring(folder, settings)
    assert report.new + report.known == 5
    assert report.known >= 2
    assert pages(settings)["source_name"].sort().to_list() == [f"{number}.html" for number in range(5)]
