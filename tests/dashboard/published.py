"""A small published file: the columns that the models' contracts declare, and rows that tests can read at a glance.

Stays out: what the tests expect.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import yaml

MARTS = Path(__file__).parents[2] / "dbt_like_sql" / "models" / "marts"
MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
NINE, SEVEN = dt.time(9), dt.time(7)
FERRY = "Ferry talks <resume>\nMinister Inès\u00a0Roux met the union.\n“Boats & crews will sail,” she said on Monday."
COPY = "Ferry talks resume\n“Boats & crews will sail,” Roux said."
STRIKE = "Dockers walk out\nDockers blocked the port. Tom Hale said that the port’s owner should pay."
NO_DATE = "Undated\nA clerk said that it rained."

Row = dict[str, Any]
Content = dict[str, list[Row]]


def span(text: str, words: str, prefix: str = "") -> Row:
    """`char_start` and `char_end` of the words, where there are any."""
    if not words:
        return {}
    start = text.index(words)
    return {f"{prefix}char_start": start, f"{prefix}char_end": start + len(words)}


def article(key: str, outlet: str, headline: str | None, published: dt.datetime | None, text: str, **other: Any) -> Row:
    """A row of dim_article; an article without a date was fetched on Tuesday."""
    return {
        "article_id": key, "fetched_on": TUESDAY, "outlet_id": outlet, "headline": headline, "date_published": published,
        "published_on": published and published.date(), "covered_on": published.date() if published else TUESDAY,
        "is_canonical": True, "text": text, "word_count": len(text.split()), "article_status": "ok", "author_names": [],
        "text_extraction_method": "trafilatura", "date_published_source": "jsonld", **other,
    }  # fmt: skip


def quote(key: str, of: str, text: str, words: str, cue: str, speaker: str, entity: str | None, **other: Any) -> Row:
    """A row of fct_quote; cue and speaker are marked where they are not empty."""
    return {
        "quote_id": key, "article_id": of, "fetched_on": TUESDAY, "quotation": words, "speaker_text": speaker or "she",
        "speaker_entity_id": entity, "is_negated": False, "is_hedged": False, "word_count": len(words.split()),
        "quote_type": "direct", "cue_text": cue or None, "confidence": 0.9, "quote_cluster_id": words, **span(text, words),
        **span(text, cue, "cue_"), **span(text, speaker, "speaker_"), **other,
    }  # fmt: skip


def event(key: str, of: str, cluster: str, day: dt.date, quad: int, text: str, trigger: str, **other: Any) -> Row:
    """A row of fct_event that happened on a day."""
    return {
        "event_id": key, "article_id": of, "fetched_on": TUESDAY, "event_cluster_id": cluster, "event_date": day,
        "event_date_grain": "day", "status": "actual", "quad_code": quad, "intensity": 5.0 if quad < 3 else -5.0,
        "confidence": 0.9, "sentence": text.split("\n")[-1], **span(text, trigger), **other,
    }  # fmt: skip


def line(key: str, of: str, day: dt.date | None, actor: str | None, deed: tuple[str, str], **other: Any) -> Row:
    """A row of rpt_who_did_what."""
    return {
        "event_id": key, "article_id": of, "fetched_on": TUESDAY, "event_date": day, "actor": actor, "event_type": deed[0],
        "event_mode": deed[1], "status": "actual", **other,
    }  # fmt: skip


def rows() -> Content:
    """Four articles of three outlets (two bear one name), four quotes, four events of which two are one, and reports."""
    monday, tuesday = dt.datetime.combine(MONDAY, NINE), dt.datetime.combine(TUESDAY, SEVEN)
    north, south, west = "north.example", "south.example", "west.example"
    sail, owner = "Boats & crews will sail,", "that the port’s owner should pay"
    return {
        "about": [
            {"name": "published_at", "value": "2026-03-04T05:06:07+00:00"}, {"name": "version", "value": "0.1.0"},
        ],
        "dim_outlet": [
            {"outlet_id": north, "publisher_name": "The Post"}, {"outlet_id": south, "publisher_name": "The Post"},
            {"outlet_id": west},
        ],
        "dim_article": [
            article("ferry", north, "Ferry talks <resume>", monday, FERRY, url="https://north.example/ferry", story_id="s"),
            article("copy", south, "Ferry talks resume", tuesday, COPY, url="https://south.example/ferry", story_id="s",
                    is_canonical=False),
            article("strike", west, "Dockers walk out", dt.datetime.combine(TUESDAY, NINE), STRIKE,
                    url="javascript:alert(1)", author_names=["Ada Lo"]),
            article("undated", north, None, None, NO_DATE, article_status="not_english"),
        ],
        "dim_entity": [
            {"entity_id": "roux", "entity_type": "PERSON", "canonical_name": "Inès Roux", "gender": "f",
             "role_text": "Transport Minister", "sector": "GOV", "is_official": True},
            {"entity_id": "hale", "entity_type": "PERSON", "canonical_name": "Tom Hale", "gender": "unknown",
             "is_official": False},
            {"entity_id": "port", "entity_type": "ORG", "canonical_name": "Port Company", "gender": "unknown",
             "is_official": False},
        ],
        "fct_quote": [
            quote("q1", "ferry", FERRY, sail, "said", "Inès\u00a0Roux", "roux", speaker_role="Minister",
                  speaker_resolution="pronoun"),
            quote("q2", "copy", COPY, sail, "said", "Roux", "roux", speaker_resolution="explicit"),
            quote("q3", "strike", STRIKE, owner, "said", "Tom Hale", "hale", speaker_resolution="explicit"),
            quote("q4", "undated", NO_DATE, "that it rained", "", "", None, speaker_text="A clerk", speaker_role="clerk",
                  speaker_resolution="anonymous"),
        ],
        "fct_event": [
            event("e1", "ferry", "met", MONDAY, 1, FERRY, "met", placename="Oslo", country_iso3="NOR", latitude=59.9,
                  longitude=10.7),
            event("e2", "copy", "met", MONDAY, 1, COPY, "talks", placename="Oslo", country_iso3="NOR", latitude=59.9,
                  longitude=10.7),
            event("e3", "strike", "blocked", TUESDAY, 4, STRIKE, "blocked", country_iso3="MLT"),
            event("e4", "strike", "pay", dt.date(2026, 1, 1), 3, STRIKE, "pay", status="deontic", event_date_grain="year"),
        ],
        "bridge_event_actor": [
            {"event_id": "e1", "role": "actor", **span(FERRY, "Minister Inès\u00a0Roux")},
            {"event_id": "e1", "role": "recipient", **span(FERRY, "the union")},
            {"event_id": "e3", "role": "actor", **span(STRIKE, "Dockers blocked")},
            {"event_id": "e4", "role": "actor"},
        ],
        "bridge_event_dyad": [
            {"event_id": key, "actor_country_iso3": one, "recipient_country_iso3": other, "fetched_on": TUESDAY}
            for key, one, other in (("e1", "NOR", "MLT"), ("e2", "NOR", "MLT"), ("e3", "MLT", "NOR"), ("e4", "MLT", "NOR"))
        ],
        "rpt_who_did_what": [
            line("e1", "ferry", MONDAY, "Inès Roux", ("CONSULT", ""), recipient="the union", sentence="Roux met the union."),
            line("e2", "copy", MONDAY, None, ("CONSULT", "visit"), sentence="Ferry talks resume"),
            line("e3", "strike", TUESDAY, "Dockers", ("PROTEST", "obstruct"), place="port", sentence="Dockers blocked it."),
            line("e4", "strike", None, "owner", ("REQUEST", "yield"), status="deontic", sentence="The owner should pay."),
        ],
        "rpt_source_diversity": [
            {"outlet_id": outlet, "week_start": MONDAY, "quote_count": 2, "word_count": 10, "women_quote_count": women,
             "women_word_count": 5 * women, "men_quote_count": 0, "men_word_count": 0, "other_gender_quote_count": 0,
             "other_gender_word_count": 0, "unknown_gender_quote_count": 1 - women,
             "unknown_gender_word_count": 5 - 5 * women, "official_quote_count": women,
             "anonymous_quote_count": women, "unnamed_quote_count": 0}
            for outlet, women in ((north, 1), (west, 0))
        ],
        "rpt_data_quality": [
            {"outlet_id": north, "month_start": month, "page_count": pages, "unused_page_share": unused,
             "article_count": articles, "no_date_share": no_date, "quarantined_share": 0.0, "no_headline_share": 0.0,
             "short_text_share": 0.0, "copy_share": 0.0, "quotes_per_article": quotes, "weak_attribution_share": weak,
             "unresolved_speaker_share": 0.0, "events_per_article": 1.0}
            for month, pages, unused, articles, no_date, quotes, weak in (
                (dt.date(2026, 2, 1), 4, 0.25, 3, 0.0, 2.0, 0.5), (dt.date(2026, 3, 1), 1, 0.0, 1, 1.0, 2.0, 0.0),
                (dt.date(2026, 4, 1), 5, 1.0, 0, None, None, None),
            )
        ],
        "rpt_who_talks_about_whom": [
            {"month_start": month, "speaker_entity_id": "roux", "speaker": "Inès Roux", "about_entity_id": "port",
             "about": "Port Company", "statement_count": 2, "outlet_count": outlets, "example_quote_id": example}
            for month, outlets, example in ((dt.date(2026, 2, 1), 3, "old"), (dt.date(2026, 3, 1), 1, "q1"))
        ],
        "rpt_rising_entity": [
            {"week_start": week, "entity_id": name, "canonical_name": name, "entity_type": "PERSON", "article_count": 2,
             "weekly_mean_before": 0.5, "lift": lift}
            for week, name, lift in ((MONDAY, "Roux", 2.0), (MONDAY, "Hale", 3.0), (dt.date(2026, 2, 23), "Old", 9.0))
        ],
        "rpt_story": [
            {"story_id": "s", "headline": "Ferry talks <resume>", "first_outlet_id": north, "first_published_at": monday,
             "first_on": MONDAY, "article_count": 2, "outlet_count": 2, "quote_count": 2, "event_count": 2},
        ],
        "rpt_first_to_report": [
            {"month_start": month, "outlet_id": north, "event_count": 2, "shared_event_count": shared, "first_count": first,
             "median_lead_hours": lead}
            for month, shared, first, lead in ((dt.date(2026, 2, 1), 0, 0, None), (dt.date(2026, 3, 1), 2, 1, 22.0))
        ],
        "rpt_syndication": [
            {"month_start": dt.date(2026, 3, 1), "outlet_id": south, "article_count": 1, "copy_count": 1,
             "main_source_outlet_id": north},
            {"month_start": dt.date(2026, 3, 1), "outlet_id": north, "article_count": 2, "copy_count": 0},
        ],
        "rpt_event_coverage": [
            {"event_cluster_id": cluster, "event_id": cluster, "event_date": MONDAY, "actor": "Inès Roux",
             "event_type": "CONSULT", "event_mode": "visit", "status": "actual", "first_outlet_id": north, "first_on": MONDAY,
             "first_published_at": monday, "outlet_count": outlets, "sentence": "Roux met the union."}
            for cluster, outlets in (("met", 2), ("blocked", 1))
        ],
        "rpt_quote_reuse": [
            {"quote_cluster_id": sail, "quotation": sail, "speaker_entity_id": "roux", "first_outlet_id": north,
             "first_published_at": monday, "outlet_count": 2, "median_lag_hours": 22.0},
        ],
        "ops_fetch": [
            {"page_id": page, "fetched_on": TUESDAY, "fetched_at": tuesday, "page_status": status, "source_name": f"{page}.html"}
            for page, status in (("ferry", "ok"), ("copy", "ok"), ("menu", "no_text"), ("german", "not_english"))
        ] + [
            {"fetch_id": f"{source}{number}", "source_name": source, "fetched_on": TUESDAY, "fetched_at": at, "purpose": purpose,
             "outcome": outcome, "error": error, "page_id": page, "page_status": status}
            for source, number, at, purpose, outcome, error, page, status in (
                ("north", 1, tuesday, "robots", "not_found", "HTTP status 404.", None, None),
                ("north", 2, tuesday, "listing", "ok", None, None, None),
                ("north", 3, tuesday, "page", "ok", None, "menu", None),
                ("south", 1, tuesday - dt.timedelta(hours=1), "listing", "server_error", "HTTP status 500.", None, None),
                ("south", 2, tuesday, "listing", "timeout", "No complete answer.", None, None),
                ("old", 1, tuesday - dt.timedelta(days=8), "listing", "ok", None, None, None),
            )
        ],
        "ops_quarantine": [
            {"page_id": "menu", "fetched_on": TUESDAY, "stage": "articles", "reason": "no_text", "detail": "Only a menu."},
        ],
        "ops_run": [
            {"run_id": "r", "started_at": tuesday, "seconds": 7.0, "day_count": 1, "pages_in": 4, "articles_in": 3,
             "articles_new": 3, "articles_changed": 0, "articles_failed": 1},
        ],
    }  # fmt: skip


def publish(path: Path, content: Content) -> None:
    """A published file with the given rows; columns that a row does not name are null. Its search finds what is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE about (name VARCHAR, value VARCHAR)")
        for file in sorted(MARTS.glob("*/*.yml")):
            for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"]:
                columns = ", ".join(f"{column['name']} {column['data_type']}" for column in model.get("columns", []))
                if columns:
                    connection.execute(f"CREATE TABLE {model['name']} ({columns})")
        connection.execute(
            "CREATE MACRO search_text(words) AS TABLE SELECT article_id, outlet_id, covered_on, 1.0 AS score FROM dim_article"
            " WHERE contains(lower(text), lower(words))"
        )
        for table, lines in content.items():
            for values in lines:
                places = ", ".join("?" * len(values))
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", list(values.values())
                )
