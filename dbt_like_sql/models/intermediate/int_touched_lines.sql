{{ config(materialized='table') }}

-- Articles whose events are to be put on a line anew: touched ones, and those with a party or an outlet that is named
-- otherwise since.
with entities as (
    select name_id as entity_id from {{ ref('int_changed_names') }}
    where kind = 'entity'
),

outlets as (
    select name_id as outlet_id from {{ ref('int_changed_names') }}
    where kind = 'outlet'
)

select
    article_id,
    fetched_on,
    built_on
from {{ ref('int_touched_articles') }}
union
select
    actors.article_id,
    actors.fetched_on,
    actors.fetched_on as built_on
from {{ ref('bridge_event_actor') }} as actors
inner join entities on actors.entity_id = entities.entity_id
union
select
    events.article_id,
    events.fetched_on,
    events.fetched_on as built_on
from {{ ref('fct_event') }} as events
inner join entities on events.reported_by_entity_id = entities.entity_id
union
select
    articles.article_id,
    articles.fetched_on,
    articles.fetched_on as built_on
from {{ ref('dim_article') }} as articles
inner join outlets on articles.outlet_id = outlets.outlet_id
