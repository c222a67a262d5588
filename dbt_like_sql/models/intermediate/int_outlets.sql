-- One row a publishing site. Its name and language are the most frequent ones of its articles, in all their versions.
with articles as (
    select
        outlet_id,
        outlet_name,
        in_language,
        count(*) as article_count
    from {{ ref('stg_articles') }}
    group by outlet_id, outlet_name, in_language
),

outlets as (
    select
        outlet_id,
        cast(count(*) as integer) as article_count
    from {{ ref('dim_article') }}
    group by outlet_id
),

best_names as (
    select
        outlet_id,
        outlet_name
    from articles
    where outlet_name is not null
    group by outlet_id, outlet_name
    qualify row_number() over (partition by outlet_id order by sum(article_count) desc, outlet_name asc) = 1
),

best_languages as (
    select
        outlet_id,
        in_language
    from articles
    where in_language is not null
    group by outlet_id, in_language
    qualify row_number() over (partition by outlet_id order by sum(article_count) desc, in_language asc) = 1
)

select
    outlets.outlet_id,
    outlets.outlet_id as canonical_domain,
    coalesce(best_names.outlet_name, outlets.outlet_id) as publisher_name,
    cast(null as varchar) as country_iso3,
    best_languages.in_language,
    cast(null as varchar) as media_type,
    outlets.article_count
from outlets
left join best_names on outlets.outlet_id = best_names.outlet_id
left join best_languages on outlets.outlet_id = best_languages.outlet_id
