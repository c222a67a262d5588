{{ config(materialized='table') }}
{%- set built_entities, built_outlets = built('dim_entity'), built('dim_outlet') %}

-- depends_on: {{ ref('int_merged_entities') }}
-- Entities and outlets that reports name or sort otherwise than in the last run. Those that are new are in touched
-- articles only, and stand in reports with them.
{% if built_entities and built_outlets -%}
    select
        'entity' as kind,
        entities.entity_id as name_id
    from {{ ref('int_merged_entities') }} as entities
    inner join {{ built_entities }} as built on entities.entity_id = built.entity_id
    where
        (entities.entity_type, entities.canonical_name, entities.gender, entities.sector, entities.country_iso3)
        is distinct from (built.entity_type, built.canonical_name, built.gender, built.sector, built.country_iso3)
    union all
    select
        'outlet' as kind,
        outlets.outlet_id as name_id
    from {{ ref('int_outlets') }} as outlets
    inner join {{ built_outlets }} as built on outlets.outlet_id = built.outlet_id
    where outlets.publisher_name is distinct from built.publisher_name
{%- else -%}
    select
        'outlet' as kind,
        outlet_id as name_id
    from {{ ref('int_outlets') }}
    where false
{%- endif %}
