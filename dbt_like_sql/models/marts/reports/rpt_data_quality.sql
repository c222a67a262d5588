{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_quality_months'}
) }}

-- What became of an outlet's pages, and how good its articles are, by month of fetching. Shares lie between 0 and 1.
-- Pages count as often as they came in; everything else counts current articles.
with months as (
    select month_start from {{ touched_or_every('int_quality_months', 'int_every_fetch_month') }}
),

-- Tables are sorted by day: those of other months need not be read.
days as (
    select cast(unnest(range(month_start, month_start + interval 1 month, interval 1 day)) as date) as fetched_on
    from months
),

page_articles as (
    {{ page_articles('fetched_on in (select days.fetched_on from days)') }}
),

pages as (
    select
        cast(date_trunc('month', pages.fetched_on) as date) as month_start,
        coalesce(page_articles.outlet_id, pages.site, 'unknown') as outlet_id,
        count(*) as page_count,
        count(*) filter (where pages.page_status <> 'ok') as unused_page_count
    from {{ ref('stg_pages') }} as pages
    left join page_articles
        on pages.page_id = page_articles.page_id and pages.fetched_on = page_articles.fetched_on
    where pages.fetched_on in (select days.fetched_on from days)
    group by all
),

articles as (
    select
        article_id,
        fetched_on,
        cast(date_trunc('month', fetched_on) as date) as month_start,
        outlet_id,
        status,
        date_published,
        headline,
        word_count,
        is_canonical
    from {{ ref('dim_article') }}
    where fetched_on in (select days.fetched_on from days)
),

quotes_by_article as (
    select
        quotes.article_id,
        count(*) as quote_count,
        count(*) filter (where quotes.confidence < 0.5) as weak_quote_count,
        count(*) filter (where quotes.speaker_entity_id is null) as unresolved_quote_count
    from {{ ref('fct_quote') }} as quotes
    inner join articles on quotes.article_id = articles.article_id and quotes.fetched_on = articles.fetched_on
    group by quotes.article_id
),

events_by_article as (
    select
        events.article_id,
        count(*) as event_count
    from {{ ref('fct_event') }} as events
    inner join articles on events.article_id = articles.article_id and events.fetched_on = articles.fetched_on
    group by events.article_id
),

articles_by_outlet as (
    select
        articles.month_start,
        articles.outlet_id,
        count(*) as article_count,
        count(*) filter (where articles.status = 'quarantined') as quarantined_count,
        count(*) filter (where articles.date_published is null) as no_date_count,
        count(*) filter (where articles.headline is null) as no_headline_count,
        count(*) filter (where articles.word_count < 100) as short_text_count,
        count(*) filter (where not articles.is_canonical) as copy_count,
        coalesce(sum(quotes_by_article.quote_count), 0) as quote_count,
        coalesce(sum(quotes_by_article.weak_quote_count), 0) as weak_quote_count,
        coalesce(sum(quotes_by_article.unresolved_quote_count), 0) as unresolved_quote_count,
        coalesce(sum(events_by_article.event_count), 0) as event_count
    from articles
    left join quotes_by_article on articles.article_id = quotes_by_article.article_id
    left join events_by_article on articles.article_id = events_by_article.article_id
    group by articles.month_start, articles.outlet_id
)

select
    pages.month_start,
    pages.outlet_id,
    cast(pages.page_count as integer) as page_count,
    pages.unused_page_count / pages.page_count as unused_page_share,
    cast(coalesce(articles.article_count, 0) as integer) as article_count,
    articles.quarantined_count / articles.article_count as quarantined_share,
    articles.no_date_count / articles.article_count as no_date_share,
    articles.no_headline_count / articles.article_count as no_headline_share,
    articles.short_text_count / articles.article_count as short_text_share,
    articles.copy_count / articles.article_count as copy_share,
    articles.quote_count / articles.article_count as quotes_per_article,
    articles.weak_quote_count / nullif(articles.quote_count, 0) as weak_attribution_share,
    articles.unresolved_quote_count / nullif(articles.quote_count, 0) as unresolved_speaker_share,
    articles.event_count / articles.article_count as events_per_article
from pages
left join articles_by_outlet as articles
    on pages.month_start = articles.month_start and pages.outlet_id = articles.outlet_id
order by pages.month_start, pages.outlet_id
