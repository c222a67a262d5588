"""From one article's parse to rows of `Events` and `EventActors`.

Stays out: reading frames (`transforms.events`) and the rules themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.events.actors import Actors
from transforms.events.arguments import participants
from transforms.events.dyad import NamedPair, dyad_at, pair_named, with_author, with_dyad
from transforms.events.find import events_of_sentence
from transforms.events.gate import passes
from transforms.events.implied import with_implied
from transforms.events.parse import Parse
from transforms.events.party import Actor, MentionedEntity, Participants
from transforms.events.quoted import Quotations, Said, is_presupposed
from transforms.events.same import Report, merged, per_actor
from transforms.events.settle import Found
from transforms.events.when import Dates
from transforms.events.where import place_of
from transforms.ids import stable_id
from transforms.lexicons.events import cameo_goldstein, plover

Row = dict[str, Any]
_READ_ZONES = frozenset({"body", "caption"})
METHODS = {"verb/active": 0.8, "verb/passive": 0.75, "light-verb": 0.8, "adjective": 0.7, "nominal": 0.55}
"""Ways of finding an event → how far each is to be trusted: a rank, not a measured probability."""
_WITHOUT_ACTOR, _POINTED_AT, _QUOTED = 0.2, 0.1, 0.1
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
    mentions: Sequence[MentionedEntity] = ()
    quotes: Sequence[Said] = ()


def rows_of(article: Article) -> tuple[list[Row], list[Row]]:
    """Rows of `Events` and `EventActors` of one article."""
    event_rows: dict[str, Row] = {}
    actor_rows: list[Row] = []
    speakers = {quote.cue_start: quote.speaker_span for quote in article.quotes if quote.speaker_span is not None}
    actors = Actors(article.parse, article.text, article.mentions, speakers)
    for report in merged(list(_reports(article, actors))):
        row = _event_row(article, actors, report)
        if row["event_id"] not in event_rows:
            event_rows[row["event_id"]] = row
            actor_rows += _actor_rows(article, row["event_id"], "actor", report.parties.actors)
            actor_rows += _actor_rows(article, row["event_id"], "recipient", report.parties.recipients)
    return list(event_rows.values()), actor_rows


def _reports(article: Article, actors: Actors) -> Iterator[Report]:
    """What each sentence reports, in the order of the text."""
    parse = article.parse
    sentences = [
        (start, end)
        for start, end in _sentences(parse)
        if article.zones.get(parse.block[start], "body") in _READ_ZONES and parse.form[end - 1] != "?"
    ]
    read = [
        (sentence, [(event, participants(parse, actors, event)) for event in events_of_sentence(parse, *sentence)])
        for sentence in sentences
    ]
    pairs = [
        pair
        for _, found in read
        for event, parties in found
        if (pair := pair_named(event.frame.predicate, parties)) is not None
    ]
    quotations = Quotations(article.quotes)
    body = (start for start, _ in sentences if article.zones.get(parse.block[start], "body") == "body")
    dates = Dates(
        parse, article.text, article.published, parse.sentence[first] if (first := next(body, None)) is not None else 0
    )
    earlier: list[tuple[Found, Participants]] = []
    for sentence, found in read:
        predicates = frozenset(event.frame.predicate for event, _ in found)
        zone = article.zones.get(parse.block[sentence[0]], "body")
        for event, named in found:
            token = event.frame.predicate
            parties = with_author(parse, event, _settled(parse, event, named, pairs), earlier)
            parties = with_implied(parse, event, parties)
            earlier.append((event, parties))
            if not passes(parse, event, parties):
                continue
            said = quotations.at(parse.char_start[token])
            status = event.status
            if said is not None and said.is_comment:
                if not is_presupposed(parse, event):
                    continue  # an opinion is no event
                status = "background"
            when, status = dates.of(token, status, predicates - {token}, zone)
            for side in per_actor(parties, event.event_type):
                yield Report(event, side, when, status, zone, sentence, said)


def _settled(parse: Parse, event: Found, named: Participants, pairs: Sequence[NamedPair]) -> Participants:
    """The parties, with the article's two states where the sentence only points at them."""
    dyad = dyad_at(event.frame.predicate, pairs)
    return named if dyad is None else with_dyad(parse, event, named, dyad)


def _sentences(parse: Parse) -> list[tuple[int, int]]:
    found, start = [], 0
    for token in range(1, len(parse.sentence) + 1):
        if token == len(parse.sentence) or parse.sentence[token] != parse.sentence[start]:
            found.append((start, token))
            start = token
    return found


def _event_row(article: Article, actors: Actors, report: Report) -> Row:
    parse, text, event, parties = article.parse, article.text, report.event, report.parties
    first, last = trigger_of(parse, event)
    start, end = parse.char_start[first], parse.char_end[last - 1]
    facts = plover()[event.event_type, event.mode]
    code = event.cameo_code or facts.cameo_code
    sides = [
        ",".join(f"{a.char_start}-{a.char_end}-{a.country}" for a in side)
        for side in (parties.actors, parties.recipients)
    ]
    taken = [party.span for party in (*parties.actors, *parties.recipients)]
    arguments = [*event.frame.objects, *event.frame.subjects]
    where = place_of(parse, text, actors, event.frame.predicate, arguments, taken)
    said = report.said
    return {
        "event_id": stable_id(article.article_id, start, end, event.event_type, *sides),
        "article_id": article.article_id,
        "fetched_on": article.fetched_on,
        "sentence_no": parse.sentence[report.sentence[0]],
        "sentence": _sentence_text(article, report.sentence),
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
        "is_reciprocal": parties.is_mutual,
        "event_date_start": report.when.start,
        "event_date_end": report.when.end,
        "date_grain": report.when.grain,
        "date_basis": report.when.basis,
        "placename": where.placename,
        "country": where.country,
        "geonames_id": where.geonames_id,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "is_place_disputed": where.is_disputed,
        "zone": report.zone,
        "is_quoted": said is not None and said.is_in_marks,
        "status": report.status,
        "reported_by_entity_id": said.speaker_entity_id if said is not None else None,
        "reported_by_text": said.speaker_text if said is not None else None,
        "report_count": 1 + len(report.restated),
        "restatements": [_sentence_text(article, sentence) for sentence in report.restated],
        "method": event.rule,
        "confidence": _confidence(report),
    }


def _sentence_text(article: Article, sentence: tuple[int, int]) -> str:
    return article.text[article.parse.char_start[sentence[0]] : article.parse.char_end[sentence[1] - 1]]


def _confidence(report: Report) -> float:
    """A prior for each way of finding, less for each thing that the sentence itself leaves open."""
    parties = (*report.parties.actors, *report.parties.recipients)
    found = METHODS[report.event.rule]
    found -= _WITHOUT_ACTOR if not any(actor.basis != "implied" for actor in report.parties.actors) else 0.0
    found -= _POINTED_AT if any(party.basis in ("dyad", "owner") for party in parties) else 0.0
    found -= _QUOTED if report.said is not None and report.said.is_comment else 0.0
    return round(found, 2)


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
            "raw_text": None if actor.char_start is None else article.text[actor.char_start : actor.char_end],
            "entity_id": actor.entity_id,
            "basis": actor.basis,
            "country": actor.country,
            "sector": actor.sector,
        }
        for number, actor in enumerate(side)
    ]
