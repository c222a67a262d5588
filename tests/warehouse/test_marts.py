"""The dbt project on a tiny invented core: versions, merging, zones, reports, and what users rely on.

Stays out: how the core tables are filled (their own tests), and the text of the models.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner

import orchestration.dbt
from benchmarks.questions import questions
from orchestration.versions import models_version
from transforms.ids import stable_id
from transforms.tables import BY_NAME, WAREHOUSE_TABLES, table_name
from transforms.tables.base import check, rows_to_frame, warehouse_columns
from warehouse.ddl import create_statements
from warehouse.layout import Layout
from warehouse.progress import mark_done

HERE = Path(__file__).parent
PROJECT = HERE.parents[1] / "dbt_like_sql"
DAY_1, DAY_2, DAY_3 = dt.date(2026, 3, 2), dt.date(2026, 3, 9), dt.date(2026, 4, 6)
EVIDENCE: dict[str, Any] = {"method": "invented", "confidence": 0.9}

OLD = "Ministers meet\nBaker spoke in Paris.\nFrance attacked Spain. “We regret it,” said Baker."
NEW = (
    "Ministers meet again\nAnna\u00a0Baker spoke in Paris.\nFrance praised Spain. “Spain is a naïve friend,” said "
    "Baker. Spain praised France.\nBaker in Paris"
)
COPY = "Praise for Spain\nFrance praised Spain.\n“Spain is a naïve friend,” said Baker."
RIOT = "Riot\nRioters burned cars in Spain. Officials say that France must help."
ARTICLES: dict[
    tuple[str, dt.date], tuple[str, str, dt.datetime | None, dict[str, Any]]
] = {  # (article, day): outlet, text, publication time, other columns
    ("a", DAY_1): ("north.example", OLD, dt.datetime(2026, 3, 2, 8), {"outlet_name": "The North"}),
    ("a", DAY_2): (
        "north.example",
        NEW,
        dt.datetime(2026, 3, 2, 8),
        {"outlet_name": "North Daily", "section": "World"},
    ),
    ("b", DAY_2): ("south.example", COPY, dt.datetime(2026, 3, 9, 7), {"keywords": ["Spain", "France ", ""]}),
    ("c", DAY_2): ("west.example", RIOT, None, {}),
    ("d", DAY_2): ("west.example", "Ein Satz.", None, {"status": "not_english", "in_language": "de"}),
}
ZONES = {"a": ("headline", "body", "body", "caption"), "b": ("headline", "body", "body"), "c": ("headline", "body")}
PEOPLE: dict[
    tuple[str, dt.date], tuple[str, str, str | None, str | None, str, str, int]
] = {  # (entity, day): type, name, country, sector, gender, gender_method, mentions of the day
    ("baker", DAY_1): ("PERSON", "Anna Baker", None, "MIL", "unknown", "none", 2),
    ("baker", DAY_2): ("PERSON", "Anna Baker", "FRA", "GOV", "f", "pronoun", 6),
    ("paris", DAY_1): ("GPE", "Paris", "FRA", None, "unknown", "none", 1),
    ("paris", DAY_2): ("GPE", "Paris", "FRA", None, "unknown", "none", 2),
    ("france", DAY_1): ("GPE", "France", "FRA", None, "unknown", "none", 1),
    ("france", DAY_2): ("GPE", "France", "FRA", None, "unknown", "none", 3),
    ("spain", DAY_1): ("GPE", "Spain", "ESP", None, "unknown", "none", 1),
    ("spain", DAY_2): ("GPE", "Spain", "ESP", None, "unknown", "none", 5),
    ("rioters", DAY_2): ("PERSON", "Rioters", None, "CVL", "unknown", "none", 1),
}
MENTIONS = [  # article, day, words, which occurrence, entity
    ("a", DAY_1, "Baker", 0, "baker"), ("a", DAY_1, "Paris", 0, "paris"),
    ("a", DAY_1, "France", 0, "france"), ("a", DAY_1, "Spain", 0, "spain"),
    ("a", DAY_2, "Anna\u00a0Baker", 0, "baker"), ("a", DAY_2, "Baker", 1, "baker"), ("a", DAY_2, "Baker", 2, "baker"),
    ("a", DAY_2, "Paris", 0, "paris"), ("a", DAY_2, "Paris", 1, "paris"),
    ("a", DAY_2, "France", 0, "france"), ("a", DAY_2, "France", 1, "france"),
    ("a", DAY_2, "Spain", 0, "spain"), ("a", DAY_2, "Spain", 1, "spain"), ("a", DAY_2, "Spain", 2, "spain"),
    ("b", DAY_2, "Spain", 0, "spain"), ("b", DAY_2, "France", 0, "france"), ("b", DAY_2, "Spain", 1, "spain"),
    ("b", DAY_2, "Spain", 2, "spain"), ("b", DAY_2, "Baker", 0, "baker"),
    ("c", DAY_2, "Rioters", 0, "rioters"), ("c", DAY_2, "Spain", 0, "spain"), ("c", DAY_2, "France", 0, "france"),
]  # fmt: skip
QUOTES = [  # article, day, content, cue, speaker, type
    ("a", DAY_1, "We regret it,", "said", "Baker", "direct"),
    ("a", DAY_2, "Spain is a naïve friend,", "said", "Baker", "direct"),
    ("b", DAY_2, "Spain is a naïve friend,", "said", "Baker", "direct"),
    ("c", DAY_2, "France must help", "say", "Officials", "indirect"),
]
EVENTS = [  # article, day, trigger, which occurrence, type, mode, quad, intensity, actor, recipient
    ("a", DAY_1, "attacked", 0, "ASSAULT", None, 4, -9.0, "france", "spain"),
    ("a", DAY_2, "praised", 0, "SUPPORT", None, 1, 5.0, "france", "spain"),
    ("a", DAY_2, "praised", 1, "SUPPORT", None, 1, 5.0, "spain", "france"),
    ("b", DAY_2, "praised", 0, "SUPPORT", None, 1, 5.0, "france", "spain"),
    ("c", DAY_2, "burned", 0, "PROTEST", "unlisted", 4, -7.0, "rioters", None),
]


FETCHES = [  # purpose, address, HTTP status, outcome, what was wrong, page
    ("robots", "https://west.example/robots.txt", 404, "not_found", "HTTP status 404.", None),
    ("page", "https://west.example/c", 503, "throttled", "HTTP status 503.", None),
    ("page", "https://west.example/c", 200, "ok", None, "page3"),
    ("page", "https://west.example/c?copy", 200, "ok", None, "page3"),
    ("page", "https://west.example/old", 200, "ok", None, "page0"),
]
"""The last gave the bytes of a page of another day."""


def offsets(article: str, day: dt.date, words: str, occurrence: int = 0) -> dict[str, Any]:
    """Keys and offsets of the n-th occurrence of words in an article."""
    text, start = ARTICLES[article, day][1], -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return {
        "article_id": article, "fetched_on": day, "char_start": start, "char_end": start + len(words),
        "sentence_no": text[:start].count("\n") + text[:start].count(". "), "zone": "body",
    }  # fmt: skip


def zone(article: str, day: dt.date, start: int) -> str:
    """The zone of the line that an offset lies in."""
    return ZONES[article][ARTICLES[article, day][1][:start].count("\n")]


def core_rows() -> dict[str, list[dict[str, Any]]]:
    """The invented core tables."""
    rows: dict[str, list[dict[str, Any]]] = {table_name(table): [] for table in WAREHOUSE_TABLES}
    row: dict[str, Any]
    for number, ((article, day), (outlet, text, published, more)) in enumerate(ARTICLES.items()):
        fetched = {"page_id": f"page{number}", "fetched_on": day, "url": f"https://{outlet}/{article}"}
        page = {"site": outlet, "source_kind": "html_dir", "source_name": f"{number}.html", "content_type": "text/html"}
        status = more.get("status", "ok")
        time = dt.datetime.combine(day, dt.time(12, number))
        rows["pages"].append(fetched | page | {"fetched_at": time, "byte_count": 900, "status": status})
        row = {
            "article_id": article, "normalized_url": fetched["url"], "outlet": outlet, "authors": [], "keywords": [],
            "headline": text.split("\n")[0], "date_published": published, "published_on": published and published.date(),
            "in_language": "en", "text": text,
            "date_published_source": "jsonld" if published else "none", "word_count": len(text.split()),
            "input_kind": "html_dir", "article_kind": "article", "text_extraction_method": "trafilatura-precision",
            "extractor_version": "1", "status": "ok",
        }  # fmt: skip
        rows["articles"].append(fetched | row | more)
        if article in ZONES:
            start = 0
            for block_no, (line, kind) in enumerate(zip(text.split("\n"), ZONES[article], strict=False)):
                key = {"article_id": article, "fetched_on": day, "block_no": block_no, "zone": kind}
                rows["blocks"].append(key | {"char_start": start, "char_end": start + len(line)})
                start += len(line) + 1
        else:
            reason = {"stage": "articles", "reason": "not_english", "detail": "The language is de."}
            rows["rejects"].append(fetched | reason)
        story = {"story_id": "a" if article == "b" else article, "founded_on": day, "similarity": 1.0}
        rows["stories"].append({"article_id": article, "fetched_on": day} | story)
    empty = {"page_id": "page9", "fetched_on": DAY_2, "byte_count": 0, "status": "empty", "source_name": "9.html"}
    rows["pages"].append(rows["pages"][-1] | empty)
    rows["rejects"].append(empty | {"stage": "pages", "reason": "empty", "detail": "The file has no bytes."})
    for (entity, day), (entity_type, name, country, sector, gender, gender_method, count) in PEOPLE.items():
        row = {
            "entity_id": entity,
            "fetched_on": day,
            "entity_type": entity_type,
            "canonical_name": name,
            "aliases": [],
            "claimed_by": [],
            "is_partial": False,
        }
        row |= {"country": country, "sector": sector, "gender": gender, "gender_method": gender_method}
        rows["entities"].append(row | {"mention_count": count})
    for article, day, words, occurrence, entity in MENTIONS:
        row = offsets(article, day, words, occurrence) | EVIDENCE
        row |= {"zone": zone(article, day, row["char_start"]), "mention_text": words, "mention_kind": "name"}
        row |= {"mention_id": stable_id(article, row["char_start"]), "entity_id": entity}
        entity_type, name = PEOPLE[entity, day][:2]
        row |= {"is_partial": False, "is_metonym": False}
        rows["mentions"].append(row | {"entity_type": entity_type, "canonical_name": name})
    for mention in rows["mentions"]:
        known = PEOPLE[mention["entity_id"], mention["fetched_on"]]
        row = {key: mention[key] for key in ("article_id", "fetched_on", "entity_id", "char_start", "char_end")}
        row |= EVIDENCE | {"evidence_text": mention["mention_text"], "method": "name"}
        for attribute, value in (("country", known[2]), ("sector", known[3]), ("gender", known[4])):
            key = stable_id(mention["article_id"], mention["entity_id"], attribute)
            seen = {(r["evidence_id"], r["fetched_on"]) for r in rows["entity_evidence"]}
            if value not in (None, "unknown") and (key, mention["fetched_on"]) not in seen:
                method = {"method": known[5]} if attribute == "gender" else {}
                says = {"evidence_id": key, "attribute": attribute, "value": value}
                rows["entity_evidence"].append(row | says | method)
    for article, day, content, cue, speaker, quote_type in QUOTES:
        row = offsets(article, day, content) | EVIDENCE | {"quotation": content, "quote_type": quote_type}
        for part, words in (("cue", cue), ("speaker", speaker)):
            near = offsets(article, day, words, ARTICLES[article, day][1].count(words) - 1)
            if article == "a" and day == DAY_2 and part == "speaker":
                near = offsets(article, day, words, 1)
            row |= {
                f"{part}_text": words,
                f"{part}_char_start": near["char_start"],
                f"{part}_char_end": near["char_end"],
            }
        named = speaker == "Baker"
        row |= {
            "cue_lemma": "say",
            "speaker_entity_id": "baker" if named else None,
            "is_negated": False,
            "is_hedged": False,
        }
        row |= {"speaker_resolution": "name" if named else "anonymous", "word_count": len(content.split())}
        quote_id = stable_id("quote", article, row["char_start"])
        rows["quotes"].append(row | {"quote_id": quote_id, "statement_id": quote_id})
        cluster = {"quote_cluster_id": stable_id(content), "founded_on": day, "similarity": 1.0}
        rows["quote_clusters"].append(row | cluster | {"quote_id": quote_id})
    for quote in rows["quotes"]:
        for m in rows["mentions"]:
            same = all(quote[key] == m[key] for key in ("article_id", "fetched_on"))
            if same and quote["char_start"] <= m["char_start"] and m["char_end"] <= quote["char_end"]:
                rows["quote_mentions"].append(m | {"quote_id": quote["quote_id"]})
    clusters: dict[tuple[str, str | None, str | None], str] = {}
    for article, day, trigger, occurrence, event_type, mode, quad, intensity, actor, recipient in EVENTS:
        row = offsets(article, day, trigger, occurrence) | EVIDENCE | {"trigger_text": trigger, "sentence": trigger}
        row |= {"event_id": stable_id("event", article, row["char_start"]), "contexts": [], "status": "actual"}
        row |= {"event_type": event_type, "is_reciprocal": False, "is_quoted": False, "is_place_disputed": False}
        row |= {"event_mode": mode, "quad_code": quad, "intensity": intensity, "cameo_root": "05"}
        row |= {"report_count": 1, "restatements": []}
        row |= {"event_date_start": dt.date(2026, 2, 28), "date_grain": "day", "date_basis": "date_published"}
        rows["events"].append(row | {"country": "ESP" if article == "c" else None})
        if day == DAY_2:
            first = clusters.setdefault((event_type, actor, recipient), row["event_id"])
            rows["event_clusters"].append(row | {"event_cluster_id": first, "founded_on": day})
        for role, who in (("actor", actor), ("recipient", recipient)):
            if who:
                key = {"event_id": row["event_id"], "article_id": article, "fetched_on": day, "entity_id": who}
                party = {"role": role, "actor_no": 0, "basis": "named", "country": PEOPLE[who, day][2]}
                rows["event_actors"].append(key | party)
    rows["fetches"] += [
        {
            "fetch_id": f"fetch{number}", "fetched_on": DAY_2, "source_name": "west", "purpose": purpose, "url": url,
            "url_id": url, "attempt_no": 1, "fetched_at": dt.datetime.combine(DAY_2, dt.time(11, number)), "seconds": 0.5,
            "http_status": status, "outcome": outcome, "detail": detail, "final_url": url, "byte_count": 900,
            "is_robots_allowed": None if purpose == "robots" else True, "page_id": page, "etag": '"1"',
        }
        for number, (purpose, url, status, outcome, detail, page) in enumerate(FETCHES)
    ]  # fmt: skip
    described = {"publisher_name": "The West", "country_iso3": "ESP", "media_type": "wire"}
    rows["outlets"] += [
        {"outlet_id": "west.example", "fetched_on": DAY_1} | described | {"publisher_name": "Old West"},
        {"outlet_id": "south.example", "fetched_on": DAY_1} | described,
        {"outlet_id": "west.example", "fetched_on": DAY_2} | described,
        {"outlet_id": "south.example", "fetched_on": DAY_2},
    ]
    for run, day in (("run1", DAY_1), ("run2", DAY_2), ("run3", DAY_2)):
        time = dt.datetime.combine(day, dt.time(20 + int(run[-1])))
        row = {"run_id": run, "fetched_on": day, "started_at": time, "finished_at": time + dt.timedelta(minutes=1)}
        row |= dict.fromkeys(("engine_version", "rules_version", "inputs_digest"), "1")
        row |= dict.fromkeys(("pages_in", "articles_in", "articles_new", "articles_changed", "articles_failed"), 1)
        rows["runs"].append(row | {"word_count": 9, "seconds": 1.5})
    return rows


def make_core(path: Path, rows: dict[str, list[dict[str, Any]]], days: Sequence[dt.date] = (DAY_1, DAY_2)) -> None:
    """A warehouse with the days in its core schema; a warehouse that is there gets them in addition."""
    with duckdb.connect(path) as connection:
        for statement in create_statements():
            connection.execute(statement)
        for name, of_table in rows.items():
            table = BY_NAME[name]
            for day in days:
                frame = check(rows_to_frame([row for row in of_table if row["fetched_on"] == day], table), table)
                connection.register("arrow", frame.select(warehouse_columns(table)).to_arrow())
                connection.execute(f"INSERT INTO core.{name} BY NAME SELECT * FROM arrow")
                connection.unregister("arrow")


def dbt(command: str, path: Path, folder: Path, *more: str) -> dict[str, str]:
    """Run dbt in process; the status of every node that did not pass."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_WAREHOUSE", str(path))
        places = ["--project-dir", PROJECT, "--profiles-dir", PROJECT, "--target-path", folder, "--log-path", folder]
        outcome = dbtRunner().invoke(["--quiet", "--log-level-file", "none", command, *map(str, places), *more])
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]  # else the file stays locked
    assert outcome.exception is None, outcome.exception
    passed = ("success", "pass", "no-op")  # no-op: the exposure
    assert isinstance(outcome.result, RunExecutionResult)
    return {r.node.name: f"{r.status}: {r.message}" for r in outcome.result if r.status not in passed}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("marts")


