-- The crosswalk: one row a CAMEO code, with its Goldstein score, GDELT's quad class and what it is in PLOVER.
-- Codes without a PLOVER type are statements (root 01), which are no events.
with codes as (
    select * from {{ ref('cameo_codes') }}
),

roots as (
    select * from {{ ref('cameo_roots') }}
),

types as (
    select * from {{ ref('dim_event_type') }}
)

select
    codes.cameo_code,
    codes.name,
    codes.cameo_root,
    roots.name as cameo_root_name,
    codes.goldstein,
    roots.gdelt_quad_code,
    roots.gdelt_quad_name,
    roots.pentaclass,
    codes.event_type,
    case when codes.event_type is not null then coalesce(codes.event_mode, '') end as event_mode,
    types.quad_code,
    types.intensity,
    coalesce(string_split(codes.contexts, '|'), []) as contexts
from codes
left join roots on codes.cameo_root = roots.cameo_root
left join types on codes.event_type = types.event_type and coalesce(codes.event_mode, '') = types.event_mode
order by codes.cameo_code
