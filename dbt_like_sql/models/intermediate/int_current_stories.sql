-- The cluster of every article; stories are made anew with every model run, so that the newest row counts.
with stories as (
    select * from {{ ref('stg_stories') }}
)

select
    article_id,
    story_id,
    similarity,
    is_canonical
from stories
qualify row_number() over (partition by article_id order by fetched_on desc) = 1
