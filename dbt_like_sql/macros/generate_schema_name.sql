{#- The schema that a folder is set to, as it stands: users query `fct_quote`, not `main_main.fct_quote`. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
