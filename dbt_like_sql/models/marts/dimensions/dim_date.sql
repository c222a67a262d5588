-- One row a day, without gaps, from the earliest to the latest day that an article or an event bears.
with used_days as (
    select
        unnest(
            [
                min(published_on),
                max(published_on),
                min(cast(date_published as date)),
                max(cast(date_published as date)),
                min(cast(date_modified as date)),
                max(cast(date_modified as date)),
                min(first_fetched_on),
                max(fetched_on)
            ]
        ) as used_day
    from {{ ref('dim_article') }}
    union all
    select unnest([min(event_date), max(event_date)]) as used_day
    from {{ ref('fct_event') }}
),

spine as (
    select cast(unnest(generate_series(min(used_day), max(used_day), interval 1 day)) as date) as date_key
    from used_days
)

select
    date_key,
    cast(isoyear(date_key) as integer) as iso_year,
    cast(weekofyear(date_key) as integer) as iso_week,
    cast(date_trunc('month', date_key) as date) as month_start,
    cast(isodow(date_key) as integer) as weekday
from spine
order by date_key
