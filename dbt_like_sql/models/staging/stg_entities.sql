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
        sector,
        role_text,
        gender,
        gender_method,

        -- numerics
        mention_count,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
