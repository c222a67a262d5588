{{ config(materialized='table') }}

-- Numbers of articles whose words are to be listed anew.
select built_article_no as article_no
from {{ ref('int_changed_articles') }}
where is_changed and built_article_no is not null
union
select articles.article_no
from {{ ref('dim_article') }} as articles
inner join {{ ref('int_changed_articles') }} as changed
    on articles.article_id = changed.article_id and articles.fetched_on = changed.fetched_on
where changed.is_changed
