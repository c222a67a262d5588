{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_event_months'}
) }}

-- What one country did to another, by month: actual events, each event cluster counted once. A reciprocal event stands
-- in both directions.
with months as (
    select month_start from {{ touched_or_every('int_touched_event_months', 'int_every_event_month') }}
),

clusters as (
    select
        dyads.actor_country_iso3,
        dyads.recipient_country_iso3,
        cast(date_trunc('month', events.event_date) as date) as month_start,
        events.event_cluster_id,
        avg(events.intensity) as intensity,
        avg(events.goldstein) as goldstein,
        min(events.quad_code) as quad_code
    from {{ ref('fct_event') }} as events
    inner join {{ ref('bridge_event_dyad') }} as dyads on events.event_id = dyads.event_id
    where
        cast(date_trunc('month', events.event_date) as date) in (select months.month_start from months)
        and events.status = 'actual'
        and events.event_date_grain in ('day', 'week', 'month')
    group by all
)

select
    actor_country_iso3,
    recipient_country_iso3,
    month_start,
    cast(count(*) as integer) as event_count,
    avg(intensity) as mean_intensity,
    avg(goldstein) as mean_goldstein,
    cast(count(*) filter (where quad_code = 1) as integer) as verbal_cooperation_count,
    cast(count(*) filter (where quad_code = 2) as integer) as material_cooperation_count,
    cast(count(*) filter (where quad_code = 3) as integer) as verbal_conflict_count,
    cast(count(*) filter (where quad_code = 4) as integer) as material_conflict_count,
    cast(count(*) filter (where quad_code in (1, 2)) as integer) as cooperation_count,
    cast(count(*) filter (where quad_code in (3, 4)) as integer) as conflict_count
from clusters
group by actor_country_iso3, recipient_country_iso3, month_start
order by month_start, actor_country_iso3, recipient_country_iso3
