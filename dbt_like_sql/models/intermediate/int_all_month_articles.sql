-- Every current article with its month of fetching.
select
    article_id,
    fetched_on,
    cast(date_trunc('month', fetched_on) as date) as month_start
from {{ ref('dim_article') }}
