"""A program: what Dagster knows of the pipeline, and what it does in a day, as JSON on the last line.

A process of its own, because the definitions read the environment when they are imported. Run by test_definitions.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable
from typing import Any

import dagster as dg
import pytest
import stamina

from orchestration.definitions import defs
from orchestration.jobs import (
    after_a_day,
    after_an_intake,
    drop_folder,
    hourly,
    hourly_watch,
    tell_of_failures,
)

JOBS = ("intake", "day", "model_and_publish")


def described() -> dict[str, Any]:
    """Assets, checks, jobs, schedules, sensors."""
    graph = defs.resolve_asset_graph()
    jobs = {name: defs.resolve_job_def(name) for name in JOBS}
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
        "retries": {name: job.tags.get("dagster/max_retries") for name, job in jobs.items()},
        "schedules": [[s.name, s.cron_schedule, s.job_name, s.default_status.name] for s in (hourly, hourly_watch)],
        "sensors": [
            [sensor.name, [target.job_name for target in sensor.targets], sensor.default_status.name]
            for sensor in (drop_folder, after_an_intake, after_a_day, tell_of_failures)
        ],
    }


def columns(metadata: Any) -> dict[str, list[Any]]:
    """Column name → type, description, whether it may be null."""
    schema = metadata.get("dagster/column_schema")
    if schema is None:
        return {}
    schema = getattr(schema, "schema", schema)
    return {column.name: [column.type, column.description, column.constraints.nullable] for column in schema.columns}


def shown(requests: Iterable[dg.RunRequest] | None) -> list[dict[str, Any]]:
    """What runs are asked for."""
    return [
        {
            "key": request.run_key,
            "day": request.partition_key,
            "source": request.tags.get("dateline/source"),
            "asks": [op["config"]["sources"] for op in request.run_config.get("ops", {}).values()],
            "config": request.run_config,
        }
        for request in requests or []
    ]


def scheduled(hour: int) -> list[dict[str, Any]]:
    """What the hourly schedule asks for at an hour of today (UTC)."""
    moment = dt.datetime.now(dt.UTC).replace(hour=hour, minute=0, second=0, microsecond=0)
    context = dg.build_schedule_context(repository_def=defs.get_repository_def(), scheduled_execution_time=moment)
    return shown(hourly.evaluate_tick(context).run_requests)


def dropped(cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
    """What the sensor of folders asks for, and its next cursor."""
    context = dg.build_sensor_context(cursor=cursor, repository_def=defs.get_repository_def())
    tick = drop_folder.evaluate_tick(context)
    return shown(tick.run_requests), tick.cursor


def ran(
    job: str, instance: dg.DagsterInstance, day: str | None = None, config: dict[str, Any] | None = None
) -> tuple[dict[str, Any], dg.ExecuteInProcessResult]:
    """What a run of the job made, and the run."""
    outcome = defs.resolve_job_def(job).execute_in_process(
        partition_key=day, run_config=config or {}, instance=instance, raise_on_error=False
    )
    made = [event.step_materialization_data.materialization for event in outcome.get_asset_materialization_events()]
    return {
        "success": outcome.success,
        "rows": {
            event.asset_key.to_user_string(): event.metadata["dagster/row_count"].value
            for event in made
            if "dagster/row_count" in event.metadata
        },
        "sources": [
            record.data
            for event in made
            if "sources" in event.metadata
            for record in event.metadata["sources"].records  # type: ignore[union-attr]
        ],
        "checks": {
            f"{check.asset_key.to_user_string()}:{check.check_name}": check.passed
            for check in outcome.get_asset_check_evaluations()
        },
    }, outcome


def follows(sensor: Any, run: dg.ExecuteInProcessResult, instance: dg.DagsterInstance) -> Any:
    """What a sensor makes of a run."""
    ended = ("PIPELINE_SUCCESS", "PIPELINE_FAILURE")
    context = dg.build_run_status_sensor_context(
        sensor_name=sensor.name,
        dagster_event=next(event for event in run.all_events if event.event_type_value in ended),
        dagster_instance=instance,
        dagster_run=run.dagster_run,
    )
    return sensor(context.for_run_failure() if sensor is tell_of_failures else context)


def a_day_of_files(day: str, empty_day: str, instance: dg.DagsterInstance) -> dict[str, Any]:
    """A day with what lies in the inbox, an empty one, and the publishing that they ask for."""
    made, run = ran("day", instance, day)
    _, later_run = ran("day", instance, empty_day)
    asked = [follows(after_a_day, each, instance) for each in (run, later_run)]
    return {"ran": made, "publishing": [a.run_key if isinstance(a, dg.RunRequest) else None for a in asked]}


def a_day_of_the_web(instance: dg.DagsterInstance) -> dict[str, Any]:
    """The sources that are due, what follows when they were asked, and what is told when one fails."""
    due = scheduled(hour=4)
    taken, run = ran("intake", instance, due[0]["day"], due[0]["config"])
    days = follows(after_an_intake, run, instance)
    again, _ = ran("intake", instance, due[0]["day"], due[0]["config"])
    alone = {"ops": {"pages": {"config": {"sources": ["gone"]}}}}
    failing, failed = ran("intake", instance, due[0]["day"], alone)
    follows(tell_of_failures, failed, instance)
    return {
        "due at 4": due,
        "due at 5": scheduled(hour=5),
        "taken": taken,
        "days": [[request.partition_key, request.run_key] for request in days],
        "again": again,
        "failing": failing,
    }


def a_source_in_trouble(instance: dg.DagsterInstance) -> dict[str, Any]:
    """A run of two sources, of which one does not answer at first."""
    config = {"ops": {"pages": {"config": {"sources": ["herald", "shaky"]}}}}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("orchestration.assets.pages.SECONDS_BEFORE_RETRY", 0)
        stamina.set_testing(True, attempts=1)
        made, _ = ran("intake", instance, scheduled(hour=4)[0]["day"], config)
        stamina.set_testing(False)
    return made


if __name__ == "__main__":
    _, day, empty_day, archive_day = sys.argv
    known = described()
    first, cursor = dropped(None)
    second, _ = dropped(cursor)
    with dg.DagsterInstance.ephemeral() as instance:
        web = a_day_of_the_web(instance)
        files = a_day_of_files(day, empty_day, instance)
        archive, _ = ran("intake", instance, archive_day)
        shaky = a_source_in_trouble(instance)
        watched = [ran("watch", instance)[0] for _ in range(2)]
    print(  # noqa: T201 - this program's answer
        json.dumps(
            {
                "known": known,
                "dropped": [first, second],
                "web": web,
                "archive": archive,
                "shaky": shaky,
                "watched": watched,
                **files,
            },
            default=str,
        )
    )
