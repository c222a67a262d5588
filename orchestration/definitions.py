"""Everything Dagster knows: assets, jobs, the schedule, the sensor, resources, the executor."""

import dagster as dg

from orchestration.jobs import DAY_ASSETS, MODEL_ASSETS, after_a_day, day_job, hourly, publish_job
from orchestration.resources import make_resources
from orchestration.settings import Settings

defs = dg.Definitions(
    assets=[*DAY_ASSETS, *MODEL_ASSETS],
    jobs=[day_job, publish_job],
    schedules=[hourly],
    sensors=[after_a_day],
    resources=make_resources(Settings.from_environment()),
    # In process: the multiprocess executor imports everything anew for every step. Pages and articles are worked on in
    # guarded workers all the same.
    executor=dg.in_process_executor,
)
