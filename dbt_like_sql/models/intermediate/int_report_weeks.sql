{{ config(materialized='table') }}

-- Weeks whose sources are to be audited anew: those of touched articles, and those in which somebody was quoted who is
-- known otherwise since, or an outlet published that has another name since.
select week_start from {{ ref('int_touched_weeks') }}
union
select quoted.week_start
from {{ ref('int_quoted_entities') }} as quoted
inner join {{ ref('int_changed_names') }} as names on quoted.entity_id = names.name_id
where names.kind = 'entity'
union
select cast(date_trunc('week', articles.covered_on) as date) as week_start
from {{ ref('dim_article') }} as articles
inner join {{ ref('int_changed_names') }} as names on articles.outlet_id = names.name_id
where names.kind = 'outlet'
