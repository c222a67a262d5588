{{ config(materialized='table') }}

-- Months of fetching whose pages or articles have come, changed or gone, or are copies or originals since.
with days as (
    select fetched_on from {{ ref('int_touched_articles') }}
    union all
    select built_on as fetched_on from {{ ref('int_touched_articles') }}
    union all
    select fetched_on from {{ ref('int_pending_days') }}
)

select distinct cast(date_trunc('month', fetched_on) as date) as month_start
from days
where fetched_on is not null
