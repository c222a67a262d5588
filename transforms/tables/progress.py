"""The table `progress`: how far the steps that look at all days have come."""

from transforms.tables.base import Table, category, partition_day, string

STEPS = ("stories", "quote_clusters", "event_clusters", "models")
"""The steps over all days, in the order in which they run."""


class Progress(Table):
    """One row a step and day: the load of the day that the step has worked in last.

    A day whose newest load is another one, or that was worked in by another version of the step, is worked in again.
    """

    step = category(STEPS, "The step: the table that it makes, or the models.", key=True)
    fetched_on = partition_day()
    run_id = string("The load of the day that was worked in.", references="runs.run_id")
    version = string("Version of the rules or models that did it.")
