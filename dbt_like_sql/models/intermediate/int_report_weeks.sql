{{ config(materialized='table') }}

-- The weeks whose reports are to be made anew.
select distinct cast(date_trunc('week', covered_on) as date) as week_start
from {{ ref('int_touched_report_days') }}
