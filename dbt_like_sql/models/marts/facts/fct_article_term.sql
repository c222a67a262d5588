{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_no', 'touched': 'int_touched_article_nos'}
) }}

-- Which words an article has: an inverted index, sorted by word within a month, that `search_text` reads. Words are in
-- lower case and without accents; those of one letter are left out.
with words as (
    select
        articles.article_no,
        articles.fetched_on,
        unnest({{ words_of('strip_accents(articles.text)') }}) as term
    from {{ ref('dim_article') }} as articles
    where {{ is_touched('articles.article_no', 'int_touched_article_nos', 'article_no') }}
)

select
    term,
    article_no,
    cast(count(*) as integer) as term_count
from words
where length(term) > 1
group by term, article_no, fetched_on
order by date_trunc('month', fetched_on), term, article_no
