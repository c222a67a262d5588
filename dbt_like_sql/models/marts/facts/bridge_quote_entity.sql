{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- Whom a quotation talks about: one row a mention inside its content.
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

quote_mentions as (
    select * from {{ ref('stg_quote_mentions') }}
)

select
    quote_mentions.quote_id,
    coalesce(identities.dim_entity_id, quote_mentions.entity_id) as entity_id,
    quote_mentions.article_id,
    quote_mentions.char_start,
    quote_mentions.char_end,
    quote_mentions.fetched_on
from quote_mentions
inner join articles
    on quote_mentions.article_id = articles.article_id and quote_mentions.fetched_on = articles.fetched_on
left join
    identities
    on quote_mentions.entity_id = identities.entity_id and quote_mentions.article_id = identities.article_id
order by
    articles.fetched_on,
    articles.date_published,
    quote_mentions.article_id,
    quote_mentions.char_start,
    quote_mentions.quote_id
