{#- Words of a text in lower case, one blank between two; an apostrophe stays only inside a word. -#}
{% macro normalized_words(text) -%}
    array_to_string(
        regexp_extract_all(
            lower(replace({{ text }}, '’', '''')), '[\p{L}\p{N}\p{M}]+(?:''[\p{L}\p{N}\p{M}]+)*'
        ),
        ' '
    )
{%- endmacro %}

{#- The characters [char_start, char_end) of a text. `substr` counts code points, as Python does. -#}
{% macro text_between(text, char_start, char_end) -%}
    substr({{ text }}, {{ char_start }} + 1, {{ char_end }} - {{ char_start }})
{%- endmacro %}
