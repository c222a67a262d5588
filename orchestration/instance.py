"""Dagster's home below the data folder: made where it is missing, with telemetry off. Stays out: definitions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.layout import Layout

if TYPE_CHECKING:
    import dagster

COMMAND_TAG = "dateline/command"
"""Dagster's tag on the runs of the command line."""

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
  start_timeout_seconds: 300

# A run whose process died is begun anew, as often as its job says by the tag dagster/max_retries. One that failed by itself
# would fail again; sources that do not answer are asked again in their run.
run_retries:
  enabled: true
  retry_on_asset_or_op_failure: false

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


def end_dead_runs(instance: dagster.DagsterInstance) -> None:
    """Mark runs of the command line that were killed as failed; to be called by the holder of the data folder's lock only.

    Dagster takes them for runs under way for ever, and its queue would start no other run. Whoever holds the lock knows
    that they are dead, since each of them held it while it lived.
    """
    import dagster

    status = dagster.DagsterRunStatus
    unfinished = [status.NOT_STARTED, status.STARTING, status.STARTED, status.CANCELING]
    for run in instance.get_runs(dagster.RunsFilter(tags={COMMAND_TAG: "run"}, statuses=unfinished)):
        instance.report_run_failed(run, "The process of this run ended before the run did.")
