"""docs/sources.md: its example can be used as it stands, and it names every kind, key, column and outcome, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from orchestration.fetching.addresses import read_hosts
from orchestration.fetching.crawl import ATTEMPTS, LONGEST_RETRY_AFTER, MOST_REDIRECTS
from orchestration.fetching.memory import RUNS_TRIED
from orchestration.settings import Settings
from orchestration.sources import txt, url_list
from orchestration.sources.declared import LEAST_SECONDS, SCHEDULES, Limits, Outlet, Source, read_sources
from orchestration.sources.kinds import KINDS
from transforms.tables.fetches import FINAL_OUTCOMES, PASSING_OUTCOMES, PURPOSES
from transforms.tables.outlets import MEDIA_TYPES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```toml\n")[1].split("```")[0]


def tables(head: str) -> list[list[str]]:
    """The first cells of every table under a head, without their marks."""
    parts = re.findall(rf"^\| {re.escape(head)} \|.*\n\|.*\n((?:\|.*\n?)+)", PAGE, re.MULTILINE)
    return [[row.split("|")[1].strip().strip("`") for row in part.strip().splitlines()] for part in parts]


def test_the_example_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(EXAMPLE, encoding="utf-8")
    declared = read_sources(tmp_path / "sources.toml")
    assert {source.kind for source in declared.source} == set(KINDS)
    assert declared.source[0].limits == Limits()
    assert [outlet.domain for outlet in declared.outlets] == ["quay.example", "harbour.example"]


@pytest.mark.parametrize("table", [Source, Limits, Outlet])
def test_the_example_has_every_key(table: type[Source | Limits | Outlet]) -> None:
    keys = set(table.model_fields) - {"folder"}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b\]? *=?", EXAMPLE)] == []


def test_every_kind_and_limit_has_its_row() -> None:
    assert tables("`kind`") == [list(dict.fromkeys(["feed", "sitemap", "url_list", "warc", "html_dir", "txt"]))]
    assert set(tables("`kind`")[0]) == set(KINDS)
    assert tables("`limits`") == [list(Limits.model_fields)]


def test_every_outcome_is_explained_and_nothing_else() -> None:
    assert tables("`outcome`") == [list(FINAL_OUTCOMES), list(PASSING_OUTCOMES)]


def test_every_column_of_the_attempts_is_explained_and_nothing_else() -> None:
    models = yaml.safe_load((ROOT / "dbt_like_sql/models/marts/operations/operations.yml").read_text())["models"]
    columns = {column["name"] for model in models if model["name"] == "ops_fetch" for column in model["columns"]}
    (rows,) = tables("column")
    assert set(re.findall(r"\w+", " ".join(rows))) == columns


@pytest.mark.parametrize(
    "words",
    [SCHEDULES, MEDIA_TYPES, PURPOSES, txt._TEXT, txt._HEADLINE, txt._PUBLISHED, url_list._DATE_COLUMNS],
)
def test_every_word_is_named(words: tuple[str, ...]) -> None:
    assert [word for word in words if f"`{word}`" not in PAGE] == []


def test_every_column_of_addresses_is_named() -> None:
    assert [name for name in url_list._ADDRESS_COLUMNS if f"`{name}`" not in PAGE.lower()] == []


def test_the_figures_are_those_of_the_code() -> None:
    settings = Settings.from_environment({})
    figures = {
        f"Between two lie {LEAST_SECONDS:g} seconds",
        f"`Retry-After` is obeyed up to {LONGEST_RETRY_AFTER:g} seconds",
        f"`DATELINE_FETCH_MINUTES` ({settings.fetch_minutes:g})",
        f"`DATELINE_FETCH_TIMEOUT` seconds ({settings.fetch_timeout:g})",
        f"`DATELINE_FETCH_AT_ONCE` ({settings.fetch_at_once})",
        f"`DATELINE_MAX_PAGE_BYTES` holds, {settings.max_page_bytes // 1_000_000} MB",
    }
    assert [figure for figure in figures if figure not in PAGE] == []
    words = {3: "three", 5: "five"}
    assert f"At most {words[ATTEMPTS]} attempts" in PAGE
    assert f"in {words[RUNS_TRIED]} runs" in PAGE
    assert f"At most {words[MOST_REDIRECTS]} redirects" in PAGE


def test_the_example_of_a_hosts_file_can_be_used(tmp_path: Path) -> None:
    lines = re.search(r"  ```\n((?:  .*\n)+?)  ```", PAGE)
    assert lines is not None
    (tmp_path / "hosts").write_text(lines[1].replace("  ", "", 1).replace("\n  ", "\n"))
    assert set(read_hosts(tmp_path / "hosts")) == {"cms.internal", "*.newsroom.internal"}
