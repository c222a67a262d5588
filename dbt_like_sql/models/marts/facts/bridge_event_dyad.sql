{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- Which country did it to which: one row an event and directed pair of countries. What both do together stands in both
-- directions; events inside one country have no dyad.
with touched as (
    select
        article_id,
        fetched_on
    from {{ current_articles() }}
),

events as (
    select
        event_id,
        article_id,
        is_reciprocal,
        fetched_on
    from {{ ref('fct_event') }}
    where {{ is_of_touched() }}
),

actors as (
    select
        event_id,
        role,
        country_iso3
    from {{ ref('bridge_event_actor') }}
    where {{ is_of_touched() }} and country_iso3 is not null
),

pairs as (
    select distinct
        event_actors.event_id,
        event_actors.country_iso3 as actor_country_iso3,
        recipients.country_iso3 as recipient_country_iso3
    from actors as event_actors
    inner join actors as recipients on event_actors.event_id = recipients.event_id
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
    directed.event_id,
    directed.actor_country_iso3,
    directed.recipient_country_iso3,
    directed.is_swapped,
    events.article_id,
    events.fetched_on
from directed
inner join events on directed.event_id = events.event_id
where events.is_reciprocal or not directed.is_swapped
order by
    events.fetched_on,
    directed.event_id,
    directed.is_swapped,
    directed.actor_country_iso3,
    directed.recipient_country_iso3
