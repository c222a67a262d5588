-- What became of an outlet's pages, and how good its articles are. Shares lie between 0 and 1.
-- Pages count as often as they came in; everything else counts current articles.
with pages as (
    select
        pages.page_status,
        coalesce(page_articles.outlet_id, pages.site, 'unknown') as outlet_id
    from {{ ref('stg_pages') }} as pages
    left join {{ ref('int_page_articles') }} as page_articles
        on pages.page_id = page_articles.page_id and pages.fetched_on = page_articles.fetched_on
),

pages_by_outlet as (
    select
        outlet_id,
        count(*) as page_count,
        count(*) filter (where page_status <> 'ok') as unused_page_count
    from pages
    group by outlet_id
),

quotes_by_article as (
    select
        article_id,
        count(*) as quote_count,
        count(*) filter (where confidence < 0.5) as weak_quote_count,
        count(*) filter (where speaker_entity_id is null) as unresolved_quote_count
    from {{ ref('fct_quote') }}
    group by article_id
),

events_by_article as (
    select
        article_id,
        count(*) as event_count
    from {{ ref('fct_event') }}
    group by article_id
),

articles_by_outlet as (
    select
        articles.outlet_id,
        count(*) as article_count,
        avg(cast(articles.status = 'quarantined' as integer)) as quarantined_share,
        avg(cast(articles.date_published is null as integer)) as no_date_share,
        avg(cast(articles.headline is null as integer)) as no_headline_share,
        avg(cast(articles.word_count < 100 as integer)) as short_text_share,
        avg(cast(not articles.is_canonical as integer)) as copy_share,
        coalesce(sum(quotes_by_article.quote_count), 0) as quote_count,
        coalesce(sum(quotes_by_article.weak_quote_count), 0) as weak_quote_count,
        coalesce(sum(quotes_by_article.unresolved_quote_count), 0) as unresolved_quote_count,
        coalesce(sum(events_by_article.event_count), 0) as event_count
    from {{ ref('dim_article') }} as articles
    left join quotes_by_article on articles.article_id = quotes_by_article.article_id
    left join events_by_article on articles.article_id = events_by_article.article_id
    group by articles.outlet_id
)

select
    pages_by_outlet.outlet_id,
    cast(pages_by_outlet.page_count as integer) as page_count,
    pages_by_outlet.unused_page_count / pages_by_outlet.page_count as unused_page_share,
    cast(coalesce(articles_by_outlet.article_count, 0) as integer) as article_count,
    articles_by_outlet.quarantined_share,
    articles_by_outlet.no_date_share,
    articles_by_outlet.no_headline_share,
    articles_by_outlet.short_text_share,
    articles_by_outlet.copy_share,
    articles_by_outlet.quote_count / articles_by_outlet.article_count as quotes_per_article,
    articles_by_outlet.weak_quote_count / nullif(articles_by_outlet.quote_count, 0) as weak_attribution_share,
    articles_by_outlet.unresolved_quote_count / nullif(articles_by_outlet.quote_count, 0) as unresolved_speaker_share,
    articles_by_outlet.event_count / articles_by_outlet.article_count as events_per_article
from pages_by_outlet
left join articles_by_outlet on pages_by_outlet.outlet_id = articles_by_outlet.outlet_id
order by pages_by_outlet.outlet_id
