{#- Words of a text in lower case, as a list; an apostrophe stays only inside a word. -#}
{% macro words_of(text) -%}
    regexp_extract_all(lower(replace({{ text }}, '’', '''')), '[\p{L}\p{N}\p{M}]+(?:''[\p{L}\p{N}\p{M}]+)*')
{%- endmacro %}

{#- Words of a text in lower case, one blank between two. -#}
{% macro normalized_words(text) -%}
    array_to_string({{ words_of(text) }}, ' ')
{%- endmacro %}

{#- A name as it is compared: case and accents do not matter. -#}
{% macro plain(text) -%}
    lower(strip_accents({{ text }}))
{%- endmacro %}

{#- The characters [char_start, char_end) of a text. `substr` counts code points, as Python does. -#}
{% macro text_between(text, char_start, char_end) -%}
    substr({{ text }}, {{ char_start }} + 1, {{ char_end }} - {{ char_start }})
{%- endmacro %}

{#- A number that stands for an entity's id where a table is searched by it; equal ids have equal numbers. -#}
{% macro entity_number(entity_id) -%}
    md5_number_lower({{ entity_id }})
{%- endmacro %}
