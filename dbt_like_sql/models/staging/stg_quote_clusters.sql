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

        -- timestamps
        founded_on,
        fetched_on
    from source
)

select * from renamed
