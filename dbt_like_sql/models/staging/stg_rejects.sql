with source as (
    select * from {{ source('core', 'rejects') }}
),

renamed as (
    select
        -- ids
        page_id,

        -- text
        stage,
        reason,
        detail,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
