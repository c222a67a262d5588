{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'entity_id', 'touched': 'int_touched_entities'}
) }}

-- depends_on: {{ ref('int_touched_entities') }}
-- depends_on: {{ ref('int_changed_names') }}
-- One row an entity that a current article's facts point at. Officials are who acts for a state, its courts and forces,
-- or an organisation of states; parties and oppositions are not.
with entities as (
    select * from {{ ref('int_merged_entities') }}
)

select
    entity_id,
    entity_type,
    canonical_name,
    aliases,
    wikidata_qid,
    geonames_id,
    country_iso3,
    claimed_by,
    gender,
    gender_method,
    sector,
    coalesce(sector in ('GOV', 'LEG', 'JUD', 'MIL', 'COP', 'SPY', 'IGO'), false) as is_official,
    role_text,
    office,
    is_partial,
    place_kind,
    latitude,
    longitude,
    mention_count,
    quote_count,
    article_count,
    first_fetched_on,
    last_fetched_on
from entities
order by entity_id
