{{ config(materialized='table') }}

-- Years of fetching in which an article has come, changed or gone.
select distinct cast(date_trunc('year', month_start) as date) as year_start
from {{ ref('int_touched_fetch_months') }}
