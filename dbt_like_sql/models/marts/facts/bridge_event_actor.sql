{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- Who acts in an event, and upon whom: one row an actor or recipient.
with touched as (
    select
        article_id,
        fetched_on
    from {{ current_articles() }}
),

articles as (
    select
        article_id,
        fetched_on,
        date_published
    from {{ ref('dim_article') }}
    where {{ is_of_touched() }}
),

identities as (
    select * from {{ ref('int_entity_identities') }}
),

event_actors as (
    select * from {{ ref('stg_event_actors') }}
)

select
    event_actors.event_id,
    event_actors.role,
    event_actors.actor_no,
    coalesce(identities.dim_entity_id, event_actors.entity_id) as entity_id,
    event_actors.article_id,
    event_actors.country_iso3,
    event_actors.sector,
    event_actors.raw_text,
    event_actors.basis,
    event_actors.char_start,
    event_actors.char_end,
    event_actors.fetched_on
from event_actors
inner join articles on event_actors.article_id = articles.article_id and event_actors.fetched_on = articles.fetched_on
left join
    identities
    on event_actors.entity_id = identities.entity_id and event_actors.article_id = identities.article_id
order by
    articles.fetched_on,
    articles.date_published,
    event_actors.article_id,
    event_actors.event_id,
    event_actors.role,
    event_actors.actor_no
