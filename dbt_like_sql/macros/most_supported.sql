{#-
  A common table expression `best_<attribute>`: for every entity the value of the attribute that current articles support
  most, by the sum of their weights; of equals the first in the alphabet counts. `relation` needs entity_id, attribute, value,
  method and weight. `lead` is what the best must weigh
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
                sum(weight) over (partition by entity_id, value) as value_weight,
                sum(weight) over (partition by entity_id) as all_weight
            from {{ relation }}
            where attribute = '{{ attribute }}'
        ) as weighed
        {% if lead is not none -%}
    where value_weight >= {{ lead }} * (all_weight - value_weight)
        {% endif -%}
        group by entity_id, value, value_weight
        qualify row_number() over (partition by entity_id order by round(value_weight, 6) desc, value asc) = 1
    )
{%- endmacro %}
