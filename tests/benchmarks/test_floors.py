"""Accuracy never falls below the floors of `benchmarks/floors.json`, which are only ever raised.

The gold texts are their publishers' and no part of this project: the test runs where the folder beside the checkout (or the
one that DATELINE_GOLD names) holds them, and says so where it does not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.report import figure
from benchmarks.score import FOLDERS

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(os.environ.get("DATELINE_GOLD", ROOT.parent / "shared" / "gold"))
FLOORS: dict[str, dict[str, float]] = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("task", FLOORS)
def test_accuracy_stays_above_its_floor(task: str, tmp_path: Path) -> None:
    folder = GOLD / FOLDERS.get(task, task)
    if not folder.is_dir():
        pytest.skip(f"no gold texts at {folder}")
    command = [sys.executable, "-m", "benchmarks.score", task, "--gold", str(folder), "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    reached = {path: figure(figures, path) for path in FLOORS[task]}
    below = {path: found for path, found in reached.items() if found is None or found < FLOORS[task][path]}
    assert not below, f"{task} fell below the floors {FLOORS[task]}: {below}"
