{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'fetched_on', 'touched': 'int_pending_days'}
) }}

-- One row an attempt to get something: a request, also for robots.txt and for lists of pages; an archive file; a page
-- that came in otherwise. A page stands at the first attempt that gave it.
with pages as (
    select * from {{ ref('stg_pages') }}
    where {{ is_touched('fetched_on', 'int_pending_days', 'fetched_on') }}
),

fetches as (
    select
        *,
        row_number() over (partition by page_id, fetched_on order by fetched_at, fetch_id) as fetch_of_page_no
    from {{ ref('stg_fetches') }}
    where {{ is_touched('fetched_on', 'int_pending_days', 'fetched_on') }}
),

day_runs as (
    select * from {{ ref('int_day_runs') }}
),

rejects as (
    select * from {{ ref('stg_rejects') }}
    where stage = 'pages' and {{ is_touched('fetched_on', 'int_pending_days', 'fetched_on') }}
),

attempts as (
    select
        coalesce(fetches.fetch_id, pages.page_id) as fetch_id,
        coalesce(fetches.page_id, pages.page_id) as page_id,
        coalesce(fetches.url, pages.url) as url,
        coalesce(fetches.fetched_at, pages.fetched_at) as fetched_at,
        fetches.http_status as status,
        fetches.final_url,
        fetches.etag,
        fetches.last_modified,
        cast(coalesce(fetches.bytes, pages.bytes) as bigint) as bytes,
        fetches.is_robots_allowed as robots_allowed,
        fetches.detail,
        pages.page_status,
        pages.source_kind,
        coalesce(fetches.source_name, pages.source_name) as source_name,
        coalesce(fetches.purpose, 'page') as purpose,
        fetches.outcome,
        fetches.attempt_no,
        fetches.seconds,
        coalesce(fetches.fetched_on, pages.fetched_on) as fetched_on
    from fetches
    full join pages
        on
            fetches.page_id = pages.page_id
            and fetches.fetched_on = pages.fetched_on
            and fetches.fetch_of_page_no = 1
)

select
    attempts.fetch_id,
    attempts.page_id,
    attempts.url,
    attempts.fetched_at,
    attempts.status,
    attempts.final_url,
    attempts.etag,
    attempts.last_modified,
    attempts.bytes,
    attempts.robots_allowed,
    day_runs.run_id,
    coalesce(attempts.detail, rejects.reason || ': ' || rejects.detail) as error,
    attempts.page_status,
    attempts.source_kind,
    attempts.source_name,
    attempts.purpose,
    attempts.outcome,
    attempts.attempt_no,
    attempts.seconds,
    attempts.fetched_on
from attempts
left join day_runs on attempts.fetched_on = day_runs.fetched_on
left join rejects
    on
        attempts.page_id = rejects.page_id
        and attempts.fetched_on = rejects.fetched_on
        and attempts.page_status is not null
order by attempts.fetched_at, attempts.fetch_id
