{#-
  `ref` and `source` without the database's name. DuckDB calls a database by its file, and a view that says
  `warehouse.core.articles` breaks as soon as the file is published under another name.
-#}
{% macro ref() -%}
    {{ return(builtins.ref(*varargs, **kwargs).include(database=false)) }}
{%- endmacro %}

{% macro source() -%}
    {{ return(builtins.source(*varargs, **kwargs).include(database=false)) }}
{%- endmacro %}
