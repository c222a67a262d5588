-- One row an article and a theme that its publisher gives it: a keyword or the section.
with articles as (
    select
        article_id,
        date_published,
        article_section,
        keywords
    from {{ ref('dim_article') }}
),

themes as (
    select
        article_id,
        date_published,
        trim(unnest(keywords)) as theme,
        'publisher_keywords' as method
    from articles
    union
    select
        article_id,
        date_published,
        trim(article_section) as theme,
        'publisher_section' as method
    from articles
)

select
    article_id,
    theme,
    cast(1.0 as double) as score,
    method
from themes
where theme <> ''
order by date_published, article_id, method, theme
