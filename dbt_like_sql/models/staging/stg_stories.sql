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

        -- timestamps
        founded_on,
        fetched_on
    from source
)

select * from renamed
