{{ config(materialized='table') }}

-- The days whose newest load has not been modelled; in a full refresh, all days.
with day_runs as (
    select * from {{ ref('int_day_runs') }}
),

modelled as (
    select
        fetched_on,
        run_id
    from {{ ref('stg_progress') }}
    where step = 'models' and not {{ makes_all_anew() }}
)

select
    day_runs.fetched_on,
    day_runs.run_id
from day_runs
left join modelled on day_runs.fetched_on = modelled.fetched_on and day_runs.run_id = modelled.run_id
where modelled.run_id is null
