-- One a day: each type of event between two countries counts once a day and direction, however many outlets report it,
-- as conflict research filters event data. Only actual events whose day is known.
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
where events.status = 'actual' and events.event_date_grain = 'day'
group by dyads.actor_country_iso3, dyads.recipient_country_iso3, events.event_date, events.event_type
order by events.event_date, dyads.actor_country_iso3, dyads.recipient_country_iso3, events.event_type
