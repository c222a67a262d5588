with source as (
    select * from {{ source('core', 'quote_clusters') }}
),

renamed as (
    select
        -- ids
        quote_id,
        article_id,
        quote_cluster_id,

        -- numerics
        similarity,

        -- flags
        is_first,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
