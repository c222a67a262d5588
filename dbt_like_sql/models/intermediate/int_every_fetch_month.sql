-- Months in which pages were fetched.
select distinct cast(date_trunc('month', fetched_on) as date) as month_start
from {{ ref('int_day_runs') }}
