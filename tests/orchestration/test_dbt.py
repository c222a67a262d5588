"""Where the parsed dbt project is kept: once for all data folders, and anew where models were changed.

Stays out: what the models compute (test_marts).
"""

from __future__ import annotations

import json
from pathlib import Path

from orchestration.dbt import PROJECT, manifest, prepare
from orchestration.versions import models_version
from warehouse.layout import Layout


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
