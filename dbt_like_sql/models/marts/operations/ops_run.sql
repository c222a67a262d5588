-- One row a run that loaded days into the warehouse; a run over several days is summed up.
with runs as (
    select * from {{ ref('stg_runs') }}
)

select
    run_id,
    min(started_at) as started_at,
    max(finished_at) as finished_at,
    arg_max(engine_version, finished_at) as engine_version,
    arg_max(rules_version, finished_at) as rules_version,
    cast(sum(pages_in) as integer) as pages_in,
    cast(sum(articles_in) as integer) as articles_in,
    cast(sum(articles_new) as integer) as articles_new,
    cast(sum(articles_changed) as integer) as articles_changed,
    cast(sum(articles_failed) as integer) as articles_failed,
    cast(sum(word_count) as bigint) as word_count,
    sum(seconds) as seconds,
    min(fetched_on) as first_fetched_on,
    max(fetched_on) as last_fetched_on,
    cast(count(distinct fetched_on) as integer) as day_count
from runs
group by run_id
order by started_at, run_id
