"""Jobs, schedules and sensors: asking sources, the days that follow, and publishing. Stays out: what the assets do."""

import datetime as dt

import dagster as dg

from orchestration.assets.articles import articles
from orchestration.assets.core import core
from orchestration.assets.event_clusters import event_clusters
from orchestration.assets.events import events
from orchestration.assets.marts import marts
from orchestration.assets.mentions import entities, mentions
from orchestration.assets.pages import pages
from orchestration.assets.published import audit, published
from orchestration.assets.quote_clusters import quote_clusters
from orchestration.assets.quotes import quotes
from orchestration.assets.rejects import rejects
from orchestration.assets.stories import stories
from orchestration.assets.tokens import tokens
from orchestration.checks import HOUR, watch_sources
from orchestration.drop_folders import changed
from orchestration.failures import failure_of
from orchestration.freshness import inputs_digest, stale_days
from orchestration.notify import notify
from orchestration.partitions import days
from orchestration.settings import Settings
from orchestration.sources.declared import INBOX, read_sources
from orchestration.storage import TableStore

_AGAIN_AFTER_A_CRASH = {"dagster/max_retries": "2"}

DAY_ASSETS = [pages, articles, tokens, rejects, mentions, entities, quotes, events, core]
MODEL_ASSETS = [stories, quote_clusters, event_clusters, marts, audit, published]

intake_job = dg.define_asset_job(
    "intake",
    selection=dg.AssetSelection.assets(pages),
    partitions_def=days,
    tags=_AGAIN_AFTER_A_CRASH,
    description="Ask sources for what is new and file it under the day on which it was fetched.",
)

day_job = dg.define_asset_job(
    "day",
    selection=dg.AssetSelection.assets(*DAY_ASSETS),
    partitions_def=days,
    tags=_AGAIN_AFTER_A_CRASH,
    description="One day from its pages to the core tables.",
)

publish_job = dg.define_asset_job(
    "model_and_publish",
    selection=dg.AssetSelection.assets(*MODEL_ASSETS),
    tags=_AGAIN_AFTER_A_CRASH,
    description=(
        "Near-duplicates, reuse of quotations, reports of one event, every dbt model and test, the audit, and the published file."
    ),
)


watch_job = dg.define_asset_job(
    "watch",
    selection=dg.AssetSelection.checks(watch_sources),
    description="Whether every source has given something lately, and as much as before.",
)

SOURCE_TAG = "dateline/source"
"""Dagster's tag on the runs that ask a source."""


@dg.schedule(
    job=intake_job,
    cron_schedule="0 * * * *",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every hour: ask the sources of sources.toml that are due.",
)
def hourly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """One run for all that are due, so that many hosts are asked at once; it asks those that do not answer again by themselves.

    Without such sources, a run for what became due in another way: by new rules, or because a day is over.
    """
    settings = Settings.from_environment()
    now = context.scheduled_execution_time.astimezone(dt.UTC).replace(tzinfo=None)
    due = [source.name for source in read_sources(settings.sources).source if source.is_due(now - HOUR, now)]
    if not due and not stale_days(settings, TableStore(settings.layout)):
        return dg.SkipReason(f"No source of {settings.sources} is due.")
    return _intake_of(due, now.date(), f"hourly {now:%Y-%m-%dT%H}")


@dg.schedule(
    job=watch_job,
    cron_schedule="30 * * * *",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every hour: check whether sources have gone silent.",
)
def hourly_watch() -> dg.RunRequest:
    """A run of the checks."""
    return dg.RunRequest()


@dg.sensor(
    job=intake_job,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description="When files have come into the inbox or a folder of sources.toml, and are written to the end: take them in.",
)
def drop_folder(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """A run for every folder whose files are others than when it was last looked at."""
    settings = Settings.from_environment()
    folders = {source.name: source.paths for source in read_sources(settings.sources).source if not source.gives_links}
    new, cursor = changed(context.cursor, {INBOX: [settings.inbox], **folders})
    if not new:
        return dg.SkipReason(f"No new files in {', '.join([str(settings.inbox), *folders])}.")
    today = dt.datetime.now(dt.UTC).date()
    requests = [_intake_of([name] if name != INBOX else [], today, f"{name} {state}") for name, state in new.items()]
    return dg.SensorResult(requests, cursor=cursor)


def _intake_of(sources: list[str], day: dt.date, run_key: str) -> dg.RunRequest:
    config = {"ops": {pages.op.name: {"config": {"sources": sources}}}}
    named = sources[0] if len(sources) == 1 else f"{len(sources)} sources"
    tags = {SOURCE_TAG: named if sources else INBOX}
    return dg.RunRequest(run_key=run_key, run_config=config, partition_key=day.isoformat(), tags=tags)


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[intake_job],
    request_job=day_job,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="After sources were asked and no other source is being asked: run the days that have something new.",
)
def after_an_intake(context: dg.RunStatusSensorContext) -> list[dg.RunRequest] | dg.SkipReason:
    """A run for every day that is due. A day that failed is asked for again when it has something new."""
    under_way = _under_way(context.instance, intake_job.name)
    if under_way:
        return dg.SkipReason(f"{under_way} more sources are being asked.")
    settings = Settings.from_environment()
    store = TableStore(settings.layout)
    due = stale_days(settings, store)
    if not due:
        return dg.SkipReason("Nothing new has come in.")
    return [dg.RunRequest(run_key=_state(day, settings, store), partition_key=day.isoformat()) for day in due]


def _state(day: dt.date, settings: Settings, store: TableStore) -> str:
    return f"{day} {inputs_digest(day, settings, store)} {store.row_count('fetches', day)}"


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[day_job],
    request_job=publish_job,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="After a day was loaded and no other day is under way: model and publish.",
)
def after_a_day(context: dg.RunStatusSensorContext) -> dg.RunRequest | dg.SkipReason:
    """Wait for the last day of a backfill, so that thirty days are published once.

    Each of the thirty asks; the run's key is the newest of them, and Dagster starts one run a key.
    """
    under_way = _under_way(context.instance, day_job.name)
    if under_way:
        return dg.SkipReason(f"{under_way} more days are under way.")
    loaded = dg.RunsFilter(job_name=day_job.name, statuses=[dg.DagsterRunStatus.SUCCESS])
    newest = context.instance.get_runs(loaded, limit=1)
    return dg.RunRequest(run_key=f"publish-{newest[0].run_id}")


@dg.run_failure_sensor(
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="When a run has failed: tell the webhook, if DATELINE_WEBHOOK names one.",
)
def tell_of_failures(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
    """One message a failed run. One that Dagster begins anew is told of only when it has failed for good."""
    settings = Settings.from_environment()
    if settings.webhook is None:
        return dg.SkipReason("DATELINE_WEBHOOK is not set.")
    run = context.instance.get_run_by_id(context.dagster_run.run_id) or context.dagster_run
    if run.tags.get("dagster/will_retry") == "true":
        return dg.SkipReason("The run is begun anew.")
    about = run.tags.get(SOURCE_TAG) or run.tags.get("dagster/partition")
    title = f"Dateline: {run.job_name}{f' of {about}' if about else ''} failed"
    errors = [failure_of(event) for event in context.get_step_failure_events()]
    notify(settings, title, "\n".join(errors) or context.failure_event.message or "", f"Run {run.run_id}")
    return None


def _under_way(instance: dg.DagsterInstance, job: str) -> int:
    status = dg.DagsterRunStatus
    unfinished = [status.QUEUED, status.NOT_STARTED, status.STARTING, status.STARTED]
    return instance.get_runs_count(dg.RunsFilter(job_name=job, statuses=unfinished))
