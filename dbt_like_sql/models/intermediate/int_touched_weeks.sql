{{ config(materialized='table') }}

-- Weeks of publication (of fetching, where that is unknown) of touched articles, now and in the last run.
with days as (
    select covered_on from {{ ref('int_touched_articles') }}
    union all
    select built_covered_on as covered_on from {{ ref('int_touched_articles') }}
)

select distinct cast(date_trunc('week', covered_on) as date) as week_start
from days
where covered_on is not null
