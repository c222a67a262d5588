{#-
  Which article a page gave, where it gave one: page_id, fetched_on, article_id, outlet_id, of the articles under the condition.
  No model: DuckDB does not carry a condition through the grouping, and would read every day.
-#}
{% macro page_articles(condition) -%}
    select
        page_id,
        fetched_on,
        min(article_id) as article_id,
        arg_min(outlet_id, article_id) as outlet_id
    from {{ ref('stg_articles') }}
    where {{ condition }}
    group by page_id, fetched_on
{%- endmacro %}
