{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'week_start', 'touched': 'int_rising_weeks', 'named': ['entity_id']}
) }}

-- Who is in the news more than before, by week.
with rising as (
    select * from {{ ref('int_rising_entities') }}
    where {{ is_touched_or_renamed('week_start', 'int_rising_weeks', ['entity_id']) }}
)

select
    rising.week_start,
    rising.entity_id,
    entities.canonical_name,
    entities.entity_type,
    rising.article_count,
    rising.weekly_mean_before,
    rising.lift
from rising
inner join {{ ref('dim_entity') }} as entities on rising.entity_id = entities.entity_id
order by
    rising.week_start asc,
    rising.lift desc,
    rising.article_count desc,
    rising.entity_id asc
