with source as (
    select * from {{ source('core', 'removed_blocks') }}
),

renamed as (
    select
        -- ids
        article_id,

        -- text
        reason,
        text,

        -- numerics
        removed_no,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
