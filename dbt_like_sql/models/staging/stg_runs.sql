with source as (
    select * from {{ source('core', 'runs') }}
),

renamed as (
    select
        -- ids
        run_id,

        -- text
        engine_version,
        rules_version,
        inputs_digest,

        -- numerics
        pages_in,
        articles_in,
        articles_new,
        articles_changed,
        articles_failed,
        word_count,
        seconds,

        -- timestamps
        fetched_on,
        started_at,
        finished_at
    from source
)

select * from renamed
