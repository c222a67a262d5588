{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_fetch_months'}
) }}

-- depends_on: {{ ref('int_touched_fetch_months') }}
-- What articles say of entities, summed up by month of fetching: how much confidence stands behind each value. A
-- value of the user's own list goes before all. `office_country_iso3` is the country of the office that the article
-- gives the person.
with articles as (
    select * from {{ touched_or_every('int_month_articles', 'int_all_month_articles') }}
)

select
    articles.month_start,
    evidence.entity_id,
    offices.country_iso3 as office_country_iso3,
    evidence.attribute,
    evidence.value,
    evidence.method,
    sum(if(evidence.method = 'list', 1e6, evidence.confidence)) as weight
from {{ ref('stg_entity_evidence') }} as evidence
inner join articles on evidence.article_id = articles.article_id and evidence.fetched_on = articles.fetched_on
left join {{ ref('int_entity_offices') }} as offices
    on evidence.entity_id = offices.entity_id and evidence.article_id = offices.article_id
group by all
order by articles.month_start, evidence.attribute, evidence.entity_id
