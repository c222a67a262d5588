{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- One row an article that reports actual events: how cooperative or hostile they are, after PLOVER's intensities.
with touched as (
    select
        article_id,
        fetched_on
    from {{ current_articles() }}
),

events as (
    select
        article_id,
        intensity,
        quad_code
    from {{ ref('fct_event') }}
    where status = 'actual' and {{ is_of_touched() }}
),

tones as (
    select
        article_id,
        avg(intensity) as tone,
        cast(avg(if(quad_code in (1, 2), 1, 0)) as double) as positive,
        cast(avg(if(quad_code in (3, 4), 1, 0)) as double) as negative,
        cast(count(*) as integer) as event_count
    from events
    group by article_id
)

select
    tones.article_id,
    tones.tone,
    tones.positive,
    tones.negative,
    tones.positive + tones.negative as polarity,
    tones.event_count,
    'plover_intensity' as method,
    articles.fetched_on
from tones
inner join {{ ref('dim_article') }} as articles on tones.article_id = articles.article_id
order by articles.fetched_on, articles.date_published, tones.article_id
