{{ config(materialized='table_macro', meta={'parameters': ['one_country', 'other_country']}) }}

with wanted as (
    select
        upper(one_country) as one_country_iso3,
        upper(other_country) as other_country_iso3
)

select
    reports.event_date,
    dyads.actor_country_iso3,
    dyads.recipient_country_iso3,
    reports.actor,
    reports.event_type,
    reports.event_mode,
    reports.recipient,
    reports.status,
    reports.intensity,
    events.is_first_of_cluster,
    reports.sentence,
    reports.outlet,
    reports.url,
    reports.event_id,
    reports.article_id,
    events.char_start,
    events.char_end
from {{ ref('bridge_event_dyad') }} as dyads
inner join wanted
    on
        least(dyads.actor_country_iso3, dyads.recipient_country_iso3)
        = least(wanted.one_country_iso3, wanted.other_country_iso3)
        and greatest(dyads.actor_country_iso3, dyads.recipient_country_iso3)
        = greatest(wanted.one_country_iso3, wanted.other_country_iso3)
inner join {{ ref('fct_event') }} as events on dyads.event_id = events.event_id
inner join {{ ref('rpt_who_did_what') }} as reports on dyads.event_id = reports.event_id
order by reports.event_date desc nulls last, reports.event_id asc, dyads.actor_country_iso3 asc
