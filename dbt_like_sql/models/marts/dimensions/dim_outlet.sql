-- One row a publishing site.
-- depends_on: {{ ref('int_changed_names') }}
with outlets as (
    select * from {{ ref('int_outlets') }}
)

select
    outlet_id,
    canonical_domain,
    publisher_name,
    country_iso3,
    in_language,
    media_type,
    article_count
from outlets
order by outlet_id
