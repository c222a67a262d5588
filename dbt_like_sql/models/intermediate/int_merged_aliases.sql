{{ config(materialized='table') }}

-- Under which names current articles mention a touched entity.
with touched as (
    select entity_id from {{ ref('int_touched_entities') }}
),

renames as (
    select * from {{ ref('int_entity_renames') }}
),

names as (
    select
        coalesce(everywhere.dim_entity_id, by_office.dim_entity_id, names.entity_id) as entity_id,
        names.alias,
        names.mention_count,
        names.article_count
    from {{ ref('int_entity_year_names') }} as names
    left join renames as everywhere
        on names.entity_id = everywhere.entity_id and everywhere.office_country_iso3 is null
    left join renames as by_office
        on names.entity_id = by_office.entity_id and names.office_country_iso3 = by_office.office_country_iso3
)

select
    entity_id,
    alias,
    cast(sum(mention_count) as integer) as mention_count,
    cast(sum(article_count) as integer) as article_count
from names
where entity_id in (select touched.entity_id from touched)
group by entity_id, alias
