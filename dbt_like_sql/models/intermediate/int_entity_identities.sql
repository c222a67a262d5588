{{ config(materialized='table') }}

-- Under which id a touched article's entity stands in the marts, where that is another one.
with current_articles as (
    select
        article_id,
        fetched_on
    from {{ ref('int_touched_articles') }}
),

renames as (
    select * from {{ ref('int_entity_renames') }}
)

select distinct
    entity_references.entity_id,
    entity_references.article_id,
    renames.dim_entity_id
from {{ ref('int_entity_references') }} as entity_references
inner join current_articles
    on
        entity_references.article_id = current_articles.article_id
        and entity_references.fetched_on = current_articles.fetched_on
inner join renames on entity_references.entity_id = renames.entity_id
where renames.office_country_iso3 is null
union all
select
    offices.entity_id,
    offices.article_id,
    renames.dim_entity_id
from {{ ref('int_entity_offices') }} as offices
inner join current_articles
    on offices.article_id = current_articles.article_id and offices.fetched_on = current_articles.fetched_on
inner join renames
    on offices.entity_id = renames.entity_id and offices.country_iso3 = renames.office_country_iso3
