with source as (
    select * from {{ source('core', 'entity_evidence') }}
),

renamed as (
    select
        -- ids
        evidence_id,
        entity_id,
        article_id,

        -- text
        attribute,
        value,
        evidence_text,
        method,

        -- numerics
        char_start,
        char_end,
        confidence,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
