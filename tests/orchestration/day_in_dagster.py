"""A program: what Dagster knows of the pipeline, and one day run as a job, as JSON on the last line.

A process of its own, because the definitions read the environment when they are imported. Run by test_definitions.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import dagster as dg

from orchestration.definitions import defs
from orchestration.jobs import after_a_day, hourly


def described() -> dict[str, Any]:
    """Assets, checks, jobs, schedules, sensors."""
    graph = defs.resolve_asset_graph()
    jobs = {name: defs.resolve_job_def(name) for name in ("day", "model_and_publish")}
    return {
        "assets": {
            key.to_user_string(): {
                "description": graph.get(key).description,
                "group": graph.get(key).group_name,
                "partitioned": graph.get(key).is_partitioned,
                "parents": sorted(parent.to_user_string() for parent in graph.get(key).parent_keys),
                "columns": columns(graph.get(key).metadata),
            }
            for key in graph.get_all_asset_keys()
            if graph.get(key).is_materializable
        },
        "checks": sorted(f"{key.asset_key.to_user_string()}:{key.name}" for key in graph.asset_check_keys),
        "jobs": {
            name: sorted(key.to_user_string() for key in job.asset_layer.selected_asset_keys)
            for name, job in jobs.items()
        },
        "executors": sorted({job.executor_def.name for job in jobs.values()}),
        "configs": {name: sorted(dg.validate_run_config(job)) for name, job in jobs.items()},
        "schedule": [hourly.name, hourly.cron_schedule, hourly.job_name, hourly.default_status.name],
        "sensor": [
            after_a_day.name,
            [target.job_name for target in after_a_day.targets],
            after_a_day.default_status.name,
        ],
    }


def columns(metadata: Any) -> dict[str, list[Any]]:
    """Column name → type, description, whether it may be null."""
    schema = metadata.get("dagster/column_schema")
    if schema is None:
        return {}
    schema = getattr(schema, "schema", schema)
    return {column.name: [column.type, column.description, column.constraints.nullable] for column in schema.columns}


def requested() -> list[str | None]:
    """Days for which the schedule asks a run now."""
    result = hourly.evaluate_tick(dg.build_schedule_context(repository_def=defs.get_repository_def()))
    return [request.partition_key for request in result.run_requests or []]


def ran(job: str, day: str, instance: dg.DagsterInstance) -> tuple[dict[str, Any], dg.ExecuteInProcessResult]:
    """What a run of the job made, and the run."""
    outcome = defs.resolve_job_def(job).execute_in_process(partition_key=day, instance=instance, raise_on_error=False)
    made = [event.step_materialization_data.materialization for event in outcome.get_asset_materialization_events()]
    shown = {
        "success": outcome.success,
        "rows": {
            event.asset_key.to_user_string(): event.metadata["dagster/row_count"].value
            for event in made
            if "dagster/row_count" in event.metadata
        },
        "checks": {
            f"{check.asset_key.to_user_string()}:{check.check_name}": check.passed
            for check in outcome.get_asset_check_evaluations()
        },
    }
    return shown, outcome


def follows(run: dg.ExecuteInProcessResult, instance: dg.DagsterInstance) -> str | None:
    """The key under which the sensor asks for publishing after the run."""
    context = dg.build_run_status_sensor_context(
        sensor_name=after_a_day.name,
        dagster_event=next(event for event in run.all_events if event.event_type_value == "PIPELINE_SUCCESS"),
        dagster_instance=instance,
        dagster_run=run.dagster_run,
    )
    asked = after_a_day(context)
    return asked.run_key if isinstance(asked, dg.RunRequest) else None


if __name__ == "__main__":
    _, day, empty_day = sys.argv
    known, asked_for = described(), requested()
    with dg.DagsterInstance.ephemeral() as instance:
        shown, run = ran("day", day, instance)
        _, later_run = ran("day", empty_day, instance)
        keys = [follows(run, instance), follows(later_run, instance)]
    answer = {"known": known, "requested": asked_for, "ran": shown, "publishing": keys}
    print(json.dumps(answer))  # noqa: T201 - this program's answer
