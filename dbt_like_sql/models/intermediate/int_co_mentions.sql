{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_months'}
) }}

-- Which entities stand in one sentence, by month: an undirected network. Only canonical articles count, and pairs of
-- at least two sentences; `entity_id` is the smaller of the two ids.
with months as (
    select month_start from {{ touched_or_every('int_touched_months', 'int_every_month') }}
),

articles as (
    select
        article_id,
        fetched_on,
        outlet_id,
        is_canonical,
        cast(date_trunc('month', covered_on) as date) as month_start
    from {{ ref('dim_article') }}
    where cast(date_trunc('month', covered_on) as date) in (select months.month_start from months)
),

mentions as (
    select distinct
        articles.month_start,
        mentions.article_id,
        mentions.sentence_id,
        mentions.entity_id
    from {{ ref('fct_mention') }} as mentions
    inner join articles on mentions.article_id = articles.article_id and mentions.fetched_on = articles.fetched_on
    where articles.is_canonical and mentions.entity_id is not null
)

select
    one.month_start,
    one.entity_id,
    other.entity_id as other_entity_id,
    cast(count(*) as integer) as sentence_count,
    cast(count(distinct one.article_id) as integer) as article_count
from mentions as one
inner join mentions as other
    on
        one.article_id = other.article_id
        and one.sentence_id = other.sentence_id
        and one.entity_id < other.entity_id
group by one.month_start, one.entity_id, other.entity_id
having count(*) > 1
order by one.month_start asc, sentence_count desc, one.entity_id asc, other_entity_id asc
