with source as (
    select * from {{ source('core', 'blocks') }}
),

renamed as (
    select
        -- ids
        article_id,

        -- text
        zone,

        -- numerics
        block_no,
        char_start,
        char_end,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
