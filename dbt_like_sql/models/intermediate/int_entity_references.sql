-- Every place in a current article's facts that points at an entity. Decides which entities exist in the marts, and
-- which days have a say in what is known of them.
with current_articles as (
    select * from {{ ref('int_current_articles') }}
),

all_references as (
    select
        entity_id,
        article_id,
        fetched_on,
        'mention' as kind
    from {{ ref('stg_mentions') }}
    union all
    select
        speaker_entity_id as entity_id,
        article_id,
        fetched_on,
        'speaker' as kind
    from {{ ref('stg_quotes') }}
    union all
    select
        addressee_entity_id as entity_id,
        article_id,
        fetched_on,
        'addressee' as kind
    from {{ ref('stg_quotes') }}
    union all
    select
        entity_id,
        article_id,
        fetched_on,
        'quoted_about' as kind
    from {{ ref('stg_quote_mentions') }}
    union all
    select
        entity_id,
        article_id,
        fetched_on,
        'event_actor' as kind
    from {{ ref('stg_event_actors') }}
    union all
    select
        reported_by_entity_id as entity_id,
        article_id,
        fetched_on,
        'reported_by' as kind
    from {{ ref('stg_events') }}
)

select
    all_references.entity_id,
    all_references.article_id,
    all_references.fetched_on,
    all_references.kind
from all_references
inner join current_articles
    on
        all_references.article_id = current_articles.article_id
        and all_references.fetched_on = current_articles.fetched_on
where all_references.entity_id is not null
