{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'week_start', 'touched': 'int_touched_weeks', 'named': ['entity_id', 'outlet_id']}
) }}

-- Who is quoted how often, by outlet and week.
with quoted as (
    select * from {{ ref('int_quoted_entities') }}
    where {{ is_touched_or_renamed('week_start', 'int_touched_weeks', ['entity_id', 'outlet_id']) }}
)

select
    quoted.outlet_id,
    outlets.publisher_name,
    quoted.week_start,
    quoted.entity_id,
    entities.canonical_name,
    entities.entity_type,
    entities.gender,
    entities.sector,
    quoted.quote_count,
    quoted.article_count,
    quoted.word_count
from quoted
inner join {{ ref('dim_entity') }} as entities on quoted.entity_id = entities.entity_id
inner join {{ ref('dim_outlet') }} as outlets on quoted.outlet_id = outlets.outlet_id
order by
    quoted.week_start asc,
    quoted.quote_count desc,
    quoted.outlet_id asc,
    quoted.entity_id asc
