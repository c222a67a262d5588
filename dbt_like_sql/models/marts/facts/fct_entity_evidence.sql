{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- What a current article says of an entity, and with which words: one row an entity, article, attribute and value.
with touched as (
    select
        article_id,
        fetched_on
    from {{ current_articles() }}
),

articles as (
    select
        article_id,
        fetched_on,
        date_published
    from {{ ref('dim_article') }}
    where {{ is_of_touched() }}
),

identities as (
    select * from {{ ref('int_entity_identities') }}
),

evidence as (
    select * from {{ ref('stg_entity_evidence') }}
)

select
    evidence.evidence_id,
    coalesce(identities.dim_entity_id, evidence.entity_id) as entity_id,
    evidence.article_id,
    evidence.attribute,
    evidence.value,
    evidence.evidence_text,
    evidence.char_start,
    evidence.char_end,
    evidence.method,
    evidence.confidence,
    articles.fetched_on
from evidence
inner join articles on evidence.article_id = articles.article_id and evidence.fetched_on = articles.fetched_on
left join identities on evidence.entity_id = identities.entity_id and evidence.article_id = identities.article_id
order by articles.date_published, evidence.article_id, evidence.char_start, evidence.evidence_id
