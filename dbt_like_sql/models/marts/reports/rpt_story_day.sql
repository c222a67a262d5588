{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'story_id', 'touched': 'int_touched_stories'}
) }}

-- How a text spread, by day: its articles, outlets, quotations and events. Only texts that were printed more than once.
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
    articles.covered_on,
    first(articles.headline order by articles.date_published nulls last, articles.article_id) as headline,
    cast(count(*) as integer) as article_count,
    cast(count(distinct articles.outlet_id) as integer) as outlet_count,
    cast(coalesce(sum(quotes.quote_count), 0) as integer) as quote_count,
    cast(coalesce(sum(events.event_count), 0) as integer) as event_count
from articles
left join quotes on articles.article_id = quotes.article_id
left join events on articles.article_id = events.article_id
group by articles.story_id, articles.covered_on
order by min(articles.covered_on) over (partition by articles.story_id), articles.story_id, articles.covered_on
