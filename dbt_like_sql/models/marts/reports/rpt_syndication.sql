{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_months'}
) }}

-- How much of an outlet's output is not its own, by month: articles whose text another had before, and whose it was.
with months as (
    select month_start from {{ touched_or_every('int_touched_months', 'int_every_month') }}
),

articles as (
    select
        article_id,
        fetched_on,
        outlet_id,
        story_id,
        is_canonical,
        cast(date_trunc('month', covered_on) as date) as month_start
    from {{ ref('dim_article') }}
    where cast(date_trunc('month', covered_on) as date) in (select months.month_start from months)
),

originals as (
    select
        story_id,
        outlet_id
    from {{ ref('dim_article') }}
    where
        is_canonical
        and story_id in (
            select articles.story_id from articles
            where not articles.is_canonical
        )
),

sources as (
    select
        articles.month_start,
        articles.outlet_id,
        originals.outlet_id as source_outlet_id
    from articles
    inner join originals on articles.story_id = originals.story_id
    where not articles.is_canonical
    group by articles.month_start, articles.outlet_id, originals.outlet_id
    qualify
        row_number() over (
            partition by articles.month_start, articles.outlet_id
            order by count(*) desc, originals.outlet_id asc
        ) = 1
),

counts as (
    select
        month_start,
        outlet_id,
        count(*) as article_count,
        count(*) filter (where not is_canonical) as copy_count
    from articles
    group by month_start, outlet_id
)

select
    counts.month_start,
    counts.outlet_id,
    cast(counts.article_count as integer) as article_count,
    cast(counts.copy_count as integer) as copy_count,
    counts.copy_count / counts.article_count as copy_share,
    sources.source_outlet_id as main_source_outlet_id
from counts
left join sources on counts.month_start = sources.month_start and counts.outlet_id = sources.outlet_id
order by counts.month_start, counts.outlet_id
