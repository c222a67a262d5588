{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'entity_id', 'touched': 'int_touched_entities'}
) }}

-- depends_on: {{ ref('int_touched_entities') }}
-- One row a name under which current articles mention an entity.
with entity_names as (
    select * from {{ ref('int_merged_aliases') }}
)

select
    entity_id,
    alias,
    mention_count,
    article_count
from entity_names
order by entity_id asc, mention_count desc, alias asc
