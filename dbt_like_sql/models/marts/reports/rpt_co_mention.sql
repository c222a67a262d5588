{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_months', 'named': ['entity_id', 'other_entity_id']}
) }}

-- Which entities stand in one sentence, by month: an undirected network of pairs that do so at least twice.
with pairs as (
    select * from {{ ref('int_co_mentions') }}
    where {{ is_touched_or_renamed('month_start', 'int_touched_months', ['entity_id', 'other_entity_id']) }}
)

select
    pairs.month_start,
    pairs.entity_id,
    entities.canonical_name,
    pairs.other_entity_id,
    others.canonical_name as other_canonical_name,
    pairs.sentence_count,
    pairs.article_count
from pairs
inner join {{ ref('dim_entity') }} as entities on pairs.entity_id = entities.entity_id
inner join {{ ref('dim_entity') }} as others on pairs.other_entity_id = others.entity_id
order by
    pairs.month_start asc,
    pairs.sentence_count desc,
    pairs.entity_id asc,
    pairs.other_entity_id asc
