{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'quote_cluster_id', 'touched': 'int_touched_quote_clusters'}
) }}

-- Quotations that several outlets print: who had them first, and how long the others took.
-- Every article of a touched cluster is touched, so that other days are not read.
with touched as (
    select fetched_on from {{ touched_or_every('int_touched_articles', 'int_current_articles') }}
),

reports as (
    select
        quotes.quote_cluster_id,
        quotes.quote_id,
        quotes.article_id,
        quotes.quotation,
        quotes.speaker_entity_id,
        quotes.speaker_text,
        articles.outlet_id,
        articles.date_published,
        coalesce(articles.date_published, articles.fetched_on + interval 1 day) as published_at
    from {{ ref('fct_quote') }} as quotes
    inner join {{ ref('dim_article') }} as articles
        on quotes.article_id = articles.article_id and quotes.fetched_on = articles.fetched_on
    where
        quotes.fetched_on in (select touched.fetched_on from touched)
        and {{ is_touched('quotes.quote_cluster_id', 'int_touched_quote_clusters', 'quote_cluster_id') }}
),

outlets as (
    select
        quote_cluster_id,
        outlet_id,
        min(date_published) as first_published_at,
        date_diff('minute', min(min(date_published)) over (partition by quote_cluster_id), min(date_published)) / 60
            as lag_hours
    from reports
    group by quote_cluster_id, outlet_id
),

lags as (
    select
        quote_cluster_id,
        count(*) as outlet_count,
        arg_min(outlet_id, (first_published_at, outlet_id)) filter (where first_published_at is not null)
            as first_outlet_id,
        min(first_published_at) as first_published_at,
        max(first_published_at) as last_outlet_at,
        median(lag_hours) filter (where lag_hours > 0) as median_lag_hours,
        max(lag_hours) as longest_lag_hours
    from outlets
    group by quote_cluster_id
    having count(*) > 1
),

firsts as (
    select
        quote_cluster_id,
        first(quote_id order by published_at, article_id, quote_id) as quote_id,
        first(quotation order by published_at, article_id, quote_id) as quotation,
        first(speaker_entity_id order by speaker_entity_id is null, published_at, article_id, quote_id)
            as speaker_entity_id,
        count(distinct article_id) as article_count
    from reports
    group by quote_cluster_id
)

select
    lags.quote_cluster_id,
    firsts.quote_id,
    firsts.quotation,
    firsts.speaker_entity_id,
    lags.first_outlet_id,
    lags.first_published_at,
    lags.last_outlet_at,
    cast(lags.outlet_count as integer) as outlet_count,
    cast(firsts.article_count as integer) as article_count,
    lags.median_lag_hours,
    lags.longest_lag_hours
from lags
inner join firsts on lags.quote_cluster_id = firsts.quote_cluster_id
order by lags.first_published_at asc, lags.quote_cluster_id asc
