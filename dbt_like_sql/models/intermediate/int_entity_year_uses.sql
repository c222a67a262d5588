{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'year_start', 'touched': 'int_touched_fetch_years'}
) }}

-- How often entities are spoken of, by year of fetching: the sums of the months, so that a total over all years need
-- not read every month.
with months as (
    {{ months_of_touched_years('int_entity_uses') }}
)

select
    year_start,
    entity_id,
    office_country_iso3,
    entity_type,
    canonical_name,
    is_partial,
    geonames_id,
    claimed_by,
    place_kind,
    latitude,
    longitude,
    cast(sum(reference_count) as bigint) as reference_count,
    cast(sum(mention_count) as bigint) as mention_count,
    cast(sum(quote_count) as bigint) as quote_count,
    cast(sum(article_count) as bigint) as article_count,
    min(first_fetched_on) as first_fetched_on,
    max(last_fetched_on) as last_fetched_on
from months
group by all
order by year_start, entity_type, entity_id