@pytest.fixture(scope="module")
def files_before() -> set[Path]:
    return set(PROJECT.rglob("*"))


@pytest.fixture(scope="module")
def built(folder: Path, files_before: set[Path]) -> Path:
    """The published file: a warehouse that dbt built, under another name."""
    make_core(folder / "warehouse.duckdb", core_rows())
    assert dbt("build", folder / "warehouse.duckdb", folder / "target") == {}
    shutil.copy(folder / "warehouse.duckdb", folder / "published.duckdb")
    return folder / "published.duckdb"


@pytest.fixture(scope="module")
def marts(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(built, read_only=True) as connection:
        yield connection


def rows_of(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def test_an_article_fetched_twice_has_one_version_the_newest(marts: duckdb.DuckDBPyConnection) -> None:
    found = rows_of(marts, "SELECT article_id, text, version_count, status FROM dim_article ORDER BY article_id")
    assert found == [
        ("a", NEW, 2, "ok"),
        ("b", COPY, 1, "ok"),
        ("c", RIOT, 1, "ok"),
        ("d", "Ein Satz.", 1, "quarantined"),
    ]


def test_only_facts_of_the_newest_version_are_there(marts: duckdb.DuckDBPyConnection) -> None:
    assert rows_of(marts, "SELECT count(*) FROM fct_quote WHERE quotation LIKE 'We regret%'") == [(0,)]
    assert rows_of(marts, "SELECT count(*) FROM fct_event WHERE event_type = 'ASSAULT'") == [(0,)]
    for table, count in (("fct_mention", 18), ("fct_quote", 3), ("fct_event", 4), ("bridge_event_actor", 7)):
        assert rows_of(marts, f"SELECT count(*) FROM {table}") == [(count,)], table


def test_stories_outlets_and_times_come_with_the_article(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT story_id, is_canonical, publisher_name, date_crawled, indexed_at FROM dim_article"
    (found,) = rows_of(marts, f"{query} JOIN dim_outlet USING (outlet_id) WHERE article_id = 'b'")
    assert found == ("a", False, "south.example", dt.datetime(2026, 3, 9, 12, 2), dt.datetime(2026, 3, 9, 23, 1))
    assert rows_of(marts, "SELECT publisher_name FROM dim_outlet WHERE outlet_id = 'north.example'") == [
        ("North Daily",)
    ]


def test_an_entity_is_merged_over_the_days_that_count(marts: duckdb.DuckDBPyConnection) -> None:
    query = (
        "SELECT gender, gender_method, country_iso3, sector, mention_count FROM dim_entity WHERE entity_id = 'baker'"
    )
    assert rows_of(marts, query) == [("f", "pronoun", "FRA", "GOV", 4)]
    assert rows_of(marts, "SELECT count(*), count(DISTINCT entity_id) FROM dim_entity") == [(5, 5)]


def test_a_mention_in_a_quotation_or_in_the_first_paragraph_says_so(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT mention_text, zone FROM fct_mention WHERE article_id = 'a' ORDER BY char_start"
    assert rows_of(marts, query) == [
        ("Anna\u00a0Baker", "lede"), ("Paris", "lede"), ("France", "body"), ("Spain", "body"), ("Spain", "quote"),
        ("Baker", "body"), ("Spain", "body"), ("France", "body"), ("Baker", "caption"), ("Paris", "caption"),
    ]  # fmt: skip
    query = "SELECT mention_text, zone FROM fct_mention WHERE article_id = 'c' ORDER BY char_start"
    assert rows_of(marts, query) == [("Rioters", "lede"), ("Spain", "lede"), ("France", "quote")]


def test_a_quotation_has_its_words_and_its_surroundings(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT quotation_normalized, pre, post FROM fct_quote WHERE article_id = 'b'"
    start = COPY.index("Spain is")
    end = start + len("Spain is a naïve friend,")
    assert rows_of(marts, query) == [("spain is a naïve friend", COPY[:start], COPY[end:])]


def test_the_dyad_report_counts_a_cluster_once_and_keeps_the_direction(marts: duckdb.DuckDBPyConnection) -> None:
    counts = "event_count, mean_intensity, verbal_cooperation_count, cooperation_count, conflict_count"
    query = f"SELECT actor_country_iso3, recipient_country_iso3, month_start, {counts} FROM rpt_dyad_month"
    assert rows_of(marts, query) == [
        ("ESP", "FRA", dt.date(2026, 2, 1), 1, 5.0, 1, 1, 0),
        ("FRA", "ESP", dt.date(2026, 2, 1), 1, 5.0, 1, 1, 0),
    ]


def test_one_a_day_counts_a_type_once_a_day_and_direction(marts: duckdb.DuckDBPyConnection) -> None:
    columns = "actor_country_iso3, recipient_country_iso3, event_date, event_type, event_count, report_count"
    assert rows_of(marts, f"SELECT {columns} FROM rpt_dyad_day") == [
        ("ESP", "FRA", dt.date(2026, 2, 28), "SUPPORT", 1, 1),
        ("FRA", "ESP", dt.date(2026, 2, 28), "SUPPORT", 1, 2),
    ]


def test_coverage_names_the_first_outlet_and_counts_all(marts: duckdb.DuckDBPyConnection) -> None:
    query = (
        "SELECT actor, event_type, recipient, first_outlet_id, outlet_count, article_count, sentence_count"
        " FROM rpt_event_coverage WHERE event_type = 'SUPPORT' ORDER BY outlet_count DESC"
    )
    assert rows_of(marts, query) == [
        ("France", "SUPPORT", "Spain", "north.example", 2, 2, 2),
        ("Spain", "SUPPORT", "France", "north.example", 1, 1, 1),
    ]


def test_the_crosswalk_knows_what_a_code_is_in_gdelt_and_plover(marts: duckdb.DuckDBPyConnection) -> None:
    query = (
        "SELECT cameo_code, gdelt_quad_code, pentaclass, event_type, event_mode, quad_code, goldstein FROM dim_cameo_code"
        " WHERE cameo_code IN ('010', '090', '141', '163') ORDER BY cameo_code"
    )
    assert rows_of(marts, query) == [
        ("010", 1, 0, None, None, None, 0.0),
        ("090", 2, 3, "ACCUSE", "investigate", 3, -2.0),
        ("141", 3, 4, "PROTEST", "demo", 4, -6.5),
        ("163", 4, 3, "SANCTION", "discontinue", 4, -8.0),
    ]


def test_the_reports_say_who_is_quoted_and_who_did_what(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT outlet_id, week_start, canonical_name, quote_count FROM rpt_most_quoted"
    assert rows_of(marts, query) == [("north.example", dt.date(2026, 3, 2), "Anna Baker", 1)]
    query = "SELECT actor, event_type, recipient, outlet FROM rpt_who_did_what WHERE article_id = 'b'"
    assert rows_of(marts, query) == [("France", "SUPPORT", "Spain", "south.example")]


def test_the_quality_report_has_every_outlet(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT month_start, outlet_id, page_count, article_count, no_date_share, quotes_per_article FROM rpt_data_quality"
    march = dt.date(2026, 3, 1)
    assert rows_of(marts, query) == [
        (march, "north.example", 2, 1, 0.0, 1.0),
        (march, "south.example", 1, 1, 0.0, 1.0),
        (march, "west.example", 3, 2, 1.0, 0.5),
    ]


def test_tone_and_themes(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT article_id, tone, positive, negative, polarity FROM fct_tone ORDER BY article_id"
    assert rows_of(marts, query) == [("a", 5.0, 1.0, 0.0, 1.0), ("b", 5.0, 1.0, 0.0, 1.0), ("c", -7.0, 0.0, 1.0, 1.0)]
    assert rows_of(marts, "SELECT article_id, theme, method FROM fct_theme ORDER BY ALL") == [
        ("a", "World", "publisher_section"),
        ("b", "France", "publisher_keywords"),
        ("b", "Spain", "publisher_keywords"),
    ]


def test_event_types_are_the_code_list_and_what_the_events_add(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT event_type, event_mode, quad_name, is_in_seed FROM dim_event_type"
    unlisted = rows_of(marts, f"{query} WHERE NOT is_in_seed")
    assert unlisted == [("PROTEST", "unlisted", "Material Conflict", False)]
    assert rows_of(marts, "SELECT count(*) FROM fct_event JOIN dim_event_type USING (event_type, event_mode)") == [(4,)]
    assert rows_of(marts, "SELECT DISTINCT cameo_root FROM dim_event_type WHERE event_type = 'AGREE'") == [("03",)]


def test_the_days_have_no_gap(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT min(date_key), max(date_key), count(*) FROM dim_date"
    assert rows_of(marts, query) == [(dt.date(2026, 2, 28), DAY_2, 10)]


def test_operations_know_every_page_and_reject(marts: duckdb.DuckDBPyConnection) -> None:
    query = (
        "SELECT count(*), count(error), any_value(error), count(run_id) FROM ops_fetch WHERE page_status IS NOT NULL"
    )
    assert rows_of(marts, query) == [(6, 1, "empty: The file has no bytes.", 6)]
    query = "SELECT article_id, reason, run_id, quarantined_at FROM ops_quarantine ORDER BY reason"
    loaded = dt.datetime(2026, 3, 9, 23, 1)
    assert rows_of(marts, query) == [(None, "empty", "run3", loaded), ("d", "not_english", "run3", loaded)]
    assert rows_of(marts, "SELECT run_id FROM ops_run") == [("run1",), ("run2",), ("run3",)]


def test_every_attempt_is_a_row_and_a_page_stands_at_the_first_that_gave_it(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT purpose, url, status, outcome, page_id, page_status, error, run_id FROM ops_fetch"
    assert rows_of(marts, f"{query} WHERE outcome IS NOT NULL ORDER BY fetched_at") == [
        ("robots", "https://west.example/robots.txt", 404, "not_found", None, None, "HTTP status 404.", "run3"),
        ("page", "https://west.example/c", 503, "throttled", None, None, "HTTP status 503.", "run3"),
        ("page", "https://west.example/c", 200, "ok", "page3", "ok", None, "run3"),
        ("page", "https://west.example/c?copy", 200, "ok", "page3", None, None, "run3"),
        ("page", "https://west.example/old", 200, "ok", "page0", None, None, "run3"),
    ]
    assert rows_of(marts, "SELECT count(*), count(DISTINCT fetch_id) FROM ops_fetch") == [(10, 10)]


def test_an_outlet_is_what_was_said_of_it_last_else_what_its_pages_say(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT outlet_id, publisher_name, country_iso3, media_type FROM dim_outlet ORDER BY 1"
    assert rows_of(marts, query) == [
        ("north.example", "North Daily", None, None),
        ("south.example", "south.example", None, None),
        ("west.example", "The West", "ESP", "wire"),
    ]


def test_every_column_of_the_contract_exists_with_its_type(marts: duckdb.DuckDBPyConnection) -> None:
    columns = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = current_database()"
    with duckdb.connect() as promised:
        promised.execute((HERE / "marts_contract.sql").read_text())
        contract = set(rows_of(promised, columns))
    assert contract - set(rows_of(marts, f"{columns} AND schema_name = 'main'")) == set()


def test_staging_leaves_no_column_of_the_core_out(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT replace(table_name, 'stg_', ''), count(*) FROM duckdb_columns() WHERE schema_name = '{}' GROUP BY 1"
    assert set(rows_of(marts, query.format("staging"))) == set(rows_of(marts, query.format("core")))


def test_the_views_of_the_published_file_do_not_depend_on_its_name(marts: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal"
    views = rows_of(marts, query)
    assert {schema for schema, _ in views} == {"staging", "intermediate", "main"}
    for schema, view in views:
        marts.execute(f"SELECT * FROM {schema}.{view} LIMIT 0")


QUESTIONS = questions(HERE / "acceptance_queries.sql")


@pytest.mark.parametrize("name", QUESTIONS)
def test_users_questions_are_answered(marts: duckdb.DuckDBPyConnection, name: str) -> None:
    found = rows_of(marts, QUESTIONS[name])
    assert found
    if name == "Q15":
        assert found == [(0, 0, 0)]


def test_every_model_and_column_is_described(built: Path, folder: Path) -> None:
    manifest = json.loads((folder / "target" / "manifest.json").read_text())
    described = {
        (node["name"], column["name"])
        for node in manifest["nodes"].values()
        for column in node.get("columns", {}).values()
        if node["resource_type"] == "model" and node["description"] and column["description"]
    }
    with duckdb.connect(built, read_only=True) as connection:
        query = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        assert set(rows_of(connection, f"{query} AND schema_name NOT IN ('core', 'seeds')")) == described


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every mart, and of what is summed up for them; means to nine digits."""
    with duckdb.connect(path, read_only=True) as connection:
        columns = rows_of(
            connection,
            "SELECT table_name, list(if(data_type = 'DOUBLE', 'round(' || column_name || ', 9)', column_name))"
            " FROM duckdb_columns() WHERE NOT internal AND (schema_name = 'main' OR"
            " table_name SIMILAR TO 'int_entity_(days|uses|year_uses|claims|names|year_names)')"
            " GROUP BY ALL",
        )
        tables = dict(rows_of(connection, "SELECT table_name, table_schema FROM information_schema.tables"))
        return {
            name: rows_of(connection, f"SELECT {', '.join(listed)} FROM {tables[name]}.{name} ORDER BY ALL")
            for name, listed in columns
        }


def test_days_that_come_one_after_the_other_give_what_a_full_refresh_gives(
    built: Path, folder: Path, tmp_path: Path
) -> None:
    """The second day brings a new version of an article of the first, and takes facts and an outlet's name along."""
    warehouse, quick = tmp_path / "warehouse.duckdb", ("--exclude-resource-type", "unit_test")
    for day in (DAY_1, DAY_2):
        make_core(warehouse, core_rows(), [day])
        assert dbt("build", warehouse, folder / "target", *quick) == {}
        with duckdb.connect(warehouse) as connection:
            mark_done(connection, "models", "1", [day])
    found, expected = contents(warehouse), contents(built)
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
    assert dbt("build", warehouse, folder / "target", "--full-refresh", *quick) == {}
    assert contents(warehouse) == found


def test_what_is_made_anew_in_parts_is_what_one_piece_gives(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What later days hold is there from the beginning, and hidden until its part comes."""
    monkeypatch.setattr(orchestration.dbt, "ARTICLES_AT_ONCE", 1)
    layout = Layout(tmp_path)
    make_core(layout.warehouse, core_rows())
    nodes = orchestration.dbt.build(layout, models_version())
    assert [node for node in nodes if not node.passed] == []
    found, expected = contents(layout.warehouse), contents(built)
    assert [name for name in expected if found[name] != expected[name]] == []
    with duckdb.connect(layout.warehouse, read_only=True) as connection:
        assert rows_of(connection, "SELECT count(*) FROM duckdb_views() WHERE sql LIKE '%fetched_on <=%'") == [(0,)]


def a_third_day(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Article `b` once more, as an article `e` of four weeks later that shares no story and no cluster with it."""
    later: dict[str, Any] = {"fetched_on": DAY_3, "date_published": dt.datetime(2026, 4, 6, 7), "published_on": DAY_3}
    later |= {"article_id": "e", "story_id": "e", "page_id": "page8", "founded_on": DAY_3, "run_id": "run4"}
    own = ("mention_id", "quote_id", "statement_id", "evidence_id", "event_id", "quote_cluster_id", "event_cluster_id")
    page = next(row["page_id"] for row in rows["articles"] if row["article_id"] == "b")

    def moved(row: dict[str, Any]) -> dict[str, Any]:
        return {key: f"e{value}" if key in own else later.get(key, value) for key, value in row.items()}

    of_b = {
        "runs": lambda row: row["run_id"] == "run2",
        "pages": lambda row: row["page_id"] == page,
        "entities": lambda row: row["fetched_on"] == DAY_2,
    }
    return {
        name: [moved(row) for row in found if of_b.get(name, lambda row: row.get("article_id") == "b")(row)]
        for name, found in rows.items()
    }


NAMED = {  # report: its columns of names, with the entity that each of them names
    "rpt_most_quoted": {"canonical_name": "entity_id"},
    "rpt_who_talks_about_whom": {"speaker": "speaker_entity_id", "about": "about_entity_id"},
    "rpt_co_mention": {"canonical_name": "entity_id", "other_canonical_name": "other_entity_id"},
    "rpt_rising_entity": {"canonical_name": "entity_id"},
}


def test_who_is_named_otherwise_since_is_so_in_every_report(built: Path, folder: Path, tmp_path: Path) -> None:
    """The last run knew them under other names; the new day touches no week and no month of theirs."""
    warehouse, quick = Path(shutil.copy(built, tmp_path / "warehouse.duckdb")), ("--exclude-resource-type", "unit_test")
    with duckdb.connect(warehouse) as connection:
        mark_done(connection, "models", "1", [DAY_1, DAY_2])
        for table, columns in ({"dim_entity": {"canonical_name": "entity_id"}} | NAMED).items():
            for column, entity_id in columns.items():
                known = f"{entity_id} IN ('baker', 'spain')"
                assert rows_of(connection, f"SELECT count(*) FROM {table} WHERE {known}") != [(0,)], table
                connection.execute(f"UPDATE {table} SET {column} = 'Somebody' WHERE {known}")
    make_core(warehouse, a_third_day(core_rows()), [DAY_3])
    assert dbt("build", warehouse, folder / "target", *quick) == {}
    found = contents(warehouse)
    assert [name for name in NAMED if "Somebody" in str(found[name])] == []
    assert dbt("build", warehouse, folder / "target", "--full-refresh", *quick) == {}
    assert contents(warehouse) == found


# ------------------------------------------------------------------------------------------- questions with parameters


@pytest.mark.parametrize("name", ["Anna Baker", "anna BAKER", "Baker", "Ánna Baker"])
def test_quotes_of_finds_whoever_goes_by_the_name(marts: duckdb.DuckDBPyConnection, name: str) -> None:
    query = f"SELECT speaker, quotation, article_id FROM quotes_of('{name}')"
    assert rows_of(marts, query) == [
        ("Anna Baker", "Spain is a naïve friend,", "b"),
        ("Anna Baker", "Spain is a naïve friend,", "a"),
    ]
    assert rows_of(marts, "FROM quotes_of('Bakers')") == []


@pytest.mark.parametrize("pair", ["'FRA', 'ESP'", "'esp', 'fra'"])
def test_events_between_shows_both_directions(marts: duckdb.DuckDBPyConnection, pair: str) -> None:
    query = f"SELECT actor_country_iso3, recipient_country_iso3, event_type, article_id FROM events_between({pair}) ORDER BY ALL"
    assert rows_of(marts, query) == [
        ("ESP", "FRA", "SUPPORT", "a"),
        ("FRA", "ESP", "SUPPORT", "a"),
        ("FRA", "ESP", "SUPPORT", "b"),
    ]
    assert rows_of(marts, "FROM events_between('FRA', 'FRA')") == []


def test_search_text_finds_articles_with_all_words_the_best_first(marts: duckdb.DuckDBPyConnection) -> None:
    # Both have "praised" and "naïve"; the shorter one has them more densely.
    assert rows_of(marts, "SELECT article_id FROM search_text('NAIVE, praised')") == [("b",), ("a",)]
    assert rows_of(marts, "SELECT article_id FROM search_text('spain burned')") == [("c",)]
    assert rows_of(marts, "FROM search_text('spain volcano')") == []
    assert rows_of(marts, "FROM search_text('')") == []


# --------------------------------------------------------------------------------------------------------------- builds


def test_a_day_that_is_loaded_with_less_takes_its_facts_along(built: Path, folder: Path, tmp_path: Path) -> None:
    warehouse = Path(shutil.copy(built, tmp_path / "warehouse.duckdb"))
    with duckdb.connect(warehouse) as connection:
        mark_done(connection, "models", "1", [DAY_1])  # the second day is loaded, and nobody has modelled it
        tables = rows_of(
            connection,
            "SELECT table_name FROM duckdb_columns() WHERE schema_name = 'core' AND column_name = 'article_id'",
        )
        for (name,) in tables:
            connection.execute(f"DELETE FROM core.{name} WHERE fetched_on = ? AND article_id = 'a'", [DAY_2])
    assert dbt("build", warehouse, folder / "target", "--exclude-resource-type", "unit_test") == {}
    with duckdb.connect(warehouse, read_only=True) as connection:
        assert rows_of(connection, "SELECT text, version_count FROM dim_article WHERE article_id = 'a'") == [(OLD, 1)]
        assert rows_of(connection, "SELECT is_canonical FROM dim_article WHERE article_id = 'b'") == [(False,)]
        assert rows_of(connection, "SELECT quotation FROM fct_quote WHERE article_id = 'a'") == [("We regret it,",)]
        query = "SELECT gender, sector, mention_count FROM dim_entity WHERE entity_id = 'baker'"
        assert rows_of(connection, query) == [("f", "GOV", 2)]  # of the other article, and as often MIL
    found = contents(warehouse)
    assert dbt("build", warehouse, folder / "target", "--full-refresh", "--exclude-resource-type", "unit_test") == {}
    assert contents(warehouse) == found


def test_nothing_is_written_into_the_project(built: Path, files_before: set[Path]) -> None:
    assert set(PROJECT.rglob("*")) == files_before


def test_another_process_can_open_the_warehouse_afterwards(built: Path, folder: Path) -> None:
    program = f"import duckdb; duckdb.connect({str(folder / 'warehouse.duckdb')!r}).execute('CHECKPOINT').close()"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_an_empty_warehouse_builds(built: Path, folder: Path, tmp_path: Path) -> None:
    make_core(tmp_path / "warehouse.duckdb", {})
    assert dbt("build", tmp_path / "warehouse.duckdb", folder / "target", "--exclude-resource-type", "unit_test") == {}


def test_a_quotation_that_is_not_in_the_text_fails_its_test(built: Path, folder: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copy(built, tmp_path / "changed.duckdb"))
    with duckdb.connect(changed) as connection:
        connection.execute("UPDATE fct_quote SET quotation = 'France may help' WHERE quotation = 'France must help'")
    failed = dbt("test", changed, folder / "target", "--select", "fct_quote_evidence_matches_text")
    assert list(failed) == ["fct_quote_evidence_matches_text"]
