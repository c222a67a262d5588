"""The gate: whether an event may be recorded with the parties that were found for it.

Belongs here: who must take part for a sentence to report politics. Stays out: finding the parties
(`transforms.events.arguments`).
"""

from __future__ import annotations

from transforms.events.parse import Parse
from transforms.events.party import Actor, Participants
from transforms.events.settle import Found
from transforms.lexicons.nouns import COMMENTATORS

_NEEDS_RECIPIENT = frozenset({"CONSULT", "COOPERATE", "AID", "SANCTION"})
"""Types that mean nothing without a recipient (PLOVER manual, "Requires recipient"; CONSULT by our own rule)."""
_WITHOUT_AGENT = frozenset({"COERCE", "ASSAULT", "SANCTION", "RETREAT", "ACCUSE"})
"""Types whose passive may leave the actor unsaid, as long as the recipient is political."""
_UPON_PEOPLE = frozenset({"COERCE", "RETREAT", "SANCTION"})
_BY_CIVILIANS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "ASSAULT"})
_JUDGEMENTS = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_IN_PERSON = frozenset({"hit", "strike", "battle", "pound", "storm", "throw", "shell", "bombard", "target"})
"""Verbs of force that mean something else when a single person is their subject."""
_THREATENED = frozenset({"REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})


def passes(parse: Parse, event: Found, found: Participants) -> bool:
    """The gate: politics only. False alarms are the worst fault, so what is in doubt is left out."""
    if event.event_type in _NEEDS_RECIPIENT and not found.recipients:
        return False
    if event.frame.lemma == "must" and not found.recipients:
        return False  # "said the trip should take a week" asks nobody
    if event.frame.lemma == "warn" and not found.recipients and not _threatens(event):
        return False  # "warned that it was fragile" threatens nobody
    if event.frame.lemma == "claim" and not any(recipient.is_political for recipient in found.recipients):
        return False
    if event.event_type in _JUDGEMENTS and found.actors and all(_comments(parse, actor) for actor in found.actors):
        return False  # what experts think of it is no event
    if (
        event.frame.lemma in _IN_PERSON
        and found.actors
        and all(parse.entity[actor.token] == "PERSON" for actor in found.actors)
    ):
        return False  # "the senator hit Manhattan", "he battled his knee"
    standings = {actor.standing for actor in found.actors}
    targets = {recipient.standing for recipient in found.recipients}
    if event.rule == "nominal" and event.light_verb is None:
        return (
            "political" in standings
            and (
                "political" in targets
                or event.event_type in ("MOBILIZE", "ASSAULT")
                or (event.event_type in _UPON_PEOPLE and any(recipient.country for recipient in found.recipients))
            )
        ) or (event.event_type == "PROTEST" and "political" in targets)
    if event.event_type == "CONSULT" and "political" not in targets:
        return False
    if (
        event.event_type == "SUPPORT"
        and found.recipients
        and not any(recipient.is_party for recipient in found.recipients)
    ):
        return False  # "supports the uninsured", "praised her team"
    if "political" in standings:
        return True
    if event.event_type == "PROTEST":
        return bool(standings & {"civil"})
    if event.event_type == "ASSAULT" and "instrument" in standings:
        return bool(found.recipients)
    if "civil" in standings and "political" in targets:
        return event.event_type in _BY_CIVILIANS
    if not found.actors and event.frame.is_passive and event.event_type in _WITHOUT_AGENT:
        return "political" in targets
    return False


def _threatens(event: Found) -> bool:
    """Whether a warning tells of what the speaker will do or refuse to do."""
    return event.inner is not None and event.inner.event_type in _THREATENED


def _comments(parse: Parse, actor: Actor) -> bool:
    """Whether an actor only judges: an expert or critic of no state, organisation or office."""
    if actor.token < 0 or actor.is_political or actor.country is not None:
        return False
    return parse.lemma[actor.token].lower() in COMMENTATORS
