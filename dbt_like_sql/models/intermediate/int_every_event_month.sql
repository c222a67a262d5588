-- Months in which events happened.
select distinct cast(date_trunc('month', event_date) as date) as month_start
from {{ ref('fct_event') }}
where event_date is not null
