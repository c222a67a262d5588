"""Delete what Dagster remembers of old runs: its database keeps all of them for ever.

With the services' environment, as their user: python deploy/prune_runs.py DAYS. The pages, tables and the published file are
not touched.
"""

from __future__ import annotations

import datetime as dt
import sys

import dagster as dg


def prune(instance: dg.DagsterInstance, before: dt.datetime) -> int:
    """Delete the ended runs that were created earlier, with their events; returns how many."""
    ended = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
    runs = instance.get_runs(dg.RunsFilter(statuses=ended, created_before=before))
    for run in runs:
        instance.delete_run(run.run_id)
    return len(runs)


if __name__ == "__main__":
    days = int(sys.argv[1])
    with dg.DagsterInstance.get() as instance:
        count = prune(instance, dt.datetime.now(dt.UTC) - dt.timedelta(days=days))
    sys.stdout.write(f"{count} runs of more than {days} days ago are deleted.\n")
