with source as (
    select * from {{ source('core', 'event_clusters') }}
),

renamed as (
    select
        -- ids
        event_id,
        article_id,
        event_cluster_id,

        -- timestamps
        founded_on,
        fetched_on
    from source
)

select * from renamed
