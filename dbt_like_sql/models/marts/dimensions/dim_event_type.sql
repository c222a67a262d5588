-- One row a PLOVER type and mode: those of the seed, and pairs that only the events have.
-- A type without mode has the empty string, here and in `fct_event`, so that the two columns join.
with seeded as (
    select
        event_type,
        coalesce(event_mode, '') as event_mode,
        quad_code,
        quad_name,
        intensity,
        cameo_root
    from {{ ref('event_types') }}
),

seeded_quads as (
    select distinct
        quad_code,
        quad_name
    from seeded
),

found as (
    select
        events.event_type,
        events.event_mode,
        events.quad_code,
        seeded_quads.quad_name,
        events.intensity,
        events.cameo_root
    from {{ ref('fct_event') }} as events
    left join seeded_quads on events.quad_code = seeded_quads.quad_code
    left join seeded on events.event_type = seeded.event_type and events.event_mode = seeded.event_mode
    where seeded.event_type is null
    group by
        events.event_type,
        events.event_mode,
        events.quad_code,
        seeded_quads.quad_name,
        events.intensity,
        events.cameo_root
    qualify
        row_number() over (
            partition by events.event_type, events.event_mode
            order by count(*) desc, events.quad_code asc, events.intensity asc, events.cameo_root asc
        ) = 1
),

every_type as (
    select
        *,
        true as is_in_seed
    from seeded
    union all
    select
        *,
        false as is_in_seed
    from found
)

select
    event_type,
    event_mode,
    cast(quad_code as integer) as quad_code,
    quad_name,
    cast(intensity as double) as intensity,
    cast(cameo_root as varchar) as cameo_root,
    is_in_seed
from every_type
order by quad_code, event_type, event_mode
