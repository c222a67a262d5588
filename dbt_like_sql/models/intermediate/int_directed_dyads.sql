-- One row an actual event with a known day, an acting and an affected country: reciprocal events stand in both directions.
-- Events inside one country have no dyad.
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

straight as (
    select
        events.*,
        pairs.actor_country_iso3,
        pairs.recipient_country_iso3
    from events
    inner join pairs on events.event_id = pairs.event_id
),

swapped as (
    select
        events.*,
        pairs.recipient_country_iso3 as actor_country_iso3,
        pairs.actor_country_iso3 as recipient_country_iso3
    from events
    inner join pairs on events.event_id = pairs.event_id
    where events.is_reciprocal
)

select * from straight
union all
select * from swapped
