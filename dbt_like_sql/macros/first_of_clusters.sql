{#-
  Common table expressions `clusters` (the rows of `relation`) and `firsts`: of each cluster that an article in the model's own
  `articles` (article_id, fetched_on) has a part in, the current `kind` (quote, event) that was published first, wherever it stands.
  An article without date counts as published after the day it was fetched.
-#}
{% macro first_of_clusters(relation, kind) -%}
    {%- set cluster_id, fact_id = kind ~ '_cluster_id', kind ~ '_id' -%}
    -- Read three times, of which two need a few days only: a copy of all would take longer.
    clusters as not materialized (
        select * from {{ relation }}
    ),

    firsts as (
        select
            clusters.{{ cluster_id }},
            first(
                clusters.{{ fact_id }}
                order by
                    coalesce(reports.date_published, reports.fetched_on + interval 1 day),
                    clusters.article_id,
                    clusters.{{ fact_id }}
            ) as {{ fact_id }}
        from clusters
        inner join {{ ref('dim_article') }} as reports
            on clusters.article_id = reports.article_id and clusters.fetched_on = reports.fetched_on
        where
            clusters.{{ cluster_id }} in (
                select own.{{ cluster_id }}
                from clusters as own
                inner join articles on own.article_id = articles.article_id and own.fetched_on = articles.fetched_on
            )
        group by clusters.{{ cluster_id }}
    )
{%- endmacro %}
