{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'week_start', 'touched': 'int_report_weeks'}
) }}

-- Whom an outlet quotes, by week: an audit of its sources. Only canonical articles count, and only what was said.
-- `effective_speaker_count` is how many speakers, quoted equally often, would be as diverse as these: the exponential
-- of Shannon's entropy (Hill, "Diversity and evenness", 1973, order 1). Speakers are known by name.
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
        articles.outlet_id,
        articles.week_start,
        quotes.speaker_entity_id,
        quotes.speaker_resolution,
        quotes.word_count,
        entities.entity_type,
        entities.sector,
        entities.is_official,
        entities.gender
    from {{ ref('fct_quote') }} as quotes
    inner join articles on quotes.article_id = articles.article_id and quotes.fetched_on = articles.fetched_on
    left join {{ ref('dim_entity') }} as entities on quotes.speaker_entity_id = entities.entity_id
    where articles.is_canonical and not quotes.is_negated
),

speakers as (
    select
        outlet_id,
        week_start,
        speaker_entity_id,
        count(*) as quote_count,
        sum(count(*)) over (partition by outlet_id, week_start) as all_count
    from quotes
    where speaker_entity_id is not null
    group by outlet_id, week_start, speaker_entity_id
),

diversity as (
    select
        outlet_id,
        week_start,
        exp(-sum(quote_count / all_count * ln(quote_count / all_count))) as effective_speaker_count,
        max(quote_count / all_count) as top_speaker_share
    from speakers
    group by outlet_id, week_start
),

{% set people = "entity_type = 'PERSON'" -%}
counts as (
    select
        outlet_id,
        week_start,
        count(*) as quote_count,
        sum(word_count) as word_count,
        count(distinct speaker_entity_id) as speaker_count,
        {%- for name, code in [('women', 'f'), ('men', 'm'), ('other_gender', 'x'), ('unknown_gender', 'unknown')] %}
            count(distinct speaker_entity_id) filter (where {{ people }} and gender = '{{ code }}') as {{ name }}_count,
            count(*) filter (where {{ people }} and gender = '{{ code }}') as {{ name }}_quote_count,
            coalesce(sum(word_count) filter (where {{ people }} and gender = '{{ code }}'), 0) as {{ name }}_word_count,
        {%- endfor %}
        count(*) filter (where is_official) as official_quote_count,
        count(*) filter (where sector is null and speaker_entity_id is not null) as no_sector_quote_count,
        count(*) filter (where speaker_resolution = 'anonymous') as anonymous_quote_count,
        count(*) filter (
            where speaker_entity_id is null and speaker_resolution is distinct from 'anonymous'
        ) as unnamed_quote_count
    from quotes
    group by outlet_id, week_start
)

select
    counts.outlet_id,
    outlets.publisher_name,
    counts.week_start,
    cast(counts.quote_count as integer) as quote_count,
    cast(counts.word_count as integer) as word_count,
    cast(counts.speaker_count as integer) as speaker_count,
    {%- for name in ['women', 'men', 'other_gender', 'unknown_gender'] %}
        cast(counts.{{ name }}_count as integer) as {{ name }}_count,
        cast(counts.{{ name }}_quote_count as integer) as {{ name }}_quote_count,
        cast(counts.{{ name }}_word_count as integer) as {{ name }}_word_count,
    {%- endfor %}
    counts.women_count / nullif(counts.women_count + counts.men_count, 0) as women_share_of_speakers,
    counts.women_word_count / nullif(counts.women_word_count + counts.men_word_count, 0) as women_share_of_words,
    cast(counts.official_quote_count as integer) as official_quote_count,
    cast(counts.no_sector_quote_count as integer) as no_sector_quote_count,
    cast(counts.anonymous_quote_count as integer) as anonymous_quote_count,
    cast(counts.unnamed_quote_count as integer) as unnamed_quote_count,
    counts.official_quote_count / counts.quote_count as official_share,
    counts.anonymous_quote_count / counts.quote_count as anonymous_share,
    diversity.effective_speaker_count,
    diversity.top_speaker_share
from counts
inner join {{ ref('dim_outlet') }} as outlets on counts.outlet_id = outlets.outlet_id
left join diversity on counts.outlet_id = diversity.outlet_id and counts.week_start = diversity.week_start
order by counts.week_start, counts.outlet_id
