"""A core of made-up articles, as large as one likes: what `benchmarks.warehouse` measures on.

Belongs here: SQL that makes rows whose offsets hold, with the skew of news (few entities and outlets in very many articles).
Stays out: measuring. Texts are made of invented words; no name in them means anybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import duckdb
import polars as pl

from transforms.tables import BY_NAME, DAY_TABLES, STEPS, Runs, table_name
from transforms.tables.base import check, polars_schema, rows_to_frame, warehouse_columns
from warehouse.ddl import CORE_SCHEMA

FIRST_DAY = dt.date(2020, 1, 1)
ARTICLES_A_DAY = 2740
"""One million articles a year."""

_ENTITIES = 1_000_000
_OUTLETS = 200
_WORDS = 50_000

# An article is a headline of 18 characters and twelve sentences of 77, four a line: a name of 8, a cue of 12, eight words of
# six letters, and a full stop with the character after it. All columns that point at characters follow from that.
_HEADLINE, _SENTENCE, _NAME, _CUE, _FILLER = 18, 77, 8, 12, 55
_QUOTES, _EVENTS = (0, 3, 6), (1, 5)

_ENTITY = f"""
    'E' || lpad(e::VARCHAR, 7, '0') AS name, md5('e' || e) AS entity_id,
    CASE WHEN e % 10 < 6 THEN 'PERSON' WHEN e % 10 < 8 THEN 'ORG' ELSE 'GPE' END AS entity_type,
    CASE WHEN e % 10 >= 8 THEN chr(65 + (e % 7)::INT) || chr(65 + (e % 11)::INT) || chr(65 + (e % 3)::INT) END AS country,
    {_HEADLINE + 1} + {_SENTENCE} * k AS name_start
