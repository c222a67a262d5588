with source as (
    select * from {{ source('core', 'quotes') }}
),

renamed as (
    select
        -- ids
        quote_id,
        article_id,
        sentence_no as sentence_id,
        speaker_entity_id,
        addressee_entity_id,
        quote_cluster_id,

        -- text
        quotation,
        quote_type,
        cue_text,
        cue_lemma,
        speaker_text,
        speaker_role,
        speaker_resolution,
        zone,
        method,

        -- numerics
        char_start,
        char_end,
        cue_char_start,
        cue_char_end,
        speaker_char_start,
        speaker_char_end,
        word_count,
        confidence,

        -- flags
        is_negated,

        -- timestamps
        fetched_on
    from source
)

select * from renamed
