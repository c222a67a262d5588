{{ config(materialized='table') }}

-- Days whose reports are to be made anew: those of touched articles, now and in the last run, and those on which an
-- entity or outlet was in the news that is named or sorted otherwise since.
select covered_on from {{ ref('int_touched_articles') }}
where covered_on is not null
union
select built_covered_on as covered_on from {{ ref('int_touched_articles') }}
where built_covered_on is not null
union
select days.covered_on
from {{ ref('int_entity_days') }} as days
inner join {{ ref('int_changed_names') }} as names on days.entity_id = names.name_id
where names.kind = 'entity'
union
select articles.covered_on
from {{ ref('dim_article') }} as articles
inner join {{ ref('int_changed_names') }} as names on articles.outlet_id = names.name_id
where names.kind = 'outlet'
