{{ config(materialized='table') }}
{%- set built_events = built('fct_event') %}

-- Months in which events of touched articles happened, as they are dated now or were in the last run.
with touched as (
    select * from {{ ref('int_touched_articles') }}
),

days as (
    select events.event_date_start as event_date
    from {{ ref('stg_events') }} as events
    inner join touched on events.article_id = touched.article_id and events.fetched_on = touched.fetched_on
    {%- if built_events %}
        union all
        select events.event_date
        from {{ built_events }} as events
        inner join touched on events.article_id = touched.article_id and events.fetched_on = touched.built_on
    {%- endif %}
)

select distinct cast(date_trunc('month', event_date) as date) as month_start
from days
where event_date is not null
