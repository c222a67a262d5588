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
