{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'event_cluster_id', 'touched': 'int_touched_coverage'}
) }}

-- One row an event, over all reports of it: what happened, who reported it first, and how many outlets did. The facts
-- are those of the first report.
with reports as (
    select
        events.event_cluster_id,
        events.event_id,
        events.fetched_on,
        events.article_id,
        events.report_count,
        events.is_first_of_cluster,
        articles.outlet_id,
        articles.date_published,
        articles.covered_on
    from {{ ref('fct_event') }} as events
    inner join {{ ref('dim_article') }} as articles
        on events.article_id = articles.article_id and events.fetched_on = articles.fetched_on
    where {{ is_touched('events.event_cluster_id', 'int_touched_coverage', 'event_cluster_id') }}
),

coverage as (
    select
        event_cluster_id,
        any_value(event_id) filter (where is_first_of_cluster) as event_id,
        any_value(fetched_on) filter (where is_first_of_cluster) as fetched_on,
        arg_min(outlet_id, (date_published, outlet_id)) filter (where date_published is not null) as first_outlet_id,
        min(date_published) as first_published_at,
        max(date_published) as last_published_at,
        min(covered_on) as first_on,
        cast(count(distinct outlet_id) as integer) as outlet_count,
        cast(count(distinct article_id) as integer) as article_count,
        cast(sum(report_count) as integer) as sentence_count
    from reports
    group by event_cluster_id
)

select
    coverage.event_cluster_id,
    coverage.event_id,
    lines.event_date,
    lines.actor,
    lines.event_type,
    lines.event_mode,
    lines.recipient,
    lines.place,
    lines.status,
    coverage.first_outlet_id,
    coverage.first_published_at,
    coverage.last_published_at,
    coverage.first_on,
    coverage.outlet_count,
    coverage.article_count,
    coverage.sentence_count,
    lines.sentence
from coverage
inner join {{ ref('rpt_who_did_what') }} as lines
    on coverage.event_id = lines.event_id and coverage.fetched_on = lines.fetched_on
order by coverage.first_on asc, coverage.event_cluster_id asc
