"""Parties that a sentence only points at: "bilateral", "both sides", "the two countries", "rejected the demand".

Belongs here: which two states the article is about, whose demand "the demand" is, and putting them where an event's parties are
missing. Stays out: parties that are named (`transforms.events.arguments`). The two states are those of the nearest report before
that names two, since news writes "the two countries" of the pair it has just named; without one, those that most reports name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.events.arguments import is_mutual_type, means_both_sides
from transforms.events.parse import Parse
from transforms.events.party import Actor, Participants
from transforms.events.settle import Found
from transforms.lexicons.events import noun_classes

Dyad = tuple[str, str]
_ANSWERS = frozenset({"REJECT", "CONCEDE", "AGREE", "SUPPORT"})
_ANSWERED = frozenset({"REQUEST", "ACCUSE", "THREATEN", "AGREE"})
_SPOKEN = frozenset({"DEMAND", "CLAIM", "CRITICISM", "WARNING"})
_KNOWN = frozenset({"the", "that", "this", "these", "those"})
_BILATERAL = frozenset({"bilateral", "mutual", "reciprocal", "two-way", "joint"})


@dataclass(frozen=True, slots=True)
class NamedPair:
    """Two states that one report names, and the token of its predicate."""

    token: int
    states: Dyad


def pair_named(predicate: int, found: Participants) -> NamedPair | None:
    """The two states that a report names as its parties; None where it names one or more than two."""
    states = {actor.country for actor in (*found.actors, *found.recipients) if actor.country is not None}
    if len(states) != 2:
        return None
    first, second = sorted(states)
    return NamedPair(predicate, (first, second))


def dyad_at(token: int, pairs: Sequence[NamedPair]) -> Dyad | None:
    """The two states that a phrase at the token means, given the pairs that reports of the article name."""
    before = [pair for pair in pairs if pair.token < token]
    if before:
        return max(before, key=lambda pair: pair.token).states
    counted = Counter(pair.states for pair in pairs)
    return counted.most_common(1)[0][0] if counted else None


def with_dyad(parse: Parse, event: Found, found: Participants, dyad: Dyad) -> Participants:
    """The parties, with the states of the dyad where the text only points at them."""
    acting, receiving = list(found.actors), list(found.recipients)
    if len(acting) == 1 and _means_both(parse, acting[0].token):
        acting = _both(acting[0], dyad)
        receiving = [party for party in receiving if not _means_both(parse, party.token)]
    elif len(receiving) == 1 and _means_both(parse, receiving[0].token):
        receiving = _both(receiving[0], dyad)
        own = {actor.country for actor in acting}
        receiving = [party for party in receiving if party.country not in own] or receiving
        if not acting and is_mutual_type(event):
            acting, receiving = receiving[:1], receiving[1:]
    if not receiving and len(acting) == 1 and acting[0].country in dyad:
        token = _bilateral_word(parse, event)
        if token is not None:
            receiving = [_party(parse, token, _other(dyad, acting[0].country))]
    receiving = [party for party in receiving if party.standing != "none" or not _means_both(parse, party.token)]
    is_mutual = found.is_mutual
    if not receiving and len(acting) == 2 and is_mutual_type(event):
        acting, receiving, is_mutual = acting[:1], acting[1:], True
    return Participants(acting, receiving, is_mutual)


def with_author(
    parse: Parse, event: Found, found: Participants, earlier: Sequence[tuple[Found, Participants]]
) -> Participants:
    """The parties, with the author of the demand, charge or offer that is answered as recipient ("Iceland rejected the demand").

    `earlier` are the reports before this one, in order. The author is the actor of the nearest of them that says such a thing to
    this event's actor, or to nobody in particular.
    """
    if (
        found.recipients
        or event.event_type not in _ANSWERS
        or len(found.actors) != 1
        or found.actors[0].country is None
    ):
        return found
    noun = _answered(parse, event)
    if noun is None:
        return found
    own = found.actors[0].country
    for spoken, parties in reversed(earlier):
        addressed = {recipient.country for recipient in parties.recipients}
        authors = [actor for actor in parties.actors if actor.country not in (None, own)]
        if spoken.event_type in _ANSWERED and authors and (own in addressed or not addressed):
            start, end = parse.short_phrase(noun)
            first, last = parse.char_start[start], parse.char_end[end - 1]
            return replace(
                found, recipients=[replace(authors[0], token=noun, char_start=first, char_end=last, basis="pronoun")]
            )
    return found


def _answered(parse: Parse, event: Found) -> int | None:
    """The noun that means what somebody demanded, charged or offered before: "the demand", "this proposal"."""
    for noun in [*event.frame.objects, *event.frame.prepositions.get("to", [])]:
        is_known = any(parse.form[child].lower() in _KNOWN for child in parse.with_dep(noun, "det"))
        if is_known and noun_classes().get(parse.lemma[noun].lower(), frozenset()) & _SPOKEN:
            return noun
    return None


def _means_both(parse: Parse, token: int) -> bool:
    if token < 0 or parse.xpos[token] in ("NNP", "NNPS"):
        return False
    form = parse.form[token].lower()
    if form == "both":
        return parse.upos[token] in ("PRON", "DET", "CCONJ")
    return means_both_sides(parse, token)


def _both(actor: Actor, dyad: Dyad) -> list[Actor]:
    return [replace(actor, country=state, entity_id=None, standing="political", basis="dyad") for state in dyad]


def _other(dyad: Dyad, state: str | None) -> str:
    return dyad[1] if dyad[0] == state else dyad[0]


def _party(parse: Parse, token: int, state: str) -> Actor:
    return Actor(token, parse.char_start[token], parse.char_end[token], None, state, None, "political", "dyad")


def _bilateral_word(parse: Parse, event: Found) -> int | None:
    """The word that says that a thing is the two states' ("bilateral cooperation"), in what the predicate governs."""
    heads = [*event.frame.objects, *(n for nouns in event.frame.prepositions.values() for n in nouns)]
    if event.frame.clause is not None:
        heads.append(event.frame.clause)
    if event.rule == "nominal":
        heads.append(event.frame.predicate)
    for head in heads:
        for token in range(parse.subtree_start[head], parse.subtree_end[head]):
            if parse.lemma[token].lower() in _BILATERAL:
                return token
    return None
