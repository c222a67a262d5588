-- One row an article that has text, in its current version (schema.org NewsArticle).
with current_articles as (
    select * from {{ ref('int_current_articles') }}
),

articles as (
    select * from {{ ref('stg_articles') }}
),

pages as (
    select * from {{ ref('stg_pages') }}
),

stories as (
    select * from {{ ref('int_current_stories') }}
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
    coalesce(stories.is_canonical, true) as is_canonical,
    if(articles.article_status = 'ok', 'ok', 'quarantined') as status,
    articles.article_status,
    articles.fetched_on,
    current_articles.first_fetched_on,
    current_articles.version_count
from articles
inner join current_articles
    on articles.article_id = current_articles.article_id and articles.fetched_on = current_articles.fetched_on
left join pages on articles.page_id = pages.page_id and articles.fetched_on = pages.fetched_on
left join stories on articles.article_id = stories.article_id
left join day_runs on articles.fetched_on = day_runs.fetched_on
where articles.text <> ''
order by articles.date_published, articles.article_id
