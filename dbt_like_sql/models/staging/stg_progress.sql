with source as (
    select * from {{ source('core', 'progress') }}
),

renamed as (
    select
        -- ids
        run_id,

        -- text
        step,
        version,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
