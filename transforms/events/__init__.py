"""Events: who did what to whom, when and where, typed after PLOVER.

Belongs here: from frames to frames. The rules are in the modules of this package: `parse` (the tree), `find`, `conditions` and
`settle` (predicates), `arguments`, `actors`, `party`, `dyad`, `implied` and `codes` (who), `gate` (whether it counts), `status`,
`when`, `where`, `quoted` (who says so), `same` (restatements), `rows` (one article). Stays out: word lists
(`transforms.lexicons`), date phrases (`transforms.dates`), and the same event in several articles (`transforms.event_clusters`).
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from transforms.dates import resolve_date
from transforms.events.best import best_type, type_in_cameo_list
from transforms.events.codes import actor_code
from transforms.events.parse import Parse
from transforms.events.party import MentionedEntity
from transforms.events.quoted import Said
from transforms.events.rows import Article, Row, rows_of
from transforms.tables import EventActors, Events
from transforms.tables.base import check, rows_to_frame

__all__ = ["actor_code", "best_type", "events_from_tokens", "resolve_date", "type_in_cameo_list"]


def events_from_tokens(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    blocks: pl.DataFrame,
    mentions: pl.DataFrame,
    entities: pl.DataFrame,
    quotes: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The events of the articles and their actors, as `Events` and `EventActors`, sorted by article and offset.

    Body and captions are read, headlines and questions are not. An event inside a quotation's content is reported by its speaker;
    of what commentators say only what they take for granted is kept, as background. Sentences that report one event become one
    row. Only events of political actors are kept; where the actor is left unsaid ("was arrested"), those whose recipient is
    political. Raises `BrokenFrame` where a result does not fit its declaration.
    """
    zones: dict[str, dict[int, str]] = {}
    for article_id, number, zone in blocks.select("article_id", "block_no", "zone").iter_rows():
        zones.setdefault(article_id, {})[number] = zone
    named = _mentions_by_article(mentions, entities)
    spoken = _quotes_by_article(quotes, entities)
    parts = tokens.sort("article_id", "token_no").partition_by("article_id", as_dict=True)
    event_rows: list[Row] = []
    actor_rows: list[Row] = []
    columns = ("article_id", "fetched_on", "text", "date_published")
    for article_id, fetched_on, text, published in articles.select(columns).sort("article_id").iter_rows():
        part = parts.get((article_id,))
        if part is None or text is None:
            continue
        article = Article(
            article_id,
            fetched_on,
            text,
            published.date() if isinstance(published, dt.datetime) else published,
            Parse.of(part),
            zones.get(article_id, {}),
            named.get(article_id, []),
            spoken.get(article_id, []),
        )
        events, actors = rows_of(article)
        event_rows += events
        actor_rows += actors
    return (
        check(rows_to_frame(event_rows, Events), Events).sort("article_id", "char_start", "char_end", "event_id"),
        check(rows_to_frame(actor_rows, EventActors), EventActors).sort("article_id", "event_id", "role", "actor_no"),
    )


def _mentions_by_article(mentions: pl.DataFrame, entities: pl.DataFrame) -> dict[str, list[MentionedEntity]]:
    facts = ("country", "sector", "claimed_by", "geonames_id", "latitude", "longitude")
    known = {row[0]: row[1:] for row in entities.select("entity_id", *facts).iter_rows()}
    found: dict[str, list[MentionedEntity]] = {}
    columns = ("article_id", "char_start", "char_end", "entity_id", "entity_type", "role_text")
    for article_id, start, end, entity_id, entity_type, role in mentions.select(columns).sort(columns[:4]).iter_rows():
        country, sector, *place = known.get(entity_id, (None, None, [], None, None, None))
        found.setdefault(article_id, []).append(
            MentionedEntity(start, end, entity_id, entity_type, country, sector, role, *place)
        )
    return found


def _quotes_by_article(quotes: pl.DataFrame, entities: pl.DataFrame) -> dict[str, list[Said]]:
    sectors = dict(entities.select("entity_id", "sector").iter_rows())
    found: dict[str, list[Said]] = {}
    for row in quotes.sort("article_id", "char_start", "char_end").iter_rows(named=True):
        start, end = row["speaker_char_start"], row["speaker_char_end"]
        said = Said(
            char_start=row["char_start"],
            char_end=row["char_end"],
            is_in_marks=row["quote_type"] == "direct",
            cue_start=row["cue_char_start"],
            speaker_span=None if start is None or row["cue_char_start"] is None else (start, end),
            speaker_text=row["speaker_text"],
            speaker_entity_id=row["speaker_entity_id"],
            speaker_sector=sectors.get(row["speaker_entity_id"]),
            speaker_role=row["speaker_role"],
        )
        found.setdefault(row["article_id"], []).append(said)
    return found
