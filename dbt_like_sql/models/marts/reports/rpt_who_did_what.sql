{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_lines',
        'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- Every event on one line, with the sentence that reports it and where that stands. Parties that the words only point
-- at ("both sides") stand there by country.
with touched as (
    select
        article_id,
        fetched_on
    from {{ touched_or_every('int_touched_lines', 'int_current_articles') }}
),

actor_names as (
    select
        actors.event_id,
        actors.role,
        actors.actor_no,
        case
            when actors.basis = 'dyad' then actors.country_iso3
            else coalesce(entities.canonical_name, actors.raw_text, actors.country_iso3)
        end as actor_name
    from {{ ref('bridge_event_actor') }} as actors
    left join {{ ref('dim_entity') }} as entities on actors.entity_id = entities.entity_id
    where {{ is_of_touched('actors') }}
),

actor_lines as (
    select
        event_id,
        string_agg(actor_name, ', ' order by actor_no) filter (where role = 'actor') as actor,
        string_agg(actor_name, ', ' order by actor_no) filter (where role = 'recipient') as recipient
    from actor_names
    group by event_id
)

select
    events.event_id,
    events.article_id,
    events.event_date,
    actor_lines.actor,
    events.event_type,
    events.event_mode,
    events.trigger_text,
    actor_lines.recipient,
    coalesce(events.placename, events.country_iso3) as place,
    events.status,
    events.intensity,
    speakers.canonical_name as reported_by,
    events.sentence,
    outlets.publisher_name as outlet,
    articles.date_published,
    articles.url,
    events.fetched_on
from {{ ref('fct_event') }} as events
inner join {{ ref('dim_article') }} as articles
    on events.article_id = articles.article_id and events.fetched_on = articles.fetched_on
inner join {{ ref('dim_outlet') }} as outlets on articles.outlet_id = outlets.outlet_id
left join actor_lines on events.event_id = actor_lines.event_id
left join {{ ref('dim_entity') }} as speakers on events.reported_by_entity_id = speakers.entity_id
where {{ is_of_touched('events') }}
order by events.fetched_on, events.event_date, events.article_id, events.char_start, events.event_id
