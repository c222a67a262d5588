-- One row an entity, merged over the days whose articles still count.
-- Sector and role: the value with most mentions behind it (of equals, the first in the alphabet).
-- Gender, country, GeoNames and Wikidata number: the one known value; where days contradict each other, none.
with entity_references as (
    select * from {{ ref('int_entity_references') }}
),

use_by_day as (
    select
        entity_id,
        fetched_on,
        count(*) filter (where kind = 'mention') as mention_count
    from entity_references
    group by entity_id, fetched_on
),

use_in_all as (
    select
        entity_id,
        cast(count(*) filter (where kind = 'mention') as integer) as mention_count,
        cast(count(distinct article_id) as integer) as article_count,
        min(fetched_on) as first_fetched_on,
        max(fetched_on) as last_fetched_on
    from entity_references
    group by entity_id
),

days as (
    select
        entities.entity_id,
        entities.geonames_id,
        entities.wikidata_qid,
        entities.entity_type,
        entities.canonical_name,
        entities.aliases,
        entities.country_iso3,
        entities.sector,
        entities.role_text,
        entities.gender,
        entities.gender_method,
        use_by_day.mention_count
    from {{ ref('stg_entities') }} as entities
    inner join use_by_day
        on entities.entity_id = use_by_day.entity_id and entities.fetched_on = use_by_day.fetched_on
),

merged as (
    select
        entity_id,
        min(entity_type) as entity_type,
        min(canonical_name) as canonical_name,
        list_sort(list_distinct(flatten(list(aliases)))) as aliases,
        if(count(distinct country_iso3) = 1, min(country_iso3), null) as country_iso3,
        if(count(distinct geonames_id) = 1, min(geonames_id), null) as geonames_id,
        if(count(distinct wikidata_qid) = 1, min(wikidata_qid), null) as wikidata_qid,
        count(distinct gender) filter (where gender <> 'unknown') as gender_count,
        min(gender) filter (where gender <> 'unknown') as known_gender
    from days
    group by entity_id
),

{{ most_mentioned('days', 'sector') }},

{{ most_mentioned('days', 'role_text') }},

{{ most_mentioned('days', 'gender_method', "gender <> 'unknown'") }}

select
    merged.entity_id,
    merged.geonames_id,
    merged.wikidata_qid,
    merged.entity_type,
    merged.canonical_name,
    merged.aliases,
    merged.country_iso3,
    best_sector.sector,
    best_role_text.role_text,
    if(merged.gender_count = 1, merged.known_gender, 'unknown') as gender,
    if(merged.gender_count = 1, best_gender_method.gender_method, 'none') as gender_method,
    use_in_all.mention_count,
    use_in_all.article_count,
    use_in_all.first_fetched_on,
    use_in_all.last_fetched_on
from merged
inner join use_in_all on merged.entity_id = use_in_all.entity_id
left join best_sector on merged.entity_id = best_sector.entity_id
left join best_role_text on merged.entity_id = best_role_text.entity_id
left join best_gender_method on merged.entity_id = best_gender_method.entity_id
