"""From one article's parse to rows of `Events` and `EventActors`.

Stays out: reading frames (`transforms.events`) and the rules themselves.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.events.actors import Actor, Actors, MentionedEntity
from transforms.events.arguments import participants
from transforms.events.find import Found, events_of_sentence
from transforms.events.parse import Parse
from transforms.events.when import Dates
from transforms.events.where import place_of
from transforms.ids import stable_id
from transforms.lexicons.events import cameo_goldstein, plover

Row = dict[str, Any]
_READ_ZONES = frozenset({"body", "caption"})
_CONFIDENCE = {"verb/active": 0.8, "verb/passive": 0.75, "light-verb": 0.8, "adjective": 0.7, "nominal": 0.55}
_LONGEST_TRIGGER = 5  # words; a light verb further from its noun is given alone


@dataclass(frozen=True, slots=True)
class Article:
    """One article with all that its events are read from. `zones` is block number → zone."""

    article_id: str
    fetched_on: dt.date
    text: str
    published: dt.date | None
    parse: Parse
    zones: Mapping[int, str]
    mentions: Sequence[MentionedEntity]
    quotes: Sequence[tuple[int, int, str | None]]


def rows_of(article: Article) -> tuple[list[Row], list[Row]]:
    """Rows of `Events` and `EventActors` of one article."""
    parse = article.parse
    actors = Actors(parse, article.text, article.mentions)
    dates = Dates(parse, article.text, article.published)
    quote_starts = [start for start, _, _ in article.quotes]
    event_rows: dict[str, Row] = {}
    actor_rows: list[Row] = []
    for start, end in _sentences(parse):
        zone = article.zones.get(parse.block[start], "body")
        if zone not in _READ_ZONES or parse.form[end - 1] == "?":
            continue
        found = events_of_sentence(parse, start, end)
        predicates = frozenset(event.frame.predicate for event in found)
        seen: set[tuple[object, ...]] = set()
        for event in found:
            taking_part = participants(parse, actors, event)
            if taking_part is None:
                continue
            names = tuple(actor.span for actor in taking_part.actors), tuple(a.span for a in taking_part.recipients)
            if (event.event_type, *names) in seen:
                continue
            seen.add((event.event_type, *names))
            row = _event_row(article, event, taking_part.actors, taking_part.recipients, (start, end))
            trigger = event.frame.predicate
            when, status = dates.of(trigger, event.status, predicates - {trigger})
            row |= {
                "event_date_start": when.start,
                "event_date_end": when.end,
                "date_grain": when.grain,
                "date_basis": when.basis,
                "status": status,
                "zone": zone,
                "reported_by_entity_id": _reporter(article.quotes, quote_starts, row["char_start"]),
            }
            countries = [next((a.country for a in side if a.country), None) for side in
                         (taking_part.actors, taking_part.recipients)]  # fmt: skip
            row["event_cluster_id"] = (
                stable_id(event.event_type, when.start, *countries) if any(countries) else row["event_id"]
            )
            if row["event_id"] in event_rows:
                continue
            event_rows[row["event_id"]] = row
            actor_rows += _actor_rows(article, row["event_id"], "actor", taking_part.actors)
            actor_rows += _actor_rows(article, row["event_id"], "recipient", taking_part.recipients)
    return list(event_rows.values()), actor_rows


def _sentences(parse: Parse) -> list[tuple[int, int]]:
    found, start = [], 0
    for token in range(1, len(parse.sentence) + 1):
        if token == len(parse.sentence) or parse.sentence[token] != parse.sentence[start]:
            found.append((start, token))
            start = token
    return found


def _event_row(
    article: Article, event: Found, acting: Sequence[Actor], receiving: Sequence[Actor], sentence: tuple[int, int]
) -> Row:
    parse, text = article.parse, article.text
    first, last = trigger_of(parse, event)
    start, end = parse.char_start[first], parse.char_end[last - 1]
    sentence_start, sentence_end = parse.char_start[sentence[0]], parse.char_end[sentence[1] - 1]
    facts = plover()[event.event_type, event.mode]
    code = event.cameo_code or facts.cameo_code
    spans = [",".join(f"{a.char_start}-{a.char_end}" for a in side) for side in (acting, receiving)]
    where = place_of(parse, text, event.frame.predicate, event.frame.objects, [a.span for a in (*acting, *receiving)])
    return {
        "event_id": stable_id(article.article_id, start, end, event.event_type, *spans),
        "article_id": article.article_id,
        "fetched_on": article.fetched_on,
        "sentence_no": parse.sentence[sentence[0]],
        "sentence": text[sentence_start:sentence_end],
        "char_start": start,
        "char_end": end,
        "trigger_text": text[start:end],
        "event_type": event.event_type,
        "event_mode": event.mode,
        "contexts": list(event.entry.contexts),
        "cameo_root": code[:2],
        "cameo_code": code,
        "goldstein": cameo_goldstein()[code],
        "quad_code": facts.quad_code,
        "intensity": facts.intensity,
        "placename": where.placename,
        "country": where.country,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "method": event.rule,
        "confidence": _CONFIDENCE[event.rule] - (0.0 if acting else 0.2),
    }


def trigger_of(parse: Parse, event: Found) -> tuple[int, int]:
    """Token range of the words that name the event: the verb with its particle, for light verbs up to the noun."""
    tokens = [event.frame.predicate]
    if event.frame.particle is not None and event.entry.particle:
        tokens.append(event.frame.particle)
    if event.rule == "light-verb":
        tokens += event.frame.objects[:1] if event.light_verb is None else [event.light_verb]
    first, last = min(tokens), max(tokens) + 1
    if last - first > _LONGEST_TRIGGER or parse.block[first] != parse.block[last - 1]:
        return event.frame.predicate, event.frame.predicate + 1
    return first, last


def _actor_rows(article: Article, event_id: str, role: str, side: Sequence[Actor]) -> list[Row]:
    return [
        {
            "event_id": event_id,
            "article_id": article.article_id,
            "fetched_on": article.fetched_on,
            "role": role,
            "actor_no": number,
            "char_start": actor.char_start,
            "char_end": actor.char_end,
            "raw_text": article.text[actor.char_start : actor.char_end],
            "entity_id": actor.entity_id,
            "country": actor.country,
            "sector": actor.sector,
        }
        for number, actor in enumerate(side)
    ]


def _reporter(quotes: Sequence[tuple[int, int, str | None]], starts: Sequence[int], position: int) -> str | None:
    """The speaker of the quotation that a character lies in."""
    number = bisect.bisect_right(starts, position) - 1
    if number >= 0 and quotes[number][0] <= position < quotes[number][1]:
        return quotes[number][2]
    return None
