{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_fetch_months'}
) }}

-- depends_on: {{ ref('int_touched_fetch_months') }}
-- How often entities are spoken of, by month of fetching, under the name and description that the days give them.
with articles as (
    select * from {{ touched_or_every('int_month_articles', 'int_all_month_articles') }}
),

uses as (
    select
        articles.month_start,
        entity_references.entity_id,
        entity_references.fetched_on,
        entity_references.article_id,
        offices.country_iso3 as office_country_iso3,
        count(*) as reference_count,
        count(*) filter (where entity_references.kind = 'mention') as mention_count,
        count(*) filter (where entity_references.kind = 'speaker') as quote_count
    from {{ ref('int_entity_references') }} as entity_references
    inner join articles
        on entity_references.article_id = articles.article_id and entity_references.fetched_on = articles.fetched_on
    left join {{ ref('int_entity_offices') }} as offices
        on entity_references.entity_id = offices.entity_id and entity_references.article_id = offices.article_id
    group by all
)

select
    uses.month_start,
    uses.entity_id,
    uses.office_country_iso3,
    entities.entity_type,
    entities.canonical_name,
    entities.is_partial,
    entities.geonames_id,
    entities.claimed_by,
    entities.place_kind,
    entities.latitude,
    entities.longitude,
    cast(sum(uses.reference_count) as bigint) as reference_count,
    cast(sum(uses.mention_count) as bigint) as mention_count,
    cast(sum(uses.quote_count) as bigint) as quote_count,
    count(*) as article_count,
    min(uses.fetched_on) as first_fetched_on,
    max(uses.fetched_on) as last_fetched_on
from uses
inner join {{ ref('stg_entities') }} as entities
    on uses.entity_id = entities.entity_id and uses.fetched_on = entities.fetched_on
group by all
order by uses.month_start, entities.entity_type, uses.entity_id
