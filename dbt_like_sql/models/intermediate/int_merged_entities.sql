{{ config(materialized='table') }}

-- One row a touched entity: what all current articles say of it, weighed together.
-- Country, sector and role: the value with most confidence behind it. Gender: where one weighs three times the other.
-- What a place is comes from the gazetteer and is the same on every day.
with touched as (
    select entity_id from {{ ref('int_touched_entities') }}
),

renames as (
    select * from {{ ref('int_entity_renames') }}
),

uses as (
    select
        uses.*,
        coalesce(everywhere.dim_entity_id, by_office.dim_entity_id, uses.entity_id) as dim_entity_id
    from {{ ref('int_entity_year_uses') }} as uses
    left join renames as everywhere
        on uses.entity_id = everywhere.entity_id and everywhere.office_country_iso3 is null
    left join renames as by_office
        on uses.entity_id = by_office.entity_id and uses.office_country_iso3 = by_office.office_country_iso3
    where
        coalesce(everywhere.dim_entity_id, by_office.dim_entity_id, uses.entity_id) in (
            select touched.entity_id from touched
        )
),

use_in_all as (
    select
        dim_entity_id as entity_id,
        cast(sum(mention_count) as integer) as mention_count,
        cast(sum(quote_count) as integer) as quote_count,
        min(first_fetched_on) as first_fetched_on,
        max(last_fetched_on) as last_fetched_on,
        bool_and(is_partial) as is_partial,
        min(geonames_id) as geonames_id,
        min(place_kind) as place_kind,
        min(claimed_by) as claimed_by,
        min(latitude) as latitude,
        min(longitude) as longitude
    from uses
    group by dim_entity_id
),

coverage as (
    select
        entity_id,
        cast(sum(article_count) as integer) as article_count
    from {{ ref('int_entity_days') }}
    where entity_id in (select touched.entity_id from touched)
    group by entity_id
),

names as (
    select
        dim_entity_id as entity_id,
        entity_type,
        canonical_name
    from uses
    group by dim_entity_id, entity_type, canonical_name
    qualify row_number() over (
            partition by dim_entity_id
            order by
                bool_or(entity_id = dim_entity_id) desc,
                sum(reference_count) desc,
                canonical_name asc,
                entity_type asc
        ) = 1
),

aliases as (
    select
        aliases.entity_id,
        list(aliases.alias order by aliases.alias) as aliases
    from {{ ref('int_merged_aliases') }} as aliases
    inner join names on aliases.entity_id = names.entity_id and aliases.alias <> names.canonical_name
    group by aliases.entity_id
),

claims as (
    select
        coalesce(everywhere.dim_entity_id, by_office.dim_entity_id, claims.entity_id) as entity_id,
        claims.attribute,
        claims.value,
        claims.method,
        if(
            claims.attribute = 'role' and claims.value ilike '%counterpart%', claims.weight / 1000, claims.weight
        ) as weight
    from {{ ref('int_entity_claims') }} as claims
    left join renames as everywhere
        on claims.entity_id = everywhere.entity_id and everywhere.office_country_iso3 is null
    left join renames as by_office
        on claims.entity_id = by_office.entity_id and claims.office_country_iso3 = by_office.office_country_iso3
    where
        coalesce(everywhere.dim_entity_id, by_office.dim_entity_id, claims.entity_id) in (
            select touched.entity_id from touched
        )
),

{{ most_supported('claims', 'country') }},

{{ most_supported('claims', 'sector') }},

{{ most_supported('claims', 'role') }},

{{ most_supported('claims', 'office') }},

{{ most_supported('claims', 'wikidata') }},

{{ most_supported('claims', 'gender', lead=3) }}

select
    names.entity_id,
    names.entity_type,
    names.canonical_name,
    use_in_all.is_partial,
    coalesce(aliases.aliases, []) as aliases,
    best_wikidata.value as wikidata_qid,
    use_in_all.geonames_id,
    use_in_all.place_kind,
    use_in_all.latitude,
    use_in_all.longitude,
    best_country.value as country_iso3,
    use_in_all.claimed_by,
    best_sector.value as sector,
    best_role.value as role_text,
    if(best_role.value ilike '%counterpart%', best_office.value, null) as office,
    coalesce(best_gender.value, 'unknown') as gender,
    coalesce(best_gender.method, 'none') as gender_method,
    use_in_all.mention_count,
    use_in_all.quote_count,
    coalesce(coverage.article_count, 0) as article_count,
    use_in_all.first_fetched_on,
    use_in_all.last_fetched_on
from names
inner join use_in_all on names.entity_id = use_in_all.entity_id
left join coverage on names.entity_id = coverage.entity_id
left join aliases on names.entity_id = aliases.entity_id
left join best_country on names.entity_id = best_country.entity_id
left join best_sector on names.entity_id = best_sector.entity_id
left join best_role on names.entity_id = best_role.entity_id
left join best_office on names.entity_id = best_office.entity_id
left join best_wikidata on names.entity_id = best_wikidata.entity_id
left join best_gender on names.entity_id = best_gender.entity_id
