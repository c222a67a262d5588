-- Every place in an article's facts that points at an entity. Decides which entities exist in the marts, and which days
-- have a say in what is known of them.
select
    entity_id,
    article_id,
    fetched_on,
    'mention' as kind
from {{ ref('stg_mentions') }}
where entity_id is not null
union all
select
    speaker_entity_id as entity_id,
    article_id,
    fetched_on,
    'speaker' as kind
from {{ ref('stg_quotes') }}
where speaker_entity_id is not null
union all
select
    addressee_entity_id as entity_id,
    article_id,
    fetched_on,
    'addressee' as kind
from {{ ref('stg_quotes') }}
where addressee_entity_id is not null
union all
select
    entity_id,
    article_id,
    fetched_on,
    'quoted_about' as kind
from {{ ref('stg_quote_mentions') }}
where entity_id is not null
union all
select
    entity_id,
    article_id,
    fetched_on,
    'event_actor' as kind
from {{ ref('stg_event_actors') }}
where entity_id is not null
union all
select
    reported_by_entity_id as entity_id,
    article_id,
    fetched_on,
    'reported_by' as kind
from {{ ref('stg_events') }}
where reported_by_entity_id is not null
