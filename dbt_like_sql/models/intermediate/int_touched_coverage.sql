{{ config(materialized='table') }}

-- Clusters of reports whose line is to be made anew.
select event_cluster_id from {{ ref('int_touched_event_clusters') }}
union
select events.event_cluster_id
from {{ ref('fct_event') }} as events
inner join {{ ref('int_touched_lines') }} as lines
    on events.article_id = lines.article_id and events.fetched_on = lines.fetched_on
