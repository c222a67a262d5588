{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_months'}
) }}

-- How often an outlet is the first with an event, by month of the first report; and how far ahead of the second outlet.
with months as (
    select month_start from {{ touched_or_every('int_touched_months', 'int_every_month') }}
),

coverage as (
    select
        event_cluster_id,
        first_outlet_id,
        cast(date_trunc('month', first_on) as date) as month_start,
        outlet_count
    from {{ ref('rpt_event_coverage') }}
    where cast(date_trunc('month', first_on) as date) in (select months.month_start from months)
),

outlets as (
    select
        coverage.event_cluster_id,
        articles.outlet_id,
        min(articles.date_published) as first_published_at
    from coverage
    inner join {{ ref('fct_event') }} as events on coverage.event_cluster_id = events.event_cluster_id
    inner join {{ ref('dim_article') }} as articles
        on events.article_id = articles.article_id and events.fetched_on = articles.fetched_on
    group by coverage.event_cluster_id, articles.outlet_id
),

ranked as (
    select
        event_cluster_id,
        outlet_id,
        date_diff(
            'minute',
            first_published_at,
            lead(first_published_at) over (
                partition by event_cluster_id
                order by first_published_at, outlet_id
            )
        ) / 60 as lead_hours
    from outlets
)

select
    coverage.month_start,
    ranked.outlet_id,
    cast(count(*) as integer) as event_count,
    cast(count(*) filter (where coverage.outlet_count > 1) as integer) as shared_event_count,
    cast(
        count(*) filter (where coverage.outlet_count > 1 and ranked.outlet_id = coverage.first_outlet_id) as integer
    ) as first_count,
    count(*) filter (where coverage.outlet_count > 1 and ranked.outlet_id = coverage.first_outlet_id)
    / nullif(count(*) filter (where coverage.outlet_count > 1), 0) as first_share,
    median(ranked.lead_hours) filter (
        where coverage.outlet_count > 1 and ranked.outlet_id = coverage.first_outlet_id
    ) as median_lead_hours
from coverage
inner join ranked on coverage.event_cluster_id = ranked.event_cluster_id
group by coverage.month_start, ranked.outlet_id
order by coverage.month_start, ranked.outlet_id
