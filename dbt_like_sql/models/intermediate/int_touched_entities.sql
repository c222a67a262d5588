{{ config(materialized='table') }}
{%- set pointers = [
    ('fct_mention', 'entity_id'), ('fct_quote', 'speaker_entity_id'), ('fct_quote', 'addressee_entity_id'),
    ('bridge_quote_entity', 'entity_id'), ('bridge_event_actor', 'entity_id'), ('fct_event', 'reported_by_entity_id'),
    ('fct_entity_evidence', 'entity_id'),
] %}

-- Entities, under the ids of the marts, that a touched article's facts point at, now or as the last run left them.
with touched as (
    select * from {{ ref('int_touched_articles') }}
),

now_pointed_at as (
    select
        pointers.entity_id,
        pointers.article_id
    from {{ ref('int_entity_references') }} as pointers
    inner join touched on pointers.article_id = touched.article_id and pointers.fetched_on = touched.fetched_on
    group by all
),

pointed_at as (
    select coalesce(identities.dim_entity_id, now_pointed_at.entity_id) as entity_id
    from now_pointed_at
    left join {{ ref('int_entity_identities') }} as identities
        on now_pointed_at.entity_id = identities.entity_id and now_pointed_at.article_id = identities.article_id
    {% for fact, column in pointers if built(fact) -%}
    union all
    select facts.{{ column }} as entity_id
    from {{ built(fact) }} as facts
    inner join touched on facts.article_id = touched.article_id and facts.fetched_on = touched.built_on
    {% endfor %}
)

select distinct entity_id
from pointed_at
where entity_id is not null
