"""Dagster's home below the data folder: made where it is missing, with telemetry off. Stays out: definitions."""

from __future__ import annotations

import os
from pathlib import Path

from warehouse.layout import Layout

_CONFIGURATION = """\
# Made by Dateline where it was missing; yours to change.
telemetry:
  enabled: false
nux:
  enabled: false

# A run uses all workers, and one process at a time may write into the warehouse.
concurrency:
  runs:
    max_concurrent_runs: 1

run_monitoring:
  enabled: true

retention:
  schedule:
    purge_after_days: 30
  sensor:
    purge_after_days: 7
"""


def make_home(layout: Layout) -> Path:
    """DAGSTER_HOME: the environment's, else `<data>/dagster`; returns it."""
    home = Path(os.environ.setdefault("DAGSTER_HOME", str(layout.dagster_home)))
    home.mkdir(parents=True, exist_ok=True)
    configuration = home / "dagster.yaml"
    if not configuration.exists():
        configuration.write_text(_CONFIGURATION, encoding="utf-8")
    return home
