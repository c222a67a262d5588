"""Where the parsed dbt project is kept, and in which parts the days are modelled.

Stays out: what the models compute (test_marts).
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from orchestration import dbt
from orchestration.dbt import PROJECT, STEP, NodeResult, build, manifest, prepare
from orchestration.versions import models_version
from tests.warehouse import day as sample
from warehouse.layout import Layout
from warehouse.load import load_day, writing
from warehouse.progress import mark_done, mark_pending, pending_days


def test_a_data_folder_uses_the_project_as_it_was_parsed_at_installation(tmp_path: Path) -> None:
    prepare(models_version())
    assert manifest(Layout(tmp_path), models_version()) == PROJECT / "target" / "manifest.json"
    assert list(tmp_path.iterdir()) == []


def test_changed_models_are_parsed_into_the_data_folder_and_only_once(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    parsed = manifest(layout, "of changed models")
    assert parsed.parent == layout.dbt_target
    assert "model.dateline.fct_quote" in json.loads(parsed.read_text(encoding="utf-8"))["nodes"]
    written = parsed.stat().st_mtime_ns
    assert manifest(layout, "of changed models").stat().st_mtime_ns == written
    assert (PROJECT / "target" / "manifest.version").read_text(encoding="utf-8").startswith(models_version())


DAYS = [sample.DAY + dt.timedelta(days=number) for number in range(3)]


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """Three loaded days with an article each, of which one is modelled at once."""
    monkeypatch.setattr(dbt, "ARTICLES_AT_ONCE", 1)
    layout = Layout(tmp_path)
    with writing(layout.warehouse) as connection:
        for day in DAYS:
            load_day(connection, day, sample.frames(day), sample.run(f"first/{day}", day))
    return layout


class Builds:
    """Notes what dbt was to build, in its stead; the part with the given number fails."""

    def __init__(self, failing: int | None = None) -> None:
        self.asked: list[tuple[bool, bool, dt.date | None]] = []
        self.failing = failing

    def __call__(self, _layout: Layout, _version: str, selection: list[str], until: dt.date | None) -> list[NodeResult]:
        self.asked.append(("--full-refresh" in selection, "config.materialized:view" not in selection, until))
        passed = len(self.asked) - 1 != self.failing
        return [
            NodeResult(f"model.{len(self.asked)}", passed, "", 0.0, 0),
            NodeResult("model.same", passed, "", 0.0, 0),
        ]


def builds(monkeypatch: pytest.MonkeyPatch, failing: int | None = None) -> Builds:
    monkeypatch.setattr(dbt, "_build_part", found := Builds(failing))
    return found


ALL_ANEW = [(True, True, DAYS[0]), (False, True, DAYS[1]), (False, True, None)]
"""Whether from the ground, whether with the views, and up to which day."""


def test_what_is_made_anew_goes_by_parts_as_if_days_came_one_after_the_other(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = builds(monkeypatch)
    nodes = build(layout, "1")
    assert found.asked == ALL_ANEW
    assert [node.unique_id for node in nodes] == ["model.1", "model.same", "model.2", "model.3"]
    assert build(layout, "1") == []
    assert build(layout, "2") != []
    assert found.asked == ALL_ANEW * 2


def test_few_articles_are_made_anew_in_one_piece(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbt, "ARTICLES_AT_ONCE", 3)
    found = builds(monkeypatch)
    build(layout, "1")
    assert found.asked == [(True, True, None)]


def test_a_new_day_is_one_part_without_the_views(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    found = builds(monkeypatch)
    with writing(layout.warehouse) as connection:
        mark_done(connection, STEP, "1", DAYS[:2])
    build(layout, "1")
    assert found.asked == [(False, False, None)]


def test_where_most_is_pending_all_is_made_anew(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    found = builds(monkeypatch)
    with writing(layout.warehouse) as connection:
        mark_done(connection, STEP, "1", DAYS)
        mark_pending(connection, [STEP], DAYS[1:])
    build(layout, "1")
    assert found.asked == ALL_ANEW


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_a_part_that_fails_is_told_and_the_next_run_begins_with_the_first(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    with writing(layout.warehouse) as connection:
        mark_done(connection, STEP, "of older models", DAYS)
    found = builds(monkeypatch, failing)
    assert {node.passed for node in build(layout, "1")} == {False}
    assert found.asked == ALL_ANEW[: failing + 1]
    with writing(layout.warehouse) as connection:
        assert pending_days(connection, STEP, "1") == DAYS
    found = builds(monkeypatch)
    build(layout, "1")
    assert found.asked == ALL_ANEW
