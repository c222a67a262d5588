{{ config(materialized='view') }}

-- Who is quoted how often, by outlet and week. A view, so that names are those of today: ask for a week or two.
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
from {{ ref('int_quoted_entities') }} as quoted
inner join {{ ref('dim_entity') }} as entities on quoted.entity_id = entities.entity_id
inner join {{ ref('dim_outlet') }} as outlets on quoted.outlet_id = outlets.outlet_id
