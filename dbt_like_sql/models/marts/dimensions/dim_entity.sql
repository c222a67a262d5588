-- One row an entity that a current article's facts point at.
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
    role_text,
    office,
    is_partial,
    place_kind,
    latitude,
    longitude,
    mention_count,
    article_count,
    first_fetched_on,
    last_fetched_on
from entities
order by entity_type, canonical_name, entity_id
