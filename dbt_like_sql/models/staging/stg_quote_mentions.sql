with source as (
    select * from {{ source('core', 'quote_mentions') }}
),

renamed as (
    select
        -- ids
        quote_id,
        article_id,
        entity_id,

        -- numerics
        char_start,
        char_end,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
