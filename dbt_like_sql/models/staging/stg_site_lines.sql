with source as (
    select * from {{ source('core', 'site_lines') }}
),

renamed as (
    select
        -- ids
        outlet,
        line_id,

        -- numerics
        article_count,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
