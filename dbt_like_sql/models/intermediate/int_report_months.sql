{{ config(materialized='table') }}

-- The months whose reports are to be made anew.
select distinct cast(date_trunc('month', covered_on) as date) as month_start
from {{ ref('int_touched_report_days') }}
