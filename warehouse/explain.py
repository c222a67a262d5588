"""Where a row comes from: the page, the paragraph with the evidence marked, and the rule that made it.

Stays out: printing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb

from warehouse.ddl import CORE_SCHEMA


@dataclass(frozen=True)
class Mark:
    """A stretch of the article's text, in code points, and what it is evidence of."""

    start: int
    end: int
    label: str
    note: str = ""


@dataclass(frozen=True)
class Explanation:
    """Everything there is to say about one id."""

    kind: str
    row_id: str
    article: dict[str, Any]
    facts: dict[str, Any]
    paragraph: str
    paragraph_start: int
    marks: list[Mark] = field(default_factory=list)


class UnknownId(Exception):
    """No article, mention, quote, event or evidence has the id."""


_KINDS = {
    "article": ("articles", "article_id"),
    "mention": ("mentions", "mention_id"),
    "quote": ("quotes", "quote_id"),
    "event": ("events", "event_id"),
    "evidence": ("entity_evidence", "evidence_id"),
}
_SHOWN = {
    "mention": ("mention_text", "entity_type", "canonical_name", "role_text", "zone", "method", "confidence"),
    "quote": (
        "quote_type", "speaker_text", "speaker_role", "speaker_resolution", "cue_text", "cue_class", "is_negated", "is_hedged",
        "addressee_text", "venue_text", "said_text", "said_on", "zone", "method", "confidence",
    ),
    "event": (
        "event_type", "event_mode", "status", "event_date_start", "event_date_end", "date_grain", "date_basis", "placename",
        "country", "cameo_code", "intensity", "is_reciprocal", "reported_by_text", "report_count", "restatements", "zone",
        "method", "confidence",
    ),
    "evidence": ("canonical_name", "attribute", "value", "method", "confidence"),
}  # fmt: skip


_NAME_OF_ENTITY = f"SELECT canonical_name FROM {CORE_SCHEMA}.entities WHERE entity_id = $id AND fetched_on = $day"


def explain(connection: duckdb.DuckDBPyConnection, row_id: str) -> Explanation:
    """Find the id among articles, mentions, quotes, events and evidence of the newest day; raises `UnknownId`.

    The first eight digits are enough where only one row begins with them.
    """
    kind, row = _find(connection, row_id)
    article = _one(connection, f"FROM {CORE_SCHEMA}.articles WHERE article_id = $id AND fetched_on = $day", row)
    page = _one(
        connection,
        f"SELECT p.source_name, p.url, p.fetched_at FROM {CORE_SCHEMA}.pages p WHERE p.page_id = $id AND p.fetched_on = $day",
        {"article_id": article["page_id"], "fetched_on": article["fetched_on"]},
    )
    text = str(article["text"])
    about = {
        "headline": article["headline"],
        "outlet": article["outlet"],
        "url": article["url"] or article["canonical_url"],
        "file": page["source_name"],
        "published": article["date_published"],
        "date from": article["date_published_source"],
        "fetched": page["fetched_at"],
        "text from": article["text_extraction_method"],
    }
    if kind == "article":
        facts = {
            "status": article["status"],
            "words": article["word_count"],
            "authors": ", ".join(article["authors"]),
            **_counts(connection, row),
        }
        return Explanation(kind, str(article["article_id"]), about, facts, text[:1200], 0)
    if kind == "evidence":
        row |= _one(connection, _NAME_OF_ENTITY, row | {"article_id": row["entity_id"]})
    parties = _parties(connection, row) if kind == "event" else []
    marks = _marks(kind, row)
    marks += [
        Mark(start, end, role, note) for start, end, role, note in parties if start is not None and end is not None
    ]
    start = text.rfind("\n", 0, row["char_start"]) + 1
    end = text.find("\n", row["char_end"])
    facts = {name: row[name] for name in _SHOWN[kind]}
    facts |= {f"{role} left unsaid": note for start, _, role, note in parties if start is None}
    return Explanation(
        kind, str(row[f"{kind}_id"]), about, facts, text[start : end if end >= 0 else len(text)], start, marks
    )


def _find(connection: duckdb.DuckDBPyConnection, row_id: str) -> tuple[str, dict[str, Any]]:
    if len(row_id) < 8:
        raise UnknownId(f"{row_id!r} is too short: give at least the first eight digits of an id.")
    for kind, (table, column) in _KINDS.items():
        rows = (
            connection.execute(
                f"FROM {CORE_SCHEMA}.{table} WHERE starts_with({column}, $id)"
                f" QUALIFY row_number() OVER (PARTITION BY {column} ORDER BY fetched_on DESC) = 1 LIMIT 2",
                {"id": row_id},
            )
            .pl()
            .to_dicts()
        )
        if len(rows) > 1:
            raise UnknownId(f"Several {table} begin with {row_id}: give more digits.")
        if rows:
            return kind, rows[0]
    raise UnknownId(
        f"No article, mention, quote, event or evidence has the id {row_id}. `dateline sql` shows ids, for example in fct_quote."
    )


def _one(connection: duckdb.DuckDBPyConnection, query: str, row: dict[str, Any]) -> dict[str, Any]:
    parameters = {"id": row["article_id"], "day": row["fetched_on"]}
    found: list[dict[str, Any]] = connection.execute(query, parameters).pl().to_dicts()
    return found[0]


def _counts(connection: duckdb.DuckDBPyConnection, row: dict[str, Any]) -> dict[str, int]:
    counts = {}
    for table in ("blocks", "removed_blocks", "mentions", "quotes", "events"):
        query = f"SELECT count(*) AS n FROM {CORE_SCHEMA}.{table} WHERE article_id = $id AND fetched_on = $day"
        counts[table.replace("_", " ")] = int(_one(connection, query, row)["n"])
    return counts


def _marks(kind: str, row: dict[str, Any]) -> list[Mark]:
    label = {"mention": "mention", "quote": "content", "event": "trigger", "evidence": "evidence"}[kind]
    marks = [Mark(row["char_start"], row["char_end"], label)]
    if kind == "mention" and row["role_char_start"] is not None:
        marks.append(Mark(row["role_char_start"], row["role_char_end"], "role"))
    if kind == "quote":
        for part in ("cue", "speaker", "addressee", "venue", "said"):
            if row[f"{part}_char_start"] is not None:
                marks.append(Mark(row[f"{part}_char_start"], row[f"{part}_char_end"], part))
    return marks


def _parties(
    connection: duckdb.DuckDBPyConnection, row: dict[str, Any]
) -> list[tuple[int | None, int | None, str, str]]:
    """Offsets, role and note of an event's parties; where their words do not name them, the note says how they are known."""
    return connection.execute(
        "SELECT char_start, char_end, role, CASE WHEN basis IN ('named', 'pronoun') THEN ''"
        " ELSE basis || ': ' || string_agg(coalesce(country, '?'), ', ' ORDER BY actor_no) END"
        f" FROM {CORE_SCHEMA}.event_actors WHERE event_id = $id AND fetched_on = $day"
        " GROUP BY char_start, char_end, role, basis ORDER BY role, min(actor_no)",
        {"id": row["event_id"], "day": row["fetched_on"]},
    ).fetchall()
