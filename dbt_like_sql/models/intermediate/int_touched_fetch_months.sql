{{ config(materialized='table') }}

-- Months of fetching in which an article has come, changed or gone.
with changed as (
    select * from {{ ref('int_changed_articles') }}
    where is_changed
)

select cast(date_trunc('month', fetched_on) as date) as month_start
from changed
where fetched_on is not null
union
select cast(date_trunc('month', built_on) as date) as month_start
from changed
where built_on is not null
