{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_months', 'named': ['speaker_entity_id', 'about_entity_id']}
) }}

-- Who speaks about whom, by month: a directed network. What several outlets print of one statement is one statement.
with pairs as (
    select * from {{ ref('int_talked_about') }}
    where
        {{ is_touched_or_renamed('month_start', 'int_touched_months', ['speaker_entity_id', 'about_entity_id']) }}
)

select
    pairs.month_start,
    pairs.speaker_entity_id,
    speakers.canonical_name as speaker,
    pairs.about_entity_id,
    entities.canonical_name as about,
    entities.entity_type as about_entity_type,
    pairs.statement_count,
    pairs.quote_count,
    pairs.article_count,
    pairs.outlet_count,
    pairs.example_quote_id
from pairs
inner join {{ ref('dim_entity') }} as speakers on pairs.speaker_entity_id = speakers.entity_id
inner join {{ ref('dim_entity') }} as entities on pairs.about_entity_id = entities.entity_id
order by
    pairs.month_start asc,
    pairs.statement_count desc,
    pairs.speaker_entity_id asc,
    pairs.about_entity_id asc
