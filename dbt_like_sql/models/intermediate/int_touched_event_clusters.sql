{{ config(materialized='table') }}
{%- set built_events = built('fct_event') %}

-- Clusters of reports that a changed article has, or had, a part in.
with changed as (
    select * from {{ ref('int_changed_articles') }}
    where is_changed
)

select clusters.event_cluster_id
from {{ ref('stg_event_clusters') }} as clusters
inner join changed on clusters.article_id = changed.article_id and clusters.fetched_on = changed.fetched_on
{% if built_events -%}
    union
    select built.event_cluster_id
    from {{ built_events }} as built
    inner join changed on built.article_id = changed.article_id and built.fetched_on = changed.built_on
{%- else -%}
    group by clusters.event_cluster_id
{%- endif %}
