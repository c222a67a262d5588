with source as (
    select * from {{ source('core', 'outlets') }}
),

renamed as (
    select
        -- ids
        outlet_id,

        -- text
        publisher_name,
        country_iso3,
        media_type,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
