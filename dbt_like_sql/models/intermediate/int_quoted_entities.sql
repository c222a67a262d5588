{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'week_start', 'touched': 'int_touched_weeks'}
) }}

-- Who is quoted how often, by outlet and week; without names, which may change while the counts stand. Only canonical
-- articles count, so that a syndicated text counts once, and only what was said: "she did not say whether …" is a row
-- of `fct_quote`, but no quotation of hers.
with weeks as (
    select week_start from {{ touched_or_every('int_touched_weeks', 'int_every_week') }}
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
    outlet_id,
    week_start,
    speaker_entity_id as entity_id,
    cast(count(*) as integer) as quote_count,
    cast(count(distinct article_id) as integer) as article_count,
    cast(sum(word_count) as integer) as word_count
from quotes
group by outlet_id, week_start, speaker_entity_id
order by week_start asc, outlet_id asc, quote_count desc, entity_id asc
