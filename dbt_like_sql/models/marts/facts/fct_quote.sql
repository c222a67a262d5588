{{ config(
    materialized='incremental', incremental_strategy='replace_touched', on_schema_change='fail',
    meta={'replaces': 'article_id', 'touched': 'int_touched_articles', 'within': 'fetched_on', 'within_of': 'built_on'}
) }}

-- One row a quotation in a current article (PARC: source, cue, content), with the 60 characters on either side.
with touched as (
    select
        article_id,
        fetched_on
    from {{ current_articles() }}
),

articles as (
    select
        article_id,
        fetched_on,
        date_published,
        text
    from {{ ref('dim_article') }}
    where {{ is_of_touched() }}
),

identities as (
    select * from {{ ref('int_entity_identities') }}
),

quotes as (
    select * from {{ ref('stg_quotes') }}
),

-- Where a changed article has a part in a cluster, every article of it is touched, since another may now be the first.
{{ first_of_clusters(ref('stg_quote_clusters'), 'quote') }}

select
    quotes.quote_id,
    quotes.statement_id,
    quotes.article_id,
    quotes.quotation,
    {{ normalized_words('quotes.quotation') }} as quotation_normalized,
    quotes.quote_type,
    quotes.cue_text,
    quotes.cue_lemma,
    quotes.cue_class,
    quotes.cue_char_start,
    quotes.cue_char_end,
    quotes.speaker_text,
    quotes.speaker_char_start,
    quotes.speaker_char_end,
    coalesce(speakers.dim_entity_id, quotes.speaker_entity_id) as speaker_entity_id,
    quotes.speaker_role,
    quotes.speaker_resolution,
    quotes.addressee_text,
    quotes.addressee_char_start,
    quotes.addressee_char_end,
    coalesce(addressees.dim_entity_id, quotes.addressee_entity_id) as addressee_entity_id,
    quotes.venue_text,
    quotes.venue_char_start,
    quotes.venue_char_end,
    quotes.said_text,
    quotes.said_char_start,
    quotes.said_char_end,
    quotes.said_on,
    quotes.sentence_id,
    quotes.char_start,
    quotes.char_end,
    {{ text_between('articles.text', 'greatest(quotes.char_start - 60, 0)', 'quotes.char_start') }} as pre,
    {{ text_between('articles.text', 'quotes.char_end', '(quotes.char_end + 60)') }} as post,
    quotes.word_count,
    coalesce(clusters.quote_cluster_id, quotes.quote_id) as quote_cluster_id,
    coalesce(firsts.quote_id, quotes.quote_id) = quotes.quote_id as is_first_of_cluster,
    quotes.zone,
    quotes.is_negated,
    quotes.is_hedged,
    quotes.method,
    quotes.confidence,
    quotes.fetched_on
from quotes
inner join articles on quotes.article_id = articles.article_id and quotes.fetched_on = articles.fetched_on
left join clusters on quotes.quote_id = clusters.quote_id and quotes.fetched_on = clusters.fetched_on
left join firsts on clusters.quote_cluster_id = firsts.quote_cluster_id
left join identities as speakers
    on quotes.speaker_entity_id = speakers.entity_id and quotes.article_id = speakers.article_id
left join identities as addressees
    on quotes.addressee_entity_id = addressees.entity_id and quotes.article_id = addressees.article_id
order by articles.fetched_on, articles.date_published, quotes.article_id, quotes.char_start, quotes.quote_id
