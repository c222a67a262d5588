{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- One row an article and a theme that its publisher gives it: a keyword or the section.
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
        date_published,
        article_section,
        keywords
    from {{ ref('dim_article') }}
    where {{ is_of_touched() }}
),

themes as (
    select
        article_id,
        fetched_on,
        date_published,
        trim(unnest(keywords)) as theme,
        'publisher_keywords' as method
    from articles
    union
    select
        article_id,
        fetched_on,
        date_published,
        trim(article_section) as theme,
        'publisher_section' as method
    from articles
)

select
    article_id,
    theme,
    cast(1.0 as double) as score,
    method,
    fetched_on
from themes
where theme <> ''
order by fetched_on, date_published, article_id, method, theme
