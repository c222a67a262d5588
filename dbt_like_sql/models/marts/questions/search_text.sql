{{ config(materialized='table_macro', meta={'parameters': ['words']}) }}

{#- Okapi BM25 with its usual constants: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009). -#}
{%- set saturation, length_weight = 1.2, 0.75 -%}
with terms as (
    select
        unnest(list_distinct(list_filter({{ words_of("strip_accents(words)") }}, lambda w: length(w) > 1))) as term
),

hits as (
    select
        article_no,
        term,
        term_count,
        count(*) over (partition by term) as articles_with_term
    from {{ ref('fct_article_term') }}
    where term in (select terms.term from terms)
),

collection as (
    select
        count(*) as articles,
        avg(word_count) as mean_length
    from {{ ref('dim_article') }}
),

found as (
    select
        articles.article_id,
        articles.covered_on,
        articles.outlet_id,
        articles.headline,
        articles.url,
        articles.is_canonical,
        sum(
            ln(1 + (collection.articles - hits.articles_with_term + 0.5) / (hits.articles_with_term + 0.5))
            * hits.term_count * {{ saturation + 1 }}
            / (
                hits.term_count
                + {{ saturation }}
                * ({{ 1 - length_weight }} + {{ length_weight }} * articles.word_count / collection.mean_length)
            )
        ) as score
    from hits
    inner join {{ ref('dim_article') }} as articles on hits.article_no = articles.article_no
    cross join collection
    group by all
    having count(*) = (select count(*) from terms)
)

select
    article_id,
    covered_on,
    outlet_id,
    headline,
    url,
    is_canonical,
    score
from found
order by score desc, covered_on desc, article_id asc
