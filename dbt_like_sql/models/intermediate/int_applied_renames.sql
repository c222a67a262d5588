{{ config(materialized='table') }}

-- The renames that the facts now show; what the next run compares its own with.
-- depends_on: {{ ref('fct_mention') }}, {{ ref('fct_quote') }}, {{ ref('fct_event') }}
-- depends_on: {{ ref('fct_entity_evidence') }}, {{ ref('bridge_quote_entity') }}, {{ ref('bridge_event_actor') }}
select
    entity_id,
    office_country_iso3,
    dim_entity_id
from {{ ref('int_entity_renames') }}
