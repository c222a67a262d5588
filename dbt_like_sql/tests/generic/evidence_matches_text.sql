{#-
  Rows whose offsets do not hold the stored words in the article's text. `spans` lists what to compare, each with
  `text` and, where they are not char_start and char_end, `start` and `end`. A span without start is left alone.
-#}
{% test evidence_matches_text(model, spans) %}
select facts.*
from (select * from {{ model }}) as facts
left join {{ ref('dim_article') }} as articles 
    on facts.article_id = articles.article_id and facts.fetched_on = articles.fetched_on
where
    {% for span in spans %}
    {% set char_start = 'facts.' ~ span.get('start', 'char_start') %}
    {% set char_end = 'facts.' ~ span.get('end', 'char_end') %}
    {{ 'or ' if not loop.first }}(
        {{ char_start }} is not null
        and {{ text_between('articles.text', char_start, char_end) }} is distinct from facts.{{ span.text }}
    )
    {% endfor %}
{% endtest %}
