{#-
  A common table expression `best_<column>`: for every entity the column's value with most mentions behind it, summed
  over days; of equals, the first in the alphabet. `relation` needs entity_id, mention_count and the column.
-#}
{% macro most_mentioned(relation, column, condition='true') -%}
    best_{{ column }} as (
        select
            entity_id,
            {{ column }}
        from {{ relation }}
        where {{ column }} is not null and {{ condition }}
        group by entity_id, {{ column }}
        qualify row_number() over (partition by entity_id order by sum(mention_count) desc, {{ column }} asc) = 1
    )
{%- endmacro %}
