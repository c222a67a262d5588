-- The one version of every article that the marts show: the one fetched last.
with articles as (
    select
        article_id,
        fetched_on
    from {{ ref('stg_articles') }}
)

select
    article_id,
    max(fetched_on) as fetched_on,
    min(fetched_on) as first_fetched_on,
    cast(count(*) as integer) as version_count
from articles
group by article_id
