{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'fetched_on', 'touched': 'int_pending_days'}
) }}

-- One row a page that gave no usable article, with the stage that gave it up and the reason.
with rejects as (
    select * from {{ ref('stg_rejects') }}
    where {{ is_touched('fetched_on', 'int_pending_days', 'fetched_on') }}
),

day_runs as (
    select * from {{ ref('int_day_runs') }}
),

pages as (
    select * from {{ ref('stg_pages') }}
    where {{ is_touched('fetched_on', 'int_pending_days', 'fetched_on') }}
),

page_articles as (
    {{ page_articles(is_touched('fetched_on', 'int_pending_days', 'fetched_on')) }}
)

select
    page_articles.article_id,
    rejects.page_id,
    rejects.stage,
    rejects.reason,
    rejects.detail,
    day_runs.run_id,
    coalesce(day_runs.finished_at, pages.fetched_at) as quarantined_at,
    pages.source_name,
    rejects.fetched_on
from rejects
left join pages on rejects.page_id = pages.page_id and rejects.fetched_on = pages.fetched_on
left join page_articles on rejects.page_id = page_articles.page_id and rejects.fetched_on = page_articles.fetched_on
left join day_runs on rejects.fetched_on = day_runs.fetched_on
order by quarantined_at, rejects.page_id, rejects.stage
