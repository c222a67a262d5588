{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'week_start', 'touched': 'int_report_weeks'}
) }}

-- Who is quoted how often, by outlet and week. Only canonical articles count, so that a syndicated text counts once,
-- and only what was said: "she did not say whether …" is a row of `fct_quote`, but no quotation of hers.
with weeks as (
    select week_start from {{ touched_or_every('int_report_weeks', 'int_every_week') }}
),

articles as (
    select
        article_id,
        fetched_on,
        outlet_id,
        is_canonical,
        cast(date_trunc('week', covered_on) as date) as week_start
    from {{ ref('dim_article') }}
    where cast(date_trunc('week', covered_on) as date) in (select weeks.week_start from weeks)
),

quotes as (
    select
        quotes.article_id,
        quotes.speaker_entity_id,
        quotes.word_count,
        articles.outlet_id,
        articles.week_start
    from {{ ref('fct_quote') }} as quotes
    inner join articles on quotes.article_id = articles.article_id and quotes.fetched_on = articles.fetched_on
    where articles.is_canonical and quotes.speaker_entity_id is not null and not quotes.is_negated
)

select
    quotes.outlet_id,
    outlets.publisher_name,
    quotes.week_start,
    quotes.speaker_entity_id as entity_id,
    entities.canonical_name,
    entities.entity_type,
    entities.gender,
    entities.sector,
    cast(count(*) as integer) as quote_count,
    cast(count(distinct quotes.article_id) as integer) as article_count,
    cast(sum(quotes.word_count) as integer) as word_count
from quotes
inner join {{ ref('dim_entity') }} as entities on quotes.speaker_entity_id = entities.entity_id
inner join {{ ref('dim_outlet') }} as outlets on quotes.outlet_id = outlets.outlet_id
group by all
order by
    quotes.week_start asc, quotes.outlet_id asc, quote_count desc, entities.canonical_name asc, entity_id asc
