-- Weeks of publication (of fetching, where that is unknown) of all articles.
select distinct cast(date_trunc('week', covered_on) as date) as week_start
from {{ ref('dim_article') }}
