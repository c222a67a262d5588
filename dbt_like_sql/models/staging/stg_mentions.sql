with source as (
    select * from {{ source('core', 'mentions') }}
),

renamed as (
    select
        -- ids
        mention_id,
        article_id,
        sentence_no as sentence_id,
        entity_id,

        -- text
        mention_text,
        mention_kind,
        entity_type,
        canonical_name,
        role_text,
        zone,
        method,

        -- numerics
        char_start,
        char_end,
        role_char_start,
        role_char_end,
        confidence,

        -- booleans
        is_partial,
        is_metonym,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
