{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'fetched_on', 'touched': 'int_pending_days'}
) }}

-- One row a page that came in, on every day it came in. Columns of an HTTP answer are null: so far, pages
-- come from files.
with pages as (
    select * from {{ ref('stg_pages') }}
),

day_runs as (
    select * from {{ ref('int_day_runs') }}
),

rejects as (
    select * from {{ ref('stg_rejects') }}
    where stage = 'pages'
)

select
    pages.page_id,
    pages.url,
    pages.fetched_at,
    cast(null as integer) as status,
    cast(null as varchar) as final_url,
    cast(null as varchar) as etag,
    cast(null as varchar) as last_modified,
    cast(pages.bytes as bigint) as bytes,
    cast(null as boolean) as robots_allowed,
    day_runs.run_id,
    rejects.reason || ': ' || rejects.detail as error,
    pages.page_status,
    pages.source_kind,
    pages.source_name,
    pages.fetched_on
from pages
left join day_runs on pages.fetched_on = day_runs.fetched_on
left join rejects on pages.page_id = rejects.page_id and pages.fetched_on = rejects.fetched_on
where {{ is_touched('pages.fetched_on', 'int_pending_days', 'fetched_on') }}
order by pages.fetched_at, pages.page_id
