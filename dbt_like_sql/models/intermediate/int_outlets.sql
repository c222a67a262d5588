-- One row a publishing site. What `sources.toml` says of it holds; else its name is the most frequent one of its
-- articles, in all their versions. So is its language.
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
),

-- The rows of the newest day are all that is said now.
described as (
    select * from {{ ref('stg_outlets') }}
    where fetched_on = (select max(newest.fetched_on) from {{ ref('stg_outlets') }} as newest)
)

select
    outlets.outlet_id,
    outlets.outlet_id as canonical_domain,
    coalesce(described.publisher_name, best_names.outlet_name, outlets.outlet_id) as publisher_name,
    described.country_iso3,
    best_languages.in_language,
    described.media_type,
    outlets.article_count
from outlets
left join best_names on outlets.outlet_id = best_names.outlet_id
left join described on outlets.outlet_id = described.outlet_id
left join best_languages on outlets.outlet_id = best_languages.outlet_id
