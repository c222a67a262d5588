-- One a day: each type of event between two countries counts once a day and direction, however many outlets report it,
-- as conflict research filters event data. Only actual events whose day is known.
select
    actor_country_iso3,
    recipient_country_iso3,
    event_date,
    event_type,
    min(quad_code) as quad_code,
    avg(intensity) as intensity,
    avg(goldstein) as goldstein,
    cast(count(distinct event_cluster_id) as integer) as event_count,
    cast(count(distinct event_id) as integer) as report_count,
    min(event_id) as example_event_id
from {{ ref('int_directed_dyads') }}
group by actor_country_iso3, recipient_country_iso3, event_date, event_type
order by event_date, actor_country_iso3, recipient_country_iso3, event_type
