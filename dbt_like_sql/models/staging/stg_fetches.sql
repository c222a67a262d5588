with source as (
    select * from {{ source('core', 'fetches') }}
),

renamed as (
    select
        -- ids
        fetch_id,
        link_id,
        url_id,
        page_id,

        -- text
        source_name,
        purpose,
        url,
        outcome,
        detail,
        final_url,
        etag,
        last_modified,

        -- numerics
        attempt_no,
        seconds,
        http_status,
        byte_count as bytes,

        -- booleans
        is_robots_allowed,

        -- timestamps
        fetched_on,
        fetched_at
    from source
)

select * from renamed
