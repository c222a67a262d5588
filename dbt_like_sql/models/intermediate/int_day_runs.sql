-- The run that loaded what the warehouse now holds of a day: the day's last one.
with runs as (
    select * from {{ ref('stg_runs') }}
)

select
    fetched_on,
    run_id,
    started_at,
    finished_at
from runs
qualify row_number() over (partition by fetched_on order by finished_at desc, started_at desc, run_id desc) = 1
