{{ config(materialized='table_macro', meta={'parameters': ['person']}) }}

with speakers as (
    select entity_id
    from {{ ref('dim_entity') }}
    where {{ plain('canonical_name') }} = {{ plain('person') }}
    union
    select entity_id
    from {{ ref('dim_entity_alias') }}
    where {{ plain('alias') }} = {{ plain('person') }}
)

select
    articles.covered_on,
    entities.canonical_name as speaker,
    coalesce(quotes.speaker_role, entities.role_text) as speaker_role,
    quotes.quotation,
    quotes.quote_type,
    quotes.is_negated,
    quotes.is_first_of_cluster,
    articles.outlet_id,
    articles.headline,
    articles.url,
    quotes.quote_id,
    quotes.article_id,
    quotes.char_start,
    quotes.char_end
from {{ ref('fct_quote') }} as quotes
inner join {{ ref('dim_entity') }} as entities on quotes.speaker_entity_id = entities.entity_id
inner join {{ ref('dim_article') }} as articles on quotes.article_id = articles.article_id
where quotes.speaker_entity_id in (select speakers.entity_id from speakers)
order by articles.covered_on desc, quotes.article_id asc, quotes.char_start asc
