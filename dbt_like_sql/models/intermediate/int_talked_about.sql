{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_months'}
) }}

-- Who speaks about whom, by month: a directed network. What several outlets print of one statement is one statement.
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

quotes as (
    select
        quotes.quote_id,
        quotes.quote_cluster_id,
        quotes.article_id,
        quotes.speaker_entity_id,
        quotes.fetched_on,
        articles.outlet_id,
        articles.month_start
    from {{ ref('fct_quote') }} as quotes
    inner join articles on quotes.article_id = articles.article_id and quotes.fetched_on = articles.fetched_on
    where quotes.speaker_entity_id is not null and not quotes.is_negated
)

select
    quotes.month_start,
    quotes.speaker_entity_id,
    subjects.entity_id as about_entity_id,
    cast(count(distinct quotes.quote_cluster_id) as integer) as statement_count,
    cast(count(distinct quotes.quote_id) as integer) as quote_count,
    cast(count(distinct quotes.article_id) as integer) as article_count,
    cast(count(distinct quotes.outlet_id) as integer) as outlet_count,
    min(quotes.quote_id) as example_quote_id
from quotes
inner join {{ ref('bridge_quote_entity') }} as subjects
    on quotes.quote_id = subjects.quote_id and quotes.fetched_on = subjects.fetched_on
where quotes.speaker_entity_id <> subjects.entity_id
group by quotes.month_start, quotes.speaker_entity_id, subjects.entity_id
order by quotes.month_start asc, statement_count desc, quotes.speaker_entity_id asc, about_entity_id asc
