"""What is known of a party to an event, and of a name in the text.

Stays out: reading them off a phrase (`transforms.events.actors`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MentionedEntity:
    """What the mentions and entities tables say of a stretch of text."""

    char_start: int
    char_end: int
    entity_id: str
    entity_type: str
    country: str | None
    sector: str | None
    role_text: str | None
    claimed_by: Sequence[str] = ()
    geonames_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A noun phrase as an actor.

    `standing` is "political", "civil", "instrument" (a weapon, an act) or "none"; `basis` one of
    `transforms.tables.event_actors.BASES`. An agent that the text leaves unsaid has no offsets.
    """

    token: int
    char_start: int | None
    char_end: int | None
    entity_id: str | None
    country: str | None
    sector: str | None
    standing: str
    basis: str = "named"

    @property
    def is_political(self) -> bool:
        """Whether it acts politically by what it is."""
        return self.standing == "political"

    @property
    def is_party(self) -> bool:
        """Whether an act upon it can be political: it is itself, or it is a person or body of some state."""
        return self.is_political or (self.standing == "civil" and self.country is not None)

    @property
    def span(self) -> tuple[int | None, int | None]:
        """Offsets of the phrase in the article."""
        return self.char_start, self.char_end

    @property
    def key(self) -> str:
        """Who it is, for telling whether two reports are of one event: the entity, else country and sector, else the place."""
        if self.entity_id is not None:
            return self.entity_id
        return f"{self.country}/{self.sector}" if self.country or self.sector else str(self.span)


@dataclass(slots=True)
class Participants:
    """Actors and recipients of an event, in textual order."""

    actors: list[Actor]
    recipients: list[Actor]
    is_mutual: bool = False
