with source as (
    select * from {{ source('core', 'events') }}
),

renamed as (
    select
        -- ids
        event_id,
        article_id,
        sentence_no as sentence_id,
        geonames_id,
        reported_by_entity_id,

        -- text
        reported_by_text,
        sentence,
        restatements,
        trigger_text,
        event_type,
        event_mode,
        contexts,
        cameo_root,
        cameo_code,
        date_grain,
        date_basis,
        placename,
        country as country_iso3,
        zone,
        status,
        method,

        -- numerics
        report_count,
        char_start,
        char_end,
        goldstein,
        quad_code,
        intensity,
        latitude,
        longitude,
        confidence,

        -- flags
        is_reciprocal,
        is_quoted,
        is_place_disputed,

        -- timestamps
        fetched_on,
        event_date_start,
        event_date_end
    from source
)

select * from renamed
