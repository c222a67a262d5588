{#-
  How a model grows with the warehouse. Every such model selects the rows of what is touched, in both of its lives: in a full
  refresh everything is touched, and the table is made of the selection; else the selection takes the place of the rows that
  are gone. So a model is written once, and both lives give the same rows (tested).

  The config says what is replaced: `meta.replaces`, an expression over the model's columns, and `meta.touched`, the model that
  lists its values in the column of the same name, or `meta.key`; `meta.within`, where given, is a date column that is compared
  with the touched rows' `meta.within_of` first, so that row groups of other days are not read. `meta.named`, where given,
  are columns with ids of entities or outlets whose names the table shows: rows of those that are named otherwise since are
  replaced, too, wherever they stand; the model selects them with `is_touched_or_renamed`.
-#}
{% macro get_incremental_replace_touched_sql(arguments) -%}
    {%- set meta = config.get('meta') -%}
    {%- set columns = get_quoted_csv(arguments.dest_columns | map(attribute='name')) -%}
    {%- set touched = ref(meta.touched) -%}
    {%- set days = '' -%}
    {%- if meta.within -%}
        {%- set days = meta.within ~ ' in (select ' ~ meta.within_of ~ ' from ' ~ touched ~ ') and ' -%}
    {%- endif %}
    delete from {{ arguments.target_relation }}
    where
        {{ days }}{{ meta.replaces }} in (select {{ meta.key or meta.replaces }} from {{ touched }});
    {%- for column in meta.named or [] %}
    delete from {{ arguments.target_relation }}
    where {{ is_renamed(column) }};
    {%- endfor %}
    insert into {{ arguments.target_relation }} ({{ columns }})
    select {{ columns }} from {{ arguments.temp_relation }}
{%- endmacro %}

{#-
  `touched` where a model adds to what is there, `every` where it is made anew. Both are named in the graph, so that what is
  touched is known before.
-#}
{% macro touched_or_every(touched, every) -%}
    {%- set touched_relation, every_relation = ref(touched), ref(every) -%}
    {{- touched_relation if is_incremental() else every_relation -}}
{%- endmacro %}

{#- Whether the column is among what is touched; true where the model is made anew. -#}
{% macro is_touched(column, touched, key) -%}
    {%- set relation = ref(touched) -%}
    {{- column ~ ' in (select touched.' ~ key ~ ' from ' ~ relation ~ ' as touched)' if is_incremental() else 'true' -}}
{%- endmacro %}

{#-
  Whether the column is among what is touched (in the column of the same name), or one of the named ids goes by another name
  since. To be asked before names are joined: DuckDB takes an `or` of such conditions after the joins it stands beside, and joins every row.
-#}
{% macro is_touched_or_renamed(column, touched, named) -%}
    {%- set conditions = [is_touched(column, touched, column)] -%}
    {%- for name in named -%}
        {%- set renamed = is_renamed(name) -%}
        {%- do conditions.append(renamed) if is_incremental() -%}
    {%- endfor -%}
    {{- '(' ~ conditions | join(' or ') ~ ')' -}}
{%- endmacro %}

{#- Whether the id goes by another name since. -#}
{% macro is_renamed(column) -%}
    {{- column ~ ' in (select names.name_id from ' ~ ref('int_changed_names') ~ ' as names)' -}}
{%- endmacro %}

{#-
  Whether a row is of an article in the model's own `touched` (article_id, fetched_on). The day is asked for, too, so that row
  groups of other days are not read.
-#}
{% macro is_of_touched(table=none) -%}
    {%- set of_table = table ~ '.' if table else '' -%}
    {{- of_table ~ 'fetched_on in (select touched.fetched_on from touched) and ' -}}
    {{- of_table ~ 'article_id in (select touched.article_id from touched)' -}}
{%- endmacro %}

{#- The months that a model over years sums up: rows of `months_model` with year_start, of the touched years only. -#}
{% macro months_of_touched_years(months_model) -%}
    select
        *,
        cast(date_trunc('year', month_start) as date) as year_start
    from {{ ref(months_model) }}
    where
        cast(date_trunc('year', month_start) as date) in (
            select years.year_start
            from {{ touched_or_every('int_touched_fetch_years', 'int_every_fetch_year') }} as years
        )
{%- endmacro %}

{#-
  The versions of articles whose facts a model selects: article_id, fetched_on. What looks at the facts of the last run is
  named, too, so that it comes first.
-#}
{% macro current_articles() -%}
    {%- set looks_at_the_last_run = [ref('int_touched_entities'), ref('int_touched_event_months')] -%}
    {{- touched_or_every('int_touched_articles', 'int_current_articles') -}}
{%- endmacro %}

{#- Whether this run makes every table anew. -#}
{% macro makes_all_anew() -%}
    {{- 'true' if flags is defined and flags.FULL_REFRESH else 'false' -}}
{%- endmacro %}

{#-
  A table as the last run left it, or none where there is none or everything is made anew. Only what comes before the table in
  the graph may look at it: the table itself waits for that.
-#}
{% macro built(name, schema='main') -%}
    {%- if execute and makes_all_anew() == 'false' -%}
        {%- set relation = adapter.get_relation(database=target.database, schema=schema, identifier=name) -%}
        {{- return(relation.include(database=false) if relation and relation.type == 'table' else none) -}}
    {%- endif -%}
    {{- return(none) -}}
{%- endmacro %}
