{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'story_id', 'touched': 'int_touched_stories'}
) }}

-- One row a text that was printed more than once: who had it first, and how far it went.
with articles as (
    select
        story_id,
        article_id,
        fetched_on,
        outlet_id,
        headline,
        date_published,
        covered_on,
        is_canonical
    from {{ ref('dim_article') }}
    where {{ is_touched('story_id', 'int_touched_stories', 'story_id') }}
    qualify count(*) over (partition by story_id) > 1
),

quotes as (
    select
        quotes.article_id,
        count(*) as quote_count
    from {{ ref('fct_quote') }} as quotes
    inner join articles on quotes.article_id = articles.article_id and quotes.fetched_on = articles.fetched_on
    group by quotes.article_id
),

events as (
    select
        events.article_id,
        count(*) as event_count
    from {{ ref('fct_event') }} as events
    inner join articles on events.article_id = articles.article_id and events.fetched_on = articles.fetched_on
    group by events.article_id
)

select
    articles.story_id,
    any_value(articles.article_id) filter (where articles.is_canonical) as canonical_article_id,
    any_value(articles.headline) filter (where articles.is_canonical) as headline,
    any_value(articles.outlet_id) filter (where articles.is_canonical) as first_outlet_id,
    min(articles.date_published) as first_published_at,
    max(articles.date_published) as last_published_at,
    min(articles.covered_on) as first_on,
    cast(count(*) as integer) as article_count,
    cast(count(distinct articles.outlet_id) as integer) as outlet_count,
    cast(coalesce(sum(quotes.quote_count), 0) as integer) as quote_count,
    cast(coalesce(sum(events.event_count), 0) as integer) as event_count
from articles
left join quotes on articles.article_id = quotes.article_id
left join events on articles.article_id = events.article_id
group by articles.story_id
order by first_on asc, articles.story_id asc
