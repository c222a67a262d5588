{#-
  The rows that a test looks at: of a table that grows, those that this run has made. What was made before was tested then.
  Replaces dbt's macro of this name, which knows only the `where` of a test's own config.
-#}
{% macro duckdb__get_where_subquery(relation) -%}
    {%- set wheres = [config.get('where')] if config.get('where') else [] -%}
    {%- set tested = graph.nodes.get(model.get('attached_node')) if execute else none -%}
    {%- set meta = tested.config.meta if tested else {} -%}
    {%- if meta.get('touched') and relation.identifier == tested.alias and makes_all_anew() == 'false' -%}
        {%- set touched = graph.nodes['model.dateline.' ~ meta.touched] -%}
        {%- set listed = ' from ' ~ touched.schema ~ '.' ~ touched.alias ~ ')' -%}
        {%- if meta.get('within') -%}
            {%- do wheres.append(meta.within ~ ' in (select fetched_on' ~ listed) -%}
        {%- endif -%}
        {%- do wheres.append(meta.replaces ~ ' in (select ' ~ (meta.get('key') or meta.replaces) ~ listed) -%}
    {%- endif -%}
    {%- if wheres -%}
        (select * from {{ relation }} where {{ wheres | join(' and ') }}) as dbt_subquery
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}
