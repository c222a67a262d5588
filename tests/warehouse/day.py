"""One small day of every table, whole and consistent: the state that tests break in one place at a time.

Stays out: DuckDB.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from transforms.tables import BY_NAME, DAY_TABLES, table_name
from transforms.tables.base import check, rows_to_frame

DAY = dt.date(2026, 3, 9)
NOON = dt.datetime(2026, 3, 9, 12, 0, 0, 123456)
TEXT = "Keeper wanted 😀\nRosa\u00a0Billeci told Malta: “We’re naïve.”\nMalta thanked her."
"""With what offsets go wrong on: an emoji, a no-break space, curly quotes and line ends."""

_RULE: dict[str, Any] = {"zone": "body", "method": "invented", "confidence": 0.5}


def span(words: str, prefix: str = "", text: str = TEXT) -> dict[str, int]:
    """`char_start` and `char_end` of the first place where the words stand."""
    start = text.index(words)
    return {f"{prefix}char_start": start, f"{prefix}char_end": start + len(words)}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Rows by table, parents before children; `fetched_on` and columns that may be null can be missing."""
    lines = TEXT.split("\n")
    return {
        "fetches": [
            fetch("fetch-1", "https://cape.example/keeper", http_status=200, link_id="k", page_id="page-1"),
            fetch("fetch-2", "https://cape.example/robots.txt", purpose="robots", http_status=404, outcome="not_found"),
        ],
        "outlets": [{"outlet_id": "cape.example", "publisher_name": "Cape", "country_iso3": "MLT", "media_type": "blog"}],
        "pages": [
            page("page-1", status="ok", url="https://cape.example/keeper", site="cape.example", charset="utf-8"),
            page("page-2", status="no_text"),
        ],
        "articles": [
            {
                "article_id": "article",
                "page_id": "page-1",
                "url": "https://cape.example/keeper",
                "outlet": "cape.example",
                "headline": lines[0],
                "authors": ["Ada Lo Verso", "O'Brien, \"Jo\""],
                "date_published": NOON,
                "date_published_source": "jsonld",
                "in_language": "en",
                "keywords": [],
                "is_accessible_for_free": False,
                "text": TEXT,
                "word_count": len(TEXT.split()),
                "input_kind": "html_dir",
                "article_kind": "article", "text_extraction_method": "trafilatura-precision",
                "extractor_version": "1",
                "parser_version": "1",
                "status": "ok",
            }
        ],
        "blocks": [
            {"article_id": "article", "block_no": number, "zone": "body" if number else "headline", **span(line)}
            for number, line in enumerate(lines)
        ],
        "removed_blocks": [{"article_id": "article", "removed_no": 0, "reason": "promo", "text": "It's free; sign up"}],
        "site_lines": [{"outlet": "news.example", "line_id": "0" * 32, "article_count": 2}],
        "entities": [
            entity("rosa", "PERSON", "Rosa Billeci", gender="f", gender_method="pronoun", aliases=["Billeci", "Rosa"]),
            entity("malta", "GPE", "Malta", country="MLT", sector="GOV"),
        ],
        "entity_evidence": [
            {
                "evidence_id": "e1",
                "entity_id": "malta",
                "article_id": "article",
                "attribute": "country",
                "value": "MLT",
                **span("Malta"),
                "evidence_text": "Malta",
                "method": "name",
                "confidence": 0.75,
            }
        ],
        "mentions": [
            mention("m1", "Rosa\u00a0Billeci", "rosa", "PERSON"),
            mention("m2", "Malta", "malta", "GPE"),
        ],
        "quotes": [
            {
                "quote_id": "quote",
                "statement_id": "quote",
                "article_id": "article",
                "sentence_no": 1,
                **span("We’re naïve."),
                "quotation": "We’re naïve.",
                "quote_type": "direct",
                "cue_text": "told",
                "cue_lemma": "tell",
                "cue_class": "neutral",
                **span("told", "cue_"),
                "speaker_text": "Rosa\u00a0Billeci",
                **span("Rosa\u00a0Billeci", "speaker_"),
                "speaker_entity_id": "rosa",
                "speaker_resolution": "name",
                "is_negated": False,
                "is_hedged": False,
                "word_count": 2,
                **_RULE,
            }
        ],
        "quote_mentions": [{"quote_id": "quote", "article_id": "article", "entity_id": "rosa", **span("We’re")}],
        "events": [
            {
                "event_id": "event",
                "article_id": "article",
                "sentence_no": 2,
                "sentence": lines[2],
                **span("thanked"),
                "trigger_text": "thanked",
                "event_type": "SUPPORT",
                "contexts": ["diplomatic"],
                "cameo_root": "05",
                "quad_code": 1,
                "intensity": 3.5,
                "event_date_start": DAY,
                "event_date_end": DAY,
                "date_grain": "day",
                "is_reciprocal": False,
                "is_place_disputed": False,
                "is_quoted": False,
                "report_count": 1,
                "restatements": [],
                "status": "actual",
                **_RULE,
            }
        ],
        "event_actors": [
            {
                "event_id": "event",
                "article_id": "article",
                "role": "actor",
                "actor_no": 0,
                **span("Malta"),
                "raw_text": "Malta",
                "basis": "named",
                "entity_id": "malta",
                "country": "MLT",
            },
            {"event_id": "event", "article_id": "article", "role": "recipient", "actor_no": 0, "basis": "implied",
             "entity_id": "rosa"},
        ],
        "rejects": [{"page_id": "page-2", "stage": "articles", "reason": "no_text", "detail": "Nothing to read."}],
        "stories": [{"article_id": "article", "story_id": "article", "founded_on": DAY, "similarity": 1.0}],
        "quote_clusters": [
            {"quote_id": "quote", "article_id": "article", "quote_cluster_id": "quote", "founded_on": DAY, "similarity": 1.0}
        ],
        "event_clusters": [{"event_id": "event", "article_id": "article", "event_cluster_id": "event", "founded_on": DAY}],
        "progress": [{"step": "models", "run_id": "run-1", "version": "1"}],
    }  # fmt: skip


