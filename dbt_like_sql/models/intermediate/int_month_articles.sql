-- The current articles of the months of fetching that are to be summed up anew.
select
    articles.article_id,
    articles.fetched_on,
    months.month_start
from {{ ref('dim_article') }} as articles
inner join {{ ref('int_touched_fetch_months') }} as months
    on
        articles.fetched_on >= months.month_start
        and articles.fetched_on < months.month_start + interval 1 month
