{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'month_start', 'touched': 'int_touched_fetch_months'}
) }}

-- depends_on: {{ ref('int_touched_fetch_months') }}
-- Under which names articles mention entities, by month of fetching; white space as single blanks.
with articles as (
    select * from {{ touched_or_every('int_month_articles', 'int_all_month_articles') }}
)

select
    articles.month_start,
    mentions.entity_id,
    offices.country_iso3 as office_country_iso3,
    trim(regexp_replace(mentions.mention_text, '\s+', ' ', 'g')) as alias,
    count(*) as mention_count,
    count(distinct mentions.article_id) as article_count
from {{ ref('stg_mentions') }} as mentions
inner join articles on mentions.article_id = articles.article_id and mentions.fetched_on = articles.fetched_on
left join {{ ref('int_entity_offices') }} as offices
    on mentions.entity_id = offices.entity_id and mentions.article_id = offices.article_id
where mentions.mention_kind = 'name'
group by all
order by articles.month_start, mentions.entity_id
