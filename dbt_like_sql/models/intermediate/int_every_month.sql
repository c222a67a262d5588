-- Months of publication (of fetching, where that is unknown) of all articles.
select distinct cast(date_trunc('month', covered_on) as date) as month_start
from {{ ref('dim_article') }}
