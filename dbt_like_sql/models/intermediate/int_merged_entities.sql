-- One row an entity, over all days: what the current articles say of it, weighed together.
-- Country, sector and role: the value with most confidence behind it. Gender: where one weighs three times the other.
-- What a place is comes from the gazetteer and is the same on every day.
with identities as (
    select * from {{ ref('int_entity_identities') }}
),

entity_references as (
    select
        entity_references.entity_id as day_entity_id,
        coalesce(identities.dim_entity_id, entity_references.entity_id) as entity_id,
        entity_references.article_id,
        entity_references.fetched_on,
        entity_references.kind
    from {{ ref('int_entity_references') }} as entity_references
    left join identities
        on
            entity_references.entity_id = identities.entity_id
            and entity_references.article_id = identities.article_id
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

days_of_use as (
    select
        entity_id,
        day_entity_id,
        fetched_on,
        count(*) as reference_count
    from entity_references
    group by entity_id, day_entity_id, fetched_on
),

days as (
    select
        used.entity_id,
        used.entity_id = entities.entity_id as is_own,
        entities.entity_type,
        entities.canonical_name,
        entities.is_partial,
        entities.geonames_id,
        entities.claimed_by,
        entities.place_kind,
        entities.latitude,
        entities.longitude,
        used.reference_count
    from {{ ref('stg_entities') }} as entities
    inner join days_of_use as used
        on entities.entity_id = used.day_entity_id and entities.fetched_on = used.fetched_on
),

names as (
    select
        entity_id,
        entity_type,
        canonical_name
    from days
    group by entity_id, entity_type, canonical_name
    qualify row_number() over (
            partition by entity_id
            order by bool_or(is_own) desc, sum(reference_count) desc, canonical_name asc, entity_type asc
        ) = 1
),

places as (
    select
        entity_id,
        bool_and(is_partial) as is_partial,
        min(geonames_id) as geonames_id,
        min(place_kind) as place_kind,
        any_value(claimed_by) as claimed_by,
        min(latitude) as latitude,
        min(longitude) as longitude
    from days
    group by entity_id
),

aliases as (
    select
        used.entity_id,
        list(used.alias order by used.alias) as aliases
    from {{ ref('int_entity_names') }} as used
    inner join names on used.entity_id = names.entity_id and used.alias <> names.canonical_name
    group by used.entity_id
),

evidence as (
    select
        coalesce(identities.dim_entity_id, evidence.entity_id) as entity_id,
        evidence.attribute,
        evidence.value,
        evidence.method,
        evidence.confidence
    from {{ ref('int_current_evidence') }} as evidence
    left join identities
        on evidence.entity_id = identities.entity_id and evidence.article_id = identities.article_id
),

own_roles as (
    select
        entity_id,
        attribute,
        value,
        method,
        if(value ilike '%counterpart%', confidence / 1000, confidence) as confidence
    from evidence
),

{{ most_supported('evidence', 'country') }},

{{ most_supported('evidence', 'sector') }},

{{ most_supported('own_roles', 'role') }},

{{ most_supported('evidence', 'office') }},

{{ most_supported('evidence', 'wikidata') }},

{{ most_supported('evidence', 'gender', lead=3) }}

select
    names.entity_id,
    names.entity_type,
    names.canonical_name,
    places.is_partial,
    coalesce(aliases.aliases, []) as aliases,
    best_wikidata.value as wikidata_qid,
    places.geonames_id,
    places.place_kind,
    places.latitude,
    places.longitude,
    best_country.value as country_iso3,
    places.claimed_by,
    best_sector.value as sector,
    best_role.value as role_text,
    if(best_role.value ilike '%counterpart%', best_office.value, null) as office,
    coalesce(best_gender.value, 'unknown') as gender,
    coalesce(best_gender.method, 'none') as gender_method,
    use_in_all.mention_count,
    use_in_all.article_count,
    use_in_all.first_fetched_on,
    use_in_all.last_fetched_on
from names
inner join use_in_all on names.entity_id = use_in_all.entity_id
inner join places on names.entity_id = places.entity_id
left join aliases on names.entity_id = aliases.entity_id
left join best_country on names.entity_id = best_country.entity_id
left join best_sector on names.entity_id = best_sector.entity_id
left join best_role on names.entity_id = best_role.entity_id
left join best_office on names.entity_id = best_office.entity_id
left join best_wikidata on names.entity_id = best_wikidata.entity_id
left join best_gender on names.entity_id = best_gender.entity_id
