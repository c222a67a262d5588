with source as (
    select * from {{ source('core', 'entities') }}
),

renamed as (
    select
        -- ids
        entity_id,
        geonames_id,
        wikidata_qid,

        -- text
        entity_type,
        canonical_name,
        aliases,
        country as country_iso3,
        claimed_by,
        sector,
        role_text,
        office,
        gender,
        gender_method,
        place_kind,

        -- numerics
        latitude,
        longitude,
        mention_count,

        -- booleans
        is_partial,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
