{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- One row an event that a current article's sentence reports (POLECAT's columns in snake case).
-- A type without mode has the empty string, as in `dim_event_type`.
with touched as (
    select
        article_id,
        fetched_on
    from {{ current_articles() }}
),

articles as (
    select
        article_id,
        fetched_on,
        date_published
    from {{ ref('dim_article') }}
    where {{ is_of_touched() }}
),

identities as (
    select * from {{ ref('int_entity_identities') }}
),

events as (
    select * from {{ ref('stg_events') }}
),

-- Where a changed article has a part in a cluster, every article of it is touched, since another may now be the first.
{{ first_of_clusters(ref('stg_event_clusters'), 'event') }},

roots as (
    select * from {{ ref('cameo_roots') }}
)

select
    events.event_id,
    events.article_id,
    coalesce(clusters.event_cluster_id, events.event_id) as event_cluster_id,
    coalesce(firsts.event_id, events.event_id) = events.event_id as is_first_of_cluster,
    events.event_date_start as event_date,
    events.event_date_end,
    events.date_grain as event_date_grain,
    events.date_basis as event_date_source,
    events.event_type,
    coalesce(events.event_mode, '') as event_mode,
    events.status,
    events.quad_code,
    roots.gdelt_quad_code,
    events.intensity,
    events.cameo_root,
    events.cameo_code,
    events.goldstein,
    events.contexts,
    events.is_reciprocal,
    events.trigger_text,
    events.sentence_id,
    events.sentence,
    events.char_start,
    events.char_end,
    events.geonames_id,
    events.placename,
    events.country_iso3,
    events.latitude,
    events.longitude,
    events.is_place_disputed,
    coalesce(identities.dim_entity_id, events.reported_by_entity_id) as reported_by_entity_id,
    events.reported_by_text,
    events.is_quoted,
    events.report_count,
    events.restatements,
    events.zone,
    events.method,
    events.confidence,
    events.fetched_on
from events
inner join articles on events.article_id = articles.article_id and events.fetched_on = articles.fetched_on
left join identities
    on events.reported_by_entity_id = identities.entity_id and events.article_id = identities.article_id
left join clusters on events.event_id = clusters.event_id and events.fetched_on = clusters.fetched_on
left join firsts on clusters.event_cluster_id = firsts.event_cluster_id
left join roots on events.cameo_root = roots.cameo_root
order by articles.fetched_on, articles.date_published, events.article_id, events.char_start, events.event_id
