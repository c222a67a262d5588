-- What one country did to another, by month: actual events, each event cluster counted once. A reciprocal event stands
-- in both directions.
with clusters as (
    select
        actor_country_iso3,
        recipient_country_iso3,
        cast(date_trunc('month', event_date) as date) as month_start,
        event_cluster_id,
        avg(intensity) as intensity,
        avg(goldstein) as goldstein,
        min(quad_code) as quad_code
    from {{ ref('int_directed_dyads') }}
    group by all
)

select
    actor_country_iso3,
    recipient_country_iso3,
    month_start,
    cast(count(*) as integer) as event_count,
    avg(intensity) as mean_intensity,
    avg(goldstein) as mean_goldstein,
    cast(count(*) filter (where quad_code = 1) as integer) as verbal_cooperation_count,
    cast(count(*) filter (where quad_code = 2) as integer) as material_cooperation_count,
    cast(count(*) filter (where quad_code = 3) as integer) as verbal_conflict_count,
    cast(count(*) filter (where quad_code = 4) as integer) as material_conflict_count,
    cast(count(*) filter (where quad_code in (1, 2)) as integer) as cooperation_count,
    cast(count(*) filter (where quad_code in (3, 4)) as integer) as conflict_count
from clusters
group by actor_country_iso3, recipient_country_iso3, month_start
order by month_start, actor_country_iso3, recipient_country_iso3
