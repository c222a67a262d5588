{{ config(materialized='view') }}

-- How much an entity is written about, by day. A view: a question by name or id is a number in the sorted table, and
-- reads few row groups of it.
select
    entities.entity_id,
    entities.canonical_name,
    entities.entity_type,
    days.covered_on,
    days.mention_count,
    days.quote_count,
    days.article_count,
    days.outlet_count
from {{ ref('int_entity_days') }} as days
inner join {{ ref('dim_entity') }} as entities on days.entity_no = {{ entity_number('entities.entity_id') }}
