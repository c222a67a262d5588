{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'year_start', 'touched': 'int_touched_fetch_years'}
) }}

-- Under which names articles mention entities, by year of fetching: the sums of the months, so that a total over all
-- years need not read every month.
with years as (
    select year_start from {{ touched_or_every('int_touched_fetch_years', 'int_every_fetch_year') }}
),

months as (
    select
        *,
        cast(date_trunc('year', month_start) as date) as year_start
    from {{ ref('int_entity_names') }}
)

select
    year_start,
    entity_id,
    office_country_iso3,
    alias,
    cast(sum(mention_count) as bigint) as mention_count,
    cast(sum(article_count) as bigint) as article_count
from months
where year_start in (select years.year_start from years)
group by all
order by year_start, entity_id
