-- One row an actual event with a known day, an acting and an affected country: reciprocal events stand in both
-- directions. Events inside one country have no dyad.
with events as (
    select
        event_id,
        event_cluster_id,
        event_date,
        event_type,
        quad_code,
        intensity,
        goldstein,
        is_reciprocal
    from {{ ref('fct_event') }}
    where status = 'actual' and event_date is not null and event_date_grain = 'day'
),

pairs as (
    select distinct
        event_actors.event_id,
        event_actors.country_iso3 as actor_country_iso3,
        recipients.country_iso3 as recipient_country_iso3
    from {{ ref('bridge_event_actor') }} as event_actors
    inner join {{ ref('bridge_event_actor') }} as recipients on event_actors.event_id = recipients.event_id
    where
        event_actors.role = 'actor'
        and recipients.role = 'recipient'
        and event_actors.country_iso3 <> recipients.country_iso3
),

directed as (
    select
        event_id,
        actor_country_iso3,
        recipient_country_iso3,
        false as is_swapped
    from pairs
    union all
    select
        event_id,
        recipient_country_iso3 as actor_country_iso3,
        actor_country_iso3 as recipient_country_iso3,
        true as is_swapped
    from pairs
)

select
    events.event_id,
    events.event_cluster_id,
    events.event_date,
    events.event_type,
    events.quad_code,
    events.intensity,
    events.goldstein,
    events.is_reciprocal,
    directed.actor_country_iso3,
    directed.recipient_country_iso3
from events
inner join directed on events.event_id = directed.event_id
where events.is_reciprocal or not directed.is_swapped
