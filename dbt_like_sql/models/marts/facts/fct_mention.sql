{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- One row a mention in a current article.
-- The zone is finer than the block's: a mention inside a quotation's content is in `quote`, else one in the first
-- paragraph in `lede`. Headlines and captions stay what they are, even where they quote.
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

mentions as (
    select
        mentions.* exclude (entity_id),
        coalesce(identities.dim_entity_id, mentions.entity_id) as entity_id,
        articles.date_published
    from {{ ref('stg_mentions') }} as mentions
    inner join articles on mentions.article_id = articles.article_id and mentions.fetched_on = articles.fetched_on
    left join identities on mentions.entity_id = identities.entity_id and mentions.article_id = identities.article_id
),

first_paragraphs as (
    select
        blocks.article_id,
        blocks.fetched_on,
        min(blocks.char_start) as char_start,
        arg_min(blocks.char_end, blocks.char_start) as char_end
    from {{ ref('stg_blocks') }} as blocks
    inner join articles on blocks.article_id = articles.article_id and blocks.fetched_on = articles.fetched_on
    where blocks.zone = 'body'
    group by blocks.article_id, blocks.fetched_on
),

quoted_mentions as (
    select distinct mentions.mention_id
    from mentions
    inner join {{ ref('stg_quotes') }} as quotes
        on
            mentions.article_id = quotes.article_id
            and mentions.fetched_on = quotes.fetched_on
            and mentions.char_start >= quotes.char_start
            and mentions.char_end <= quotes.char_end
)

select
    mentions.mention_id,
    mentions.article_id,
    mentions.entity_id,
    mentions.mention_text,
    mentions.mention_kind,
    mentions.entity_type,
    mentions.is_metonym,
    mentions.role_text,
    mentions.role_char_start,
    mentions.role_char_end,
    mentions.sentence_id,
    mentions.char_start,
    mentions.char_end,
    case
        when mentions.zone <> 'body' then mentions.zone
        when quoted_mentions.mention_id is not null then 'quote'
        when
            mentions.char_start >= first_paragraphs.char_start
            and mentions.char_end <= first_paragraphs.char_end then 'lede'
        else 'body'
    end as zone,
    mentions.method,
    mentions.confidence,
    mentions.fetched_on
from mentions
left join quoted_mentions on mentions.mention_id = quoted_mentions.mention_id
left join first_paragraphs
    on mentions.article_id = first_paragraphs.article_id and mentions.fetched_on = first_paragraphs.fetched_on
order by mentions.fetched_on, mentions.date_published, mentions.article_id, mentions.char_start, mentions.mention_id
