{#-
  A common table expression `best_<attribute>`: for every entity the value of the attribute that current articles support
  most, by the sum of their confidence; a value of the user's own list goes before all, and of equals the first in the
  alphabet counts. `relation` needs entity_id, attribute, value, method and confidence. `lead` is what the best must weigh
  against the second; an entity without such a lead has no row.
-#}
{% macro most_supported(relation, attribute, lead=none) -%}
    best_{{ attribute }} as (
        select
            entity_id,
            value,
            arg_max(method, method_rank) as method
        from (
            select
                entity_id,
                value,
                method,
                if(method = 'list', 2, if(method = 'honorific', 1, 0)) as method_rank,
                sum(if(method = 'list', 1e6, confidence)) over (partition by entity_id, value) as weight,
                sum(if(method = 'list', 1e6, confidence)) over (partition by entity_id) as all_weight
            from {{ relation }}
            where attribute = '{{ attribute }}'
        ) as weighed
        {% if lead is not none -%}
    where weight >= {{ lead }} * (all_weight - weight)
        {% endif -%}
        group by entity_id, value, weight
        qualify row_number() over (partition by entity_id order by round(weight, 6) desc, value asc) = 1
    )
{%- endmacro %}
