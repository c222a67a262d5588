{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_changed_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- One row an article that has text, in its current version (schema.org NewsArticle). Of the articles of a story the one
-- published first is canonical; one without date counts as published after the day it was fetched.
with current_articles as (
    select
        article_id,
        fetched_on
    from {{ touched_or_every('int_changed_articles', 'int_current_articles') }}
),

versions as (
    select
        article_id,
        min(fetched_on) as first_fetched_on,
        cast(count(*) as integer) as version_count
    from {{ ref('stg_articles') }}
    where article_id in (select current_articles.article_id from current_articles)
    group by article_id
),

-- Numbers by which `fct_article_term` points at articles: the day of fetching, and the place within it.
numbers as (
    select
        article_id,
        fetched_on,
        date_diff('day', date '2000-01-01', fetched_on) * cast(100000 as bigint)
        + row_number() over (partition by fetched_on order by article_id) as article_no
    from {{ ref('stg_articles') }}
    where fetched_on in (select current_articles.fetched_on from current_articles)
),

articles as (
    select * from {{ ref('stg_articles') }}
),

pages as (
    select * from {{ ref('stg_pages') }}
),

stories as (
    select * from {{ ref('stg_stories') }}
),

day_runs as (
    select * from {{ ref('int_day_runs') }}
)

select
    articles.article_id,
    articles.page_id,
    articles.url,
    articles.canonical_url,
    articles.normalized_url,
    sha256(articles.normalized_url) as unique_url_hash,
    articles.outlet_id,
    articles.headline,
    {{ normalized_words('articles.headline') }} as normalized_headline,
    articles.date_published,
    articles.date_modified,
    articles.date_published_source,
    articles.published_on,
    coalesce(articles.published_on, articles.fetched_on) as covered_on,
    pages.fetched_at as date_crawled,
    day_runs.finished_at as indexed_at,
    articles.in_language,
    articles.article_section,
    articles.keywords,
    articles.author_names,
    articles.description,
    articles.text,
    articles.word_count,
    articles.license,
    articles.is_accessible_for_free,
    articles.article_kind,
    articles.text_extraction_method,
    articles.extractor_version,
    articles.parser_version,
    sha256(articles.text) as content_sha256,
    articles.input_kind,
    coalesce(stories.story_id, articles.article_id) as story_id,
    row_number() over (
        partition by coalesce(stories.story_id, articles.article_id)
        order by coalesce(articles.date_published, articles.fetched_on + interval 1 day), articles.article_id
    ) = 1 as is_canonical,
    if(articles.article_status = 'ok', 'ok', 'quarantined') as status,
    articles.article_status,
    articles.fetched_on,
    versions.first_fetched_on,
    versions.version_count,
    numbers.article_no
from articles
inner join current_articles
    on articles.article_id = current_articles.article_id and articles.fetched_on = current_articles.fetched_on
left join pages on articles.page_id = pages.page_id and articles.fetched_on = pages.fetched_on
left join stories on articles.article_id = stories.article_id and articles.fetched_on = stories.fetched_on
left join versions on articles.article_id = versions.article_id
left join numbers on articles.article_id = numbers.article_id and articles.fetched_on = numbers.fetched_on
left join day_runs on articles.fetched_on = day_runs.fetched_on
where articles.text <> ''
order by articles.fetched_on, articles.date_published, articles.article_id
