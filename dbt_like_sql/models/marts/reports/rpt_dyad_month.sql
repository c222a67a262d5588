-- What one country did to another, by month: actual events, each event cluster counted once.
with dyads as (
    select distinct
        events.event_cluster_id,
        events.event_date,
        events.quad_code,
        events.intensity,
        actors.country_iso3 as actor_country_iso3,
        recipients.country_iso3 as recipient_country_iso3
    from {{ ref('fct_event') }} as events
    inner join {{ ref('bridge_event_actor') }} as actors
        on events.event_id = actors.event_id and actors.role = 'actor'
    inner join {{ ref('bridge_event_actor') }} as recipients
        on events.event_id = recipients.event_id and recipients.role = 'recipient'
    where
        events.status = 'actual'
        and events.event_date is not null
        and actors.country_iso3 <> recipients.country_iso3
),

clusters as (
    select
        actor_country_iso3,
        recipient_country_iso3,
        cast(date_trunc('month', event_date) as date) as month_start,
        event_cluster_id,
        avg(intensity) as intensity,
        min(quad_code) as quad_code
    from dyads
    group by all
)

select
    actor_country_iso3,
    recipient_country_iso3,
    month_start,
    cast(count(*) as integer) as event_count,
    avg(intensity) as mean_intensity,
    cast(count(*) filter (where quad_code in (1, 2)) as integer) as cooperation_count,
    cast(count(*) filter (where quad_code in (3, 4)) as integer) as conflict_count
from clusters
group by actor_country_iso3, recipient_country_iso3, month_start
order by month_start, actor_country_iso3, recipient_country_iso3
