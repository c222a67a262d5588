{{ config(materialized='view') }}

-- Who is in the news more than before, by week. A view, so that names are those of today: ask for a week or two.
select
    rising.week_start,
    rising.entity_id,
    entities.canonical_name,
    entities.entity_type,
    rising.article_count,
    rising.weekly_mean_before,
    rising.lift
from {{ ref('int_rising_entities') }} as rising
inner join {{ ref('dim_entity') }} as entities on rising.entity_id = entities.entity_id
