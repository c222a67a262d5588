{{ config(materialized='table') }}

-- The weeks whose rises are to be looked for anew: those of touched articles, and the four after each.
with weeks as (
    select * from {{ ref('int_touched_weeks') }}
),

following as (
    select cast(unnest(generate_series(week_start, week_start + interval 28 day, interval 7 day)) as date) as week_start
    from weeks
)

select distinct week_start from following
