{{ config(materialized='table') }}
{%- set built_renames = built('int_applied_renames', schema='intermediate') %}

-- Articles whose facts are to be made anew: the changed ones, those that share a cluster of quotations or of reports
-- with them, since another one may now be the first, and those that speak of an entity which goes under another id
-- since.
with changed as (
    select * from {{ ref('int_changed_articles') }}
),

renames as (
    select * from {{ ref('int_entity_renames') }}
),

applied as (
    {% if built_renames %}
        select * from {{ built_renames }}
    {% else %}
        select * from renames
    {% endif %}
),

other_names as (
    (
        select * from renames
        except
        select * from applied
    )
    union
    (
        select * from applied
        except
        select * from renames
    )
),

others as (
    select
        clusters.article_id,
        clusters.fetched_on
    from {{ ref('stg_quote_clusters') }} as clusters
    inner join {{ ref('int_touched_quote_clusters') }} as touched
        on clusters.quote_cluster_id = touched.quote_cluster_id
    union
    select
        clusters.article_id,
        clusters.fetched_on
    from {{ ref('stg_event_clusters') }} as clusters
    inner join {{ ref('int_touched_event_clusters') }} as touched
        on clusters.event_cluster_id = touched.event_cluster_id
    union
    select
        entity_references.article_id,
        entity_references.fetched_on
    from {{ ref('int_entity_references') }} as entity_references
    inner join other_names on entity_references.entity_id = other_names.entity_id
)

select
    article_id,
    fetched_on,
    covered_on,
    built_on,
    built_covered_on
from changed
union all
select
    articles.article_id,
    articles.fetched_on,
    articles.covered_on,
    articles.fetched_on as built_on,
    articles.covered_on as built_covered_on
from {{ ref('dim_article') }} as articles
inner join others on articles.article_id = others.article_id and articles.fetched_on = others.fetched_on
where articles.article_id not in (select changed.article_id from changed)
