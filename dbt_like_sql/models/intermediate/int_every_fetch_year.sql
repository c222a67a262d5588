-- Years in which pages were fetched.
select distinct cast(date_trunc('year', month_start) as date) as year_start
from {{ ref('int_every_fetch_month') }}
