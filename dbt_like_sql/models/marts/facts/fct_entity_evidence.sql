-- What a current article says of an entity, and with which words: one row an entity, article, attribute and value.
with articles as (
    select
        article_id,
        date_published
    from {{ ref('dim_article') }}
),

identities as (
    select * from {{ ref('int_entity_identities') }}
),

evidence as (
    select * from {{ ref('int_current_evidence') }}
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
    evidence.confidence
from evidence
inner join articles on evidence.article_id = articles.article_id
left join identities on evidence.entity_id = identities.entity_id and evidence.article_id = identities.article_id
order by articles.date_published, evidence.article_id, evidence.char_start, evidence.evidence_id
