"""One event that an article reports several times: which reports are of one event, and the one row that they become.

Belongs here: comparing reports of one article. Stays out: the same event in several articles (`transforms.event_clusters`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from transforms.events.arguments import MUTUAL
from transforms.events.party import Actor, Participants
from transforms.events.quoted import Said
from transforms.events.settle import Found
from transforms.events.when import PUBLISHED, When

_HAPPENED = frozenset({"actual", "background"})


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence's report of an event; `sentence` is its range of tokens, `restated` other reports of the same."""

    event: Found
    parties: Participants
    when: When
    status: str
    zone: str
    sentence: tuple[int, int]
    said: Said | None
    restated: tuple[tuple[int, int], ...] = field(default=())


def merged(reports: Sequence[Report]) -> list[Report]:
    """The reports with restatements taken together, in the order of the text.

    Two reports are of one event where type, parties and status agree and their dates can be the same. Parties agree where they
    are the same entities, either way round for what is done together; within one sentence the same states suffice ("met … as
    part of his visit").
    """
    kept: list[Report] = []
    for report in reports:
        for number, earlier in enumerate(kept):
            if _are_one(earlier, report):
                kept[number] = _together(earlier, report)
                break
        else:
            kept.append(report)
    return kept


def _are_one(first: Report, second: Report) -> bool:
    if first.event.event_type != second.event.event_type or not _statuses_agree(first.status, second.status):
        return False
    if not _dates_agree(first.when, second.when):
        return False
    if first.sentence == second.sentence:
        return _words(first.parties) == _words(second.parties) or (
            _is_dyadic(first.parties) and _parties_agree(first.parties, second.parties, by_state=True)
        )
    return bool(first.parties.actors) and _parties_agree(first.parties, second.parties)


def _statuses_agree(first: str, second: str) -> bool:
    return first == second or {first, second} <= _HAPPENED


def _dates_agree(first: When, second: When) -> bool:
    """Whether two reports can be of one day; a day that was only taken from the publication agrees with every day before."""
    if first.start is None or second.start is None or PUBLISHED in (first.basis, second.basis):
        return True
    return first.start <= (second.end or second.start) and second.start <= (first.end or first.start)


def _parties_agree(first: Participants, second: Participants, *, by_state: bool = False) -> bool:
    """Whether the same take part, either way round where one of the two is done together."""
    one, other = _sides(first, by_state), _sides(second, by_state)
    return one == other or ((first.is_mutual or second.is_mutual) and one == other[::-1])


def _sides(parties: Participants, by_state: bool) -> tuple[frozenset[str], frozenset[str]]:
    acting = frozenset(_who(actor, by_state) for actor in parties.actors)
    return acting, frozenset(_who(recipient, by_state) for recipient in parties.recipients)


def _words(parties: Participants) -> object:
    return [[actor.span for actor in side] for side in (parties.actors, parties.recipients)]


def _who(actor: Actor, by_state: bool) -> str:
    return actor.country if by_state and actor.country is not None else actor.key


def _is_dyadic(parties: Participants) -> bool:
    """Whether two states are named, so that a second report of them is no other event of one of them."""
    return len({actor.country for actor in (*parties.actors, *parties.recipients) if actor.country is not None}) > 1


def _together(first: Report, second: Report) -> Report:
    """The earlier report, with what only the later one knows: the date, the mode, that it did happen."""
    when = first.when
    if first.when.basis in (None, PUBLISHED) and second.when.start is not None and second.when.basis != PUBLISHED:
        when = second.when
    event = first.event
    if event.mode is None and second.event.mode is not None:
        event = replace(event, mode=second.event.mode, cameo_code=second.event.cameo_code)
    restated = first.restated if second.sentence == first.sentence else (*first.restated, second.sentence)
    status = first.status if first.status == second.status else "actual"
    return replace(first, event=event, when=when, status=status, restated=tuple(dict.fromkeys(restated)))


def per_actor(parties: Participants, event_type: str) -> list[Participants]:
    """The parties as they act on each other: where one of several actors is among the recipients, each acts on the others.

    "Russia and Japan voiced concern over American and Russian missiles" is two events, for nobody accuses itself.
    """
    states = {actor.country for actor in parties.actors if actor.country is not None}
    own = states & {recipient.country for recipient in parties.recipients}
    if len(states) < 2 or not own or parties.is_mutual or event_type in MUTUAL:
        return [parties]
    found = []
    for actor in parties.actors:
        others = [recipient for recipient in parties.recipients if recipient.country != actor.country]
        found.append(Participants([actor], others))
    return found
