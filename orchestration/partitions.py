"""The partition of every stage: the day (UTC) on which a page was fetched."""

import dagster as dg

from orchestration.settings import Settings

days = dg.DailyPartitionsDefinition(start_date=Settings.from_environment().first_day.isoformat(), end_offset=1)
"""From the first day of the settings to today, today included."""
