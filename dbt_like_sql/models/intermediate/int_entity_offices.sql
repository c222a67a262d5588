{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_changed_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- The office that an article gives a person: country and sector as title, apposition or description say them. All kinds
-- of officials are one kind here, since one person may be a legislator and then a minister.
with current_articles as (
    select
        article_id,
        fetched_on
    from {{ touched_or_every('int_changed_articles', 'int_current_articles') }}
),

offices as (
    select
        evidence.entity_id,
        evidence.article_id,
        evidence.fetched_on,
        first(evidence.value order by evidence.confidence desc, evidence.value asc)
        filter (where evidence.attribute = 'country') as country_iso3,
        first(evidence.value order by evidence.confidence desc, evidence.value asc)
        filter (where evidence.attribute = 'sector') as sector
    from {{ ref('stg_entity_evidence') }} as evidence
    inner join current_articles
        on evidence.article_id = current_articles.article_id and evidence.fetched_on = current_articles.fetched_on
    inner join {{ ref('stg_entities') }} as entities
        on evidence.entity_id = entities.entity_id and evidence.fetched_on = entities.fetched_on
    where
        evidence.method in ('title', 'apposition', 'description')
        and evidence.attribute in ('country', 'sector')
        and entities.entity_type = 'PERSON'
    group by evidence.entity_id, evidence.article_id, evidence.fetched_on
)

select
    entity_id,
    article_id,
    fetched_on,
    country_iso3,
    if(sector in ('GOV', 'LEG', 'JUD', 'MIL', 'COP', 'SPY', 'OPP', 'PTY', 'IGO'), 'official', sector) as kind
from offices
where country_iso3 is not null
order by fetched_on, entity_id, article_id
