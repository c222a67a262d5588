-- Under which names current articles mention an entity, white space as single blanks.
with identities as (
    select * from {{ ref('int_entity_identities') }}
),

current_articles as (
    select * from {{ ref('int_current_articles') }}
)

select
    coalesce(identities.dim_entity_id, mentions.entity_id) as entity_id,
    trim(regexp_replace(mentions.mention_text, '\s+', ' ', 'g')) as alias,
    cast(count(*) as integer) as mention_count,
    cast(count(distinct mentions.article_id) as integer) as article_count
from {{ ref('stg_mentions') }} as mentions
inner join current_articles
    on mentions.article_id = current_articles.article_id and mentions.fetched_on = current_articles.fetched_on
left join identities on mentions.entity_id = identities.entity_id and mentions.article_id = identities.article_id
where mentions.mention_kind = 'name'
group by 1, 2
