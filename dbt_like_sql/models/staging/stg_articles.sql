with source as (
    select * from {{ source('core', 'articles') }}
),

renamed as (
    select
        -- ids
        article_id,
        page_id,
        outlet as outlet_id,

        -- text
        url,
        canonical_url,
        normalized_url,
        outlet_name,
        headline,
        authors as author_names,
        date_published_source,
        in_language,
        section as article_section,
        keywords,
        description,
        license,
        text,
        input_kind,
        text_extraction_method,
        article_kind,
        extractor_version,
        parser_version,
        status as article_status,

        -- numerics
        word_count,

        -- flags
        is_accessible_for_free,

        -- timestamps
        fetched_on,
        date_published,
        published_on,
        date_modified
    from source
)

select * from renamed
