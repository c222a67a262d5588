{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'year_start', 'touched': 'int_touched_fetch_years'}
) }}

-- Under which names articles mention entities, by year of fetching: the sums of the months, so that a total over all
-- years need not read every month.
with months as (
    {{ months_of_touched_years('int_entity_names') }}
)

select
    year_start,
    entity_id,
    office_country_iso3,
    alias,
    cast(sum(mention_count) as bigint) as mention_count,
    cast(sum(article_count) as bigint) as article_count
from months
group by all
order by year_start, entity_id
