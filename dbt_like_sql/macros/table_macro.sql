{#-
  A model that is a question with parameters: a table macro in the file, asked as `from quotes_of('…')`. The model's SQL is
  the macro's body; `meta.parameters` are the names in it that the reader gives. It is made with the views' rules: no name of
  a database, so that it works under every name of the file.
-#}
{% materialization table_macro, adapter='duckdb' -%}
    {%- set parameters = config.require('meta').parameters -%}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') -%}
        create or replace macro {{ this.include(database=false) }}({{ parameters | join(', ') }}) as table
        {{ sql }}
    {%- endcall %}
    {% call statement('comment') -%}
        comment on macro table {{ this.include(database=false) }} is '{{ model.description | replace("'", "''") }}'
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': []}) }}
{%- endmaterialization %}
