with source as (
    select * from {{ source('core', 'stories') }}
),

renamed as (
    select
        -- ids
        article_id,
        story_id,

        -- numerics
        similarity,

        -- flags
        is_canonical,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
