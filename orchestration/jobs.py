"""Jobs, the schedule and the sensor: a day, and what follows it. Stays out: what the assets do."""

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.articles import articles
from orchestration.assets.core import core
from orchestration.assets.event_clusters import event_clusters
from orchestration.assets.events import events
from orchestration.assets.marts import marts
from orchestration.assets.mentions import entities, mentions
from orchestration.assets.pages import LOCK_WAIT, pages
from orchestration.assets.published import audit, published
from orchestration.assets.quote_clusters import quote_clusters
from orchestration.assets.quotes import quotes
from orchestration.assets.rejects import rejects
from orchestration.assets.stories import stories
from orchestration.assets.tokens import tokens
from orchestration.freshness import stale_days
from orchestration.landing import land
from orchestration.lock import only_writer
from orchestration.partitions import days
from orchestration.settings import Settings
from orchestration.storage import TableStore

DAY_ASSETS = [pages, articles, tokens, rejects, mentions, entities, quotes, events, core]
MODEL_ASSETS = [stories, quote_clusters, event_clusters, marts, audit, published]

day_job = dg.define_asset_job(
    "day",
    selection=dg.AssetSelection.assets(*DAY_ASSETS),
    partitions_def=days,
    description="One day from its pages to the core tables.",
)

publish_job = dg.define_asset_job(
    "model_and_publish",
    selection=dg.AssetSelection.assets(*MODEL_ASSETS),
    description=(
        "Near-duplicates, reuse of quotations, reports of one event, every dbt model and test, the audit, and the published file."
    ),
)


@dg.schedule(
    job=day_job,
    cron_schedule="0 * * * *",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every hour: land what lies in the inbox, and run every day that the published file does not yet hold.",
)
def hourly() -> Iterator[dg.RunRequest | dg.SkipReason]:
    """A run for every day that has something new; none where nothing is new."""
    settings = Settings.from_environment()
    if settings.inbox.is_dir():
        with only_writer(settings.layout.lock, wait=LOCK_WAIT):
            land([settings.inbox], settings)
    stale = stale_days(settings, TableStore(settings.layout))
    if not stale:
        yield dg.SkipReason(f"Nothing new in {settings.inbox}.")
    for day in stale:
        yield dg.RunRequest(partition_key=day.isoformat())


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
    under_way = context.instance.get_runs_count(
        dg.RunsFilter(
            job_name=day_job.name,
            statuses=[dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED],
        )
    )
    if under_way:
        return dg.SkipReason(f"{under_way} more days are under way.")
    loaded = dg.RunsFilter(job_name=day_job.name, statuses=[dg.DagsterRunStatus.SUCCESS])
    newest = context.instance.get_runs(loaded, limit=1)
    return dg.RunRequest(run_key=f"publish-{newest[0].run_id}")
