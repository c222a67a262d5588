"""Everything Dagster knows: assets, checks, jobs, schedules, sensors, resources, the executor."""

import dagster as dg

from orchestration.checks import watch_sources
from orchestration.jobs import (
    DAY_ASSETS,
    MODEL_ASSETS,
    after_a_day,
    after_an_intake,
    day_job,
    drop_folder,
    hourly,
    hourly_watch,
    intake_job,
    publish_job,
    tell_of_failures,
    watch_job,
)
from orchestration.resources import make_resources
from orchestration.settings import Settings

defs = dg.Definitions(
    assets=[*DAY_ASSETS, *MODEL_ASSETS],
    asset_checks=[watch_sources],
    jobs=[intake_job, day_job, publish_job, watch_job],
    schedules=[hourly, hourly_watch],
    sensors=[drop_folder, after_an_intake, after_a_day, tell_of_failures],
    resources=make_resources(Settings.from_environment()),
    # In process: the multiprocess executor imports everything anew for every step. Pages and articles are worked on in
    # guarded workers all the same.
    executor=dg.in_process_executor,
)
