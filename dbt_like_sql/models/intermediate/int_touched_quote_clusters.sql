{{ config(materialized='table') }}
{%- set built_quotes = built('fct_quote') %}

-- Clusters of quotations that a changed article has, or had, a part in.
with changed as (
    select * from {{ ref('int_changed_articles') }}
    where is_changed
)

select clusters.quote_cluster_id
from {{ ref('stg_quote_clusters') }} as clusters
inner join changed on clusters.article_id = changed.article_id and clusters.fetched_on = changed.fetched_on
{% if built_quotes -%}
    union
    select built.quote_cluster_id
    from {{ built_quotes }} as built
    inner join changed on built.article_id = changed.article_id and built.fetched_on = changed.built_on
{%- else -%}
    group by clusters.quote_cluster_id
{%- endif %}
