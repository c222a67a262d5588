with source as (
    select * from {{ source('core', 'quotes') }}
),

renamed as (
    select
        -- ids
        quote_id,
        statement_id,
        article_id,
        sentence_no as sentence_id,
        speaker_entity_id,
        addressee_entity_id,

        -- text
        quotation,
        quote_type,
        cue_text,
        cue_lemma,
        cue_class,
        speaker_text,
        speaker_role,
        speaker_resolution,
        addressee_text,
        venue_text,
        said_text,
        zone,
        method,

        -- numerics
        char_start,
        char_end,
        cue_char_start,
        cue_char_end,
        speaker_char_start,
        speaker_char_end,
        addressee_char_start,
        addressee_char_end,
        venue_char_start,
        venue_char_end,
        said_char_start,
        said_char_end,
        word_count,
        confidence,

        -- flags
        is_negated,
        is_hedged,

        -- timestamps
        said_on,
        fetched_on
    from source
)

select * from renamed
