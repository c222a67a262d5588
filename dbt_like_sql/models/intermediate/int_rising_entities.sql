{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'week_start', 'touched': 'int_rising_weeks'}
) }}

-- Who is in the news more than before, by week: articles of the week against the weekly mean of the four before. One is
-- added to both, so that a single article about somebody new is no rise without bounds. Entities of at least two
-- articles a week.
with weeks as (
    select week_start from {{ touched_or_every('int_rising_weeks', 'int_every_week') }}
),

-- The table is sorted by month: others need not be read.
months as (
    select
        unnest([
            cast(date_trunc('month', week_start - interval 28 day) as date),
            cast(date_trunc('month', week_start) as date),
            cast(date_trunc('month', week_start + interval 6 day) as date)
        ]) as month_start
    from weeks
),

weekly as (
    select
        days.entity_id,
        cast(date_trunc('week', days.covered_on) as date) as week_start,
        sum(days.article_count) as article_count
    from {{ ref('int_entity_days') }} as days
    where
        days.month_start in (select months.month_start from months)
        and days.covered_on >= (select min(weeks.week_start) from weeks) - interval 28 day
        and days.covered_on < (select max(weeks.week_start) from weeks) + interval 7 day
    group by days.entity_id, cast(date_trunc('week', days.covered_on) as date)
),

compared as (
    select
        entity_id,
        week_start,
        article_count,
        coalesce(
            sum(article_count) over (
                partition by entity_id
                order by week_start
                range between interval 28 day preceding and interval 7 day preceding
            ),
            0
        ) / 4 as weekly_mean_before
    from weekly
)

select
    week_start,
    entity_id,
    cast(article_count as integer) as article_count,
    weekly_mean_before,
    (article_count + 1) / (weekly_mean_before + 1) as lift
from compared
where article_count > 1 and week_start in (select weeks.week_start from weeks)
order by week_start asc, lift desc, article_count desc, entity_id asc
