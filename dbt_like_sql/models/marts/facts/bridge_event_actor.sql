-- Who acts in an event, and upon whom: one row an actor or recipient.
with articles as (
    select
        article_id,
        fetched_on,
        date_published
    from {{ ref('dim_article') }}
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
    event_actors.char_end
from event_actors
inner join articles on event_actors.article_id = articles.article_id and event_actors.fetched_on = articles.fetched_on
left join
    identities
    on event_actors.entity_id = identities.entity_id and event_actors.article_id = identities.article_id
order by
    articles.date_published, event_actors.article_id, event_actors.event_id, event_actors.role, event_actors.actor_no
