-- What current articles say of their entities: the rows that have a say in the marts.
with current_articles as (
    select * from {{ ref('int_current_articles') }}
)

select
    evidence.evidence_id,
    evidence.entity_id,
    evidence.article_id,
    evidence.attribute,
    evidence.value,
    evidence.evidence_text,
    evidence.char_start,
    evidence.char_end,
    evidence.method,
    evidence.confidence
from {{ ref('stg_entity_evidence') }} as evidence
inner join current_articles
    on evidence.article_id = current_articles.article_id and evidence.fetched_on = current_articles.fetched_on
