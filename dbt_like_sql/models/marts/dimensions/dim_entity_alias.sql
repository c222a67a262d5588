-- One row a name under which current articles mention an entity.
with entity_names as (
    select * from {{ ref('int_entity_names') }}
)

select
    entity_id,
    alias,
    mention_count,
    article_count
from entity_names
order by entity_id asc, mention_count desc, alias asc
