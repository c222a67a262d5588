"""Agents that a sentence leaves unsaid: "was arrested in Niger" has Niger's police behind it.

Belongs here: which acts imply a state's agents, and which state that is. Stays out: parties that the text names.
"""

from __future__ import annotations

from dataclasses import replace

from transforms.events.parse import Parse
from transforms.events.party import Actor, Participants
from transforms.events.settle import Found
from transforms.lexicons import country_of

_AGENTS = {
    ("COERCE", "arrest"): "COP",
    ("COERCE", "deport"): "GOV",
    ("COERCE", "curfew"): "GOV",
    ("COERCE", "martial-law"): "GOV",
    ("COERCE", "censor"): "GOV",
    ("SANCTION", "convict"): "JUD",
    ("SANCTION", "expel"): "GOV",
}
"""Type and mode of acts that only a state's agents commit → the sector of these (PLOVER manual, draft 0.8, COERCE, SANCTION)."""
_PUBLIC = frozenset({"MED", "NGO", "OPP", "REL", "LAB"})
_WHERE = ("in", "at", "from", "near")


def with_implied(parse: Parse, event: Found, parties: Participants) -> Participants:
    """The parties with the agent that a passive leaves unsaid, where the act tells who it is and a place of whom."""
    sector = _AGENTS.get((event.event_type, event.mode or ""))
    if parties.actors or sector is None or not event.frame.is_passive:
        return parties
    for preposition in _WHERE:
        for noun in event.frame.prepositions.get(preposition, []):
            start, end = parse.short_phrase(noun)
            country = country_of(" ".join(parse.form[start:end]))
            if country is not None and any(_concerns_politics(party, country) for party in parties.recipients):
                agent = Actor(-1, None, None, None, country, sector, "political", "implied")
                return replace(parties, actors=[agent])
    return parties


def _concerns_politics(recipient: Actor, country: str) -> bool:
    """Whether an arrest is more than a crime report: of foreigners, officials, or those who speak up for others."""
    return recipient.is_political or recipient.sector in _PUBLIC or recipient.country not in (None, country)
