with source as (
    select * from {{ source('core', 'pages') }}
),

renamed as (
    select
        -- ids
        page_id,

        -- text
        url,
        site,
        source_kind,
        source_name,
        content_type,
        charset,
        status as page_status,

        -- numerics
        byte_count as bytes,

        -- timestamps
        fetched_on,
        fetched_at,
        source_date_published
    from source
)

select * from renamed
