-- The article that a page gave, where it gave one.
with articles as (
    select * from {{ ref('stg_articles') }}
)

select
    page_id,
    fetched_on,
    min(article_id) as article_id,
    arg_min(outlet_id, article_id) as outlet_id
from articles
group by page_id, fetched_on
