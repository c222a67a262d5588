{#-
  `ref` and `source` without the database's name. DuckDB calls a database by its file, and a view that says
  `warehouse.core.articles` breaks as soon as the file is published under another name.
-#}
{% macro ref() -%}
    {{ return(builtins.ref(*varargs, **kwargs).include(database=false)) }}
{%- endmacro %}

{#- With the variable `fetched_until`, as if no later day were loaded: so a full refresh of very much goes by parts. -#}
{% macro source() -%}
    {%- set relation = builtins.source(*varargs, **kwargs).include(database=false) -%}
    {%- set fetched_until = var('fetched_until', none) -%}
    {%- if fetched_until -%}
        {{ return('(select * from ' ~ relation ~ " where fetched_on <= date '" ~ fetched_until ~ "')") }}
    {%- endif -%}
    {{ return(relation) }}
{%- endmacro %}
