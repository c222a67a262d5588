with source as (
    select * from {{ source('core', 'event_actors') }}
),

renamed as (
    select
        -- ids
        event_id,
        article_id,
        entity_id,

        -- text
        role,
        raw_text,
        basis,
        country as country_iso3,
        sector,

        -- numerics
        actor_no,
        char_start,
        char_end,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
