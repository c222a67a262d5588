{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': "cast(date_trunc('month', event_date) as date)", 'touched': 'int_touched_event_months', 'key': 'month_start'}
) }}

-- One a day: each type of event between two countries counts once a day and direction, however many outlets report it,
-- as conflict research filters event data. Only actual events whose day is known.
with months as (
    select month_start from {{ touched_or_every('int_touched_event_months', 'int_every_event_month') }}
)

select
    dyads.actor_country_iso3,
    dyads.recipient_country_iso3,
    events.event_date,
    events.event_type,
    min(events.quad_code) as quad_code,
    avg(events.intensity) as intensity,
    avg(events.goldstein) as goldstein,
    cast(count(distinct events.event_cluster_id) as integer) as event_count,
    cast(count(distinct events.event_id) as integer) as report_count,
    min(events.event_id) as example_event_id
from {{ ref('fct_event') }} as events
inner join {{ ref('bridge_event_dyad') }} as dyads on events.event_id = dyads.event_id
where
    cast(date_trunc('month', events.event_date) as date) in (select months.month_start from months)
    and events.status = 'actual'
    and events.event_date_grain = 'day'
group by dyads.actor_country_iso3, dyads.recipient_country_iso3, events.event_date, events.event_type
order by events.event_date, dyads.actor_country_iso3, dyads.recipient_country_iso3, events.event_type