def page(page_id: str, **columns: Any) -> dict[str, Any]:
    """A row of `pages`."""
    return {
        "page_id": page_id,
        "fetched_at": NOON,
        "source_kind": "html_dir",
        "source_name": f"{page_id}.html",
        "content_type": "text/html",
        "byte_count": 3,
        "body": b"a\x00b",
        **columns,
    }


def entity(entity_id: str, entity_type: str, name: str, **columns: Any) -> dict[str, Any]:
    """A row of `entities`."""
    return {
        "entity_id": entity_id,
        "entity_type": entity_type,
        "canonical_name": name,
        "is_partial": False,
        "aliases": [],
        "claimed_by": [],
        "gender": "unknown",
        "gender_method": "none",
        "mention_count": 1,
        **columns,
    }


def mention(mention_id: str, words: str, entity_id: str, entity_type: str) -> dict[str, Any]:
    """A row of `mentions`."""
    return {
        "mention_id": mention_id,
        "article_id": "article",
        "sentence_no": 1,
        **span(words),
        "mention_text": words,
        "mention_kind": "name",
        "entity_type": entity_type,
        "entity_id": entity_id,
        "canonical_name": words,
        "is_partial": False,
        "is_metonym": False,
        **_RULE,
    }


def fetch(fetch_id: str, url: str, **changed: Any) -> dict[str, Any]:
    """An attempt to fetch an address."""
    return {
        "fetch_id": fetch_id,
        "source_name": "cape",
        "purpose": "page",
        "url": url,
        "url_id": f"key of {url}",
        "attempt_no": 1,
        "fetched_at": NOON,
        "seconds": 0.25,
        "outcome": "ok",
        "final_url": url,
        "byte_count": 100,
        **changed,
    }


def frame(table: str, table_rows: list[dict[str, Any]], day: dt.date = DAY) -> pl.DataFrame:
    """Rows of one table as its frame; `fetched_on` is the day unless a row says otherwise. Not checked."""
    return rows_to_frame([{"fetched_on": day, **row} for row in table_rows], BY_NAME[table])


def frames(day: dt.date = DAY) -> dict[str, pl.DataFrame]:
    """The day's frames by table, checked: every table that a load brings."""
    made = rows()
    names = map(table_name, DAY_TABLES)
    return {name: check(frame(name, made[name], day), BY_NAME[name]) for name in names}


def run(run_id: str = "run-1", day: dt.date = DAY) -> pl.DataFrame:
    """The row of `runs` that goes with a load."""
    counts = ("pages_in", "articles_in", "articles_new", "articles_changed", "articles_failed", "word_count")
    return frame(
        "runs",
        [
            {
                "run_id": run_id,
                "started_at": NOON,
                "finished_at": NOON,
                "engine_version": "1",
                "rules_version": "1",
                "inputs_digest": "d",
                "seconds": 0.5,
                **dict.fromkeys(counts, 1),
            }
        ],
        day,
    )