"""


def _views(first: int, last: int) -> Iterator[str]:
    """Temporary views of the articles numbered from `first` up to `last` (not included), and of their sentences."""
    yield f"""CREATE OR REPLACE TEMP TABLE made_articles AS
        SELECT i, (i - 3 * (i % 10 = 9)::INT) AS source, DATE '{FIRST_DAY}' + (i // {ARTICLES_A_DAY})::INT AS fetched_on,
            md5('a' || i) AS article_id,
            'outlet' || floor(pow((hash(i) % 1000) / 1000, 2) * {_OUTLETS})::INT || '.example' AS outlet,
            fetched_on::TIMESTAMP + to_minutes((i % {ARTICLES_A_DAY}) // 2) AS published
        FROM range({first}, {last}) t(i)"""
    yield f"""CREATE OR REPLACE TEMP TABLE made_sentences AS
        SELECT i, fetched_on, article_id, published, k, {_ENTITY}, words, source FROM (
            SELECT i, fetched_on, article_id, published, k, source,
                floor(pow((hash(source * 100 + k) % 1000003) / 1000003, 4) * {_ENTITIES})::BIGINT AS e,
                list_aggregate(list_transform(range(8),
                    lambda w: 'w' || lpad(floor(pow((hash(source * 1000 + k * 10 + w) % 1000003) / 1000003, 3) * {_WORDS})
                        ::INT::VARCHAR, 5, '0')), 'string_agg', ' '
                ) AS words
            FROM made_articles, range(12) s(k)
        )"""


def _selects() -> dict[str, str]:
    """A query a table, over the views."""
    rule = "'made' AS method, 0.8::DOUBLE AS confidence"
    body = "'body' AS zone"
    quotes, events = ", ".join(map(str, _QUOTES)), ", ".join(map(str, _EVENTS))
    cue = f"name_start + {_NAME} + 1"
    said = f"name_start + {_NAME} + {_CUE}"
    return {
        "pages": """SELECT md5('p' || i) AS page_id, fetched_on, 'https://' || outlet || '/' || i AS url, outlet AS site,
            published + INTERVAL 1 HOUR AS fetched_at, 'html_dir' AS source_kind, i || '.html' AS source_name,
            'text/html' AS content_type, 'utf-8' AS charset, 5000 AS byte_count, 'ok' AS status FROM made_articles""",
        "articles": f"""SELECT article_id, fetched_on, md5('p' || i) AS page_id, 'https://' || outlet || '/' || i AS url,
            url AS normalized_url, outlet, outlet AS outlet_name, headline, []::VARCHAR[] AS authors,
            published AS date_published, published::DATE AS published_on, 'jsonld' AS date_published_source,
            'en' AS in_language, []::VARCHAR[] AS keywords, headline || chr(10) || body AS text, 'article' AS article_kind,
            134 AS word_count, 'html_dir' AS input_kind, 'trafilatura-precision' AS text_extraction_method,
            'made' AS extractor_version, 'made' AS parser_version, 'ok' AS status
            FROM (SELECT *, 'Headline ' || lpad(source::VARCHAR, {_HEADLINE - 9}, '0') AS headline FROM made_articles)
            JOIN (SELECT i, rtrim(string_agg(name || CASE WHEN k IN ({events}) THEN ' blamed all ' ELSE ' said then: ' END
                || words || '.' || CASE WHEN k % 4 = 3 THEN chr(10) ELSE ' ' END, '' ORDER BY k), chr(10)) AS body
                FROM made_sentences GROUP BY i) USING (i)""",
        "blocks": f"""SELECT article_id, fetched_on, b::INT AS block_no, if(b = 0, 'headline', 'body') AS zone,
            if(b = 0, 0, {_HEADLINE + 1} + {4 * _SENTENCE} * (b - 1))::INT AS char_start,
            if(b = 0, {_HEADLINE}, {_HEADLINE} + {4 * _SENTENCE} * b)::INT AS char_end FROM made_articles, range(4) t(b)""",
        "mentions": f"""SELECT md5(i || 'm' || k) AS mention_id, article_id, fetched_on, k::INT AS sentence_no,
            name_start::INT AS char_start, (name_start + {_NAME})::INT AS char_end, name AS mention_text, 'name' AS mention_kind,
            entity_type, entity_id, name AS canonical_name, false AS is_partial, false AS is_metonym, {body}, {rule}
            FROM made_sentences""",
        "entities": """SELECT entity_id, fetched_on, any_value(entity_type) AS entity_type, any_value(name) AS canonical_name,
            false AS is_partial, []::VARCHAR[] AS aliases, any_value(country) AS country, []::VARCHAR[] AS claimed_by,
            'unknown' AS gender, 'none' AS gender_method, count(*)::INT AS mention_count
            FROM made_sentences GROUP BY entity_id, fetched_on""",
        "entity_evidence": f"""SELECT md5(i || 'v' || k) AS evidence_id, entity_id, article_id, fetched_on,
            CASE entity_type WHEN 'GPE' THEN 'country' WHEN 'ORG' THEN 'sector' ELSE 'gender' END AS attribute,
            CASE entity_type WHEN 'GPE' THEN country WHEN 'ORG' THEN 'BUS' ELSE if(hash(entity_id) % 3 = 0, 'f', 'm') END
            AS value, name_start::INT AS char_start, (name_start + {_NAME})::INT AS char_end, name AS evidence_text,
            if(entity_type = 'PERSON', 'pronoun', 'name') AS method, 0.8::DOUBLE AS confidence FROM made_sentences WHERE k < 8""",
        "quotes": f"""SELECT md5(i || 'q' || k) AS quote_id, quote_id AS statement_id, article_id, fetched_on,
            k::INT AS sentence_no, ({said})::INT AS char_start, ({said} + {_FILLER})::INT AS char_end, words AS quotation,
            'indirect' AS quote_type, 'said' AS cue_text, 'say' AS cue_lemma, 'neutral' AS cue_class,
            ({cue})::INT AS cue_char_start, ({cue} + 4)::INT AS cue_char_end, name AS speaker_text,
            name_start::INT AS speaker_char_start, (name_start + {_NAME})::INT AS speaker_char_end,
            entity_id AS speaker_entity_id, 'name' AS speaker_resolution, false AS is_negated, false AS is_hedged,
            8 AS word_count, {body}, {rule} FROM made_sentences WHERE k IN ({quotes})""",
        "quote_mentions": f"""SELECT md5(a.i || 'q' || a.k) AS quote_id, a.article_id, a.fetched_on, b.entity_id,
            (a.name_start + {_NAME + _CUE})::INT AS char_start, (a.name_start + {_NAME + _CUE} + 6)::INT AS char_end
            FROM made_sentences a JOIN made_sentences b ON a.i = b.i AND b.k = a.k + 1 WHERE a.k IN ({quotes})""",
        "events": f"""SELECT md5(i || 'x' || k) AS event_id, article_id, fetched_on, k::INT AS sentence_no,
            name || ' blamed all ' || words || '.' AS sentence, ({cue})::INT AS char_start, ({cue} + 6)::INT AS char_end,
            'blamed' AS trigger_text, 'ACCUSE' AS event_type, []::VARCHAR[] AS contexts, '11' AS cameo_root,
            '110' AS cameo_code, -2.0::DOUBLE AS goldstein, 3 AS quad_code, -3.0::DOUBLE AS intensity,
            false AS is_reciprocal, fetched_on AS event_date_start, fetched_on AS event_date_end, 'day' AS date_grain,
            false AS is_place_disputed, {body}, false AS is_quoted, 'actual' AS status, 1 AS report_count,
            []::VARCHAR[] AS restatements, {rule} FROM made_sentences WHERE k IN ({events})""",
        "event_actors": f"""SELECT md5(a.i || 'x' || a.k) AS event_id, a.article_id, a.fetched_on,
            if(b.k = a.k, 'actor', 'recipient') AS role, 0 AS actor_no, b.name_start::INT AS char_start,
            (b.name_start + {_NAME})::INT AS char_end, b.name AS raw_text, b.entity_id, 'named' AS basis,
            coalesce(b.country, chr(65 + (hash(b.entity_id) % 6)::INT) || 'ZZ') AS country
            FROM made_sentences a JOIN made_sentences b ON a.i = b.i AND b.k IN (a.k, a.k + 1) WHERE a.k IN ({events})""",
        "stories": """SELECT article_id, fetched_on, md5('a' || source) AS story_id, fetched_on AS founded_on,
            1.0::DOUBLE AS similarity FROM made_articles""",
        "quote_clusters": f"""SELECT md5(i || 'q' || k) AS quote_id, article_id, fetched_on,
            md5(source || 'q' || k) AS quote_cluster_id, fetched_on AS founded_on, 1.0::DOUBLE AS similarity
            FROM made_sentences WHERE k IN ({quotes})""",
        "event_clusters": f"""SELECT md5(i || 'x' || k) AS event_id, article_id, fetched_on,
            md5(source || 'x' || k) AS event_cluster_id, fetched_on AS founded_on FROM made_sentences WHERE k IN ({events})""",
    }


def fill_core(
    connection: duckdb.DuckDBPyConnection, first_day: int, end: int, clusters_version: str, days_at_once: int = 30
) -> None:
    """Fill a core with the days from the first to before the end, their runs, and their clusters.

    The clusters are as if rules of the version had found them.
    """
    for first in range(first_day, end, days_at_once):
        _make(connection, first, min(end, first + days_at_once))
        for name, select in _selects().items():
            connection.execute(f"INSERT INTO {CORE_SCHEMA}.{name} BY NAME {select} ORDER BY fetched_on")
    runs = pl.concat([run_of(number) for number in range(first_day, end)]).to_arrow()
    connection.register("made_runs", runs)
    connection.execute(f"INSERT INTO {CORE_SCHEMA}.runs BY NAME FROM made_runs")
    for step in STEPS[:-1]:
        connection.execute(
            f"INSERT INTO {CORE_SCHEMA}.progress BY NAME SELECT $step AS step, fetched_on, run_id, $version AS version"
            " FROM made_runs",
            {"step": step, "version": clusters_version},
        )
    connection.unregister("made_runs")


def frames_of(connection: duckdb.DuckDBPyConnection, number: int) -> dict[str, pl.DataFrame]:
    """A day's frames by table, as the stages of a run would hand them on."""
    _make(connection, number, number + 1)
    frames = {}
    for name in map(table_name, DAY_TABLES):
        schema = polars_schema(BY_NAME[name])
        columns = warehouse_columns(BY_NAME[name])
        select = _selects().get(name)
        frame = connection.execute(select).pl() if select else pl.DataFrame(schema=schema)
        missing = [pl.lit(None, dtype=schema[column]).alias(column) for column in schema if column not in frame.columns]
        frames[name] = check(frame.with_columns(missing), BY_NAME[name])
        assert set(columns) <= set(frames[name].columns)
    return frames


def run_of(number: int) -> pl.DataFrame:
    """The row of `runs` of a day."""
    day = FIRST_DAY + dt.timedelta(days=number)
    moment = dt.datetime.combine(day, dt.time(23))
    counts = ("pages_in", "articles_in", "articles_new", "articles_changed", "articles_failed", "word_count")
    versions = ("engine_version", "rules_version", "inputs_digest")
    row = {"run_id": f"made/{day}", "fetched_on": day, "started_at": moment, "finished_at": moment, "seconds": 1.0}
    return rows_to_frame([row | dict.fromkeys(counts, ARTICLES_A_DAY) | dict.fromkeys(versions, "made")], Runs)


def _make(connection: duckdb.DuckDBPyConnection, first_day: int, last_day: int) -> None:
    for statement in _views(first_day * ARTICLES_A_DAY, last_day * ARTICLES_A_DAY):
        connection.execute(statement)
