"""To whom, where and when something was said, as far as the attribution itself states it.

Belongs here: the phrases that hang on a cue beside its source ("told Reuters", "in an interview with the Herald", "on
Monday"). Stays out: what was said (`content`) and what day a phrase means (`transforms.dates`). Words of the content are never
taken: "said the bridge opened on Monday" tells when the bridge opened. Only the part of a statement that has the cue has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transforms.lexicons.nouns import UTTERANCES, VENUES
from transforms.quotes.cue import Cue, can_speak
from transforms.quotes.document import Document
from transforms.quotes.draft import Draft
from transforms.tags import TIMES

Span = tuple[int, int]
"""Tokens: first, first after."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Token spans of addressee, venue and time of saying, each None where it is not stated; the addressee's head noun."""

    addressee: Span | None = None
    addressee_head: int | None = None
    venue: Span | None = None
    time: Span | None = None


_ADDRESSING = frozenset({
    "advise", "alert", "ask", "assure", "brief", "caution", "challenge", "inform", "lecture", "notify", "promise", "question",
    "reassure", "remind", "tell", "urge", "warn",
})  # fmt: skip
"""Verbs whose object is who hears it."""

_CONVEYING = frozenset({
    "admit", "announce", "appeal", "complain", "confess", "confide", "confirm", "describe", "explain", "express",
    "mention", "report", "repeat", "reveal", "say", "signal", "speak", "suggest", "talk", "testify", "whisper", "write",
})  # fmt: skip
"""Verbs that name who hears it with "to"."""

_APPEARING = frozenset({"address", "appear", "speak", "talk", "testify", "write"})
"""Participles that set the scene: "speaking at a rally"."""

_AT = frozenset({"in", "at", "on", "during", "before", "through", "via", "from", "outside", "inside", "by"})
_TO = frozenset({"to", "with"})
_SPOKEN_ON = frozenset({
    "air", "blog", "broadcast", "call", "channel", "livestream", "network", "page", "panel", "phone", "podcast", "program",
    "programme", "radio", "show", "site", "stage", "station", "telephone", "television", "tour", "trail", "tv", "video",
    "visit", "webcast", "webinar", "website",
})  # fmt: skip
_WHEN = frozenset({"on", "in", "at", "during", "late", "early", "earlier", "later"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OFTEN = frozenset({"every", "each", "daily", "weekly", "monthly", "annual", "annually", "for"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "appos", "parataxis", "dep"})


def circumstances(document: Document, draft: Draft) -> Circumstances:
    """Addressee, venue and time of a quotation's cue; nothing where it has no verb for a cue."""
    cue = draft.cue
    if cue is None or cue.is_phrase or not document.is_verb(cue.token):
        return Circumstances()
    content = document.tokens_in(draft.start, draft.end)
    taken = frozenset(content) | frozenset(range(cue.first, cue.last))
    if draft.source is not None:
        taken |= frozenset(document.tokens_in(*draft.source))
    scene = [cue.token, *_scene(document, cue)]
    venue_head, venue = _venue(document, cue, scene, content, taken)
    addressee = _addressee(document, cue, scene, venue_head, taken)
    span = _phrase(document, addressee, addressee, taken) if addressee is not None else None
    return Circumstances(span, addressee if span else None, venue, _time(document, cue, scene, (venue, span), taken))


def _scene(document: Document, cue: Cue) -> Iterator[int]:
    """Participles that tell where the speaker spoke: "Speaking in Leeds, she said …", "Ruiz, speaking to reporters, said …"."""
    for above in (cue.token, cue.source):
        for child in document.children[above] if above is not None else ():
            if document.xpos[child] == "VBG" and document.lemma[child].lower() in _APPEARING:
                yield child


def _venue(
    document: Document, cue: Cue, scene: list[int], content: range, taken: frozenset[int]
) -> tuple[int | None, Span | None]:
    """Head noun and phrase of the occasion or medium ("in a statement"), else of the place ("in Leeds")."""
    place: tuple[int | None, Span | None] = (None, None)
    told = _told(document, cue.token)
    if told is not None and told not in taken and _is_meeting(document, told):
        return told, _phrase(document, told, told, taken)  # "told a news conference"
    for preposition, noun in (*_governed(document, scene, _AT), *_cut_off(document, content)):
        if preposition in taken or noun in taken:
            continue
        span = _phrase(document, preposition, noun, taken)
        if span is None:
            continue
        if _is_occasion(document, preposition, noun):
            return noun, span
        is_place = document.entity_type[noun] in _PLACES and document.lower[preposition] != "by"
        is_of_source = cue.source is not None and cue.source < preposition < cue.token
        if place[0] is None and is_place and not is_of_source:  # "the ministry in Tokyo said"
            place = noun, span
    return place


def _is_meeting(document: Document, noun: int) -> bool:
    """A "news conference", not the Morning Post."""
    return document.upos[noun] == "NOUN" and document.lemma[noun].lower() in VENUES - _AUDIENCES


def _cut_off(document: Document, content: range) -> Iterator[tuple[int, int]]:
    """The medium that the parser took for a part of the content and `edges` cut off: "said it had failed, in a statement"."""
    preposition = content.stop + 1
    if preposition >= len(document.form):
        return
    if document.form[content.stop] == "," and document.head[preposition] in content:
        noun = document.child(preposition, "pobj")
        if noun is not None and document.lemma[noun].lower() in UTTERANCES:
            yield preposition, noun


def _is_occasion(document: Document, preposition: int, noun: int) -> bool:
    """An occasion or medium: "in an interview"; after "on" only what one speaks on: "on the phone", "on Twitter"."""
    if document.lower[preposition] != "on":
        return document.lemma[noun].lower() in VENUES
    if document.upos[noun] == "PROPN":
        return document.entity_type[noun] not in (*TIMES, *_PLACES)
    return document.lemma[noun].lower() in _SPOKEN_ON


def _addressee(document: Document, cue: Cue, scene: list[int], venue: int | None, taken: frozenset[int]) -> int | None:
    """Head noun of who was told it: the object of a verb of telling, who follows "to", or with whom the interview was."""
    lemma = cue.lemma.split()[0]
    told = _told(document, cue.token)
    if told is not None and told not in taken and _can_hear(document, told):
        return told
    for preposition, noun in _governed(document, scene, _TO):
        speaks = document.head[preposition] != cue.token or lemma in _CONVEYING
        by_name = document.lower[preposition] == "to" and speaks
        if by_name and noun not in taken and preposition > document.head[preposition] and _can_hear(document, noun):
            return noun
    if venue is not None:
        for _, noun in _governed(document, [venue], _TO):
            if noun not in taken and _can_hear(document, noun):
                return noun
    return None


def _told(document: Document, verb: int) -> int | None:
    """Head of the object of a verb of telling, or of its subject in the passive: "told Reuters", "voters were told"."""
    if document.lemma[verb].lower() not in _ADDRESSING:
        return None
    if document.child(verb, "auxpass") is not None:
        return document.child(verb, "nsubjpass")
    told = document.child(verb, "dobj", "dative")
    return told if told is not None and told > verb else None


def _can_hear(document: Document, noun: int) -> bool:
    if document.entity_type[noun] in TIMES:
        return False
    return document.upos[noun] == "PRON" or can_speak(document, noun) or document.lemma[noun].lower() in _AUDIENCES


_AUDIENCES = frozenset({
    "ally", "assembly", "audience", "channel", "colleague", "committee", "congress", "court", "crowd", "daily",
    "family", "house", "inquiry", "journal", "jury", "lawmaker", "magazine", "media", "nation", "others", "outlet",
    "panel", "parents", "parliament", "people", "podcast", "press", "public", "radio", "senate", "site", "staff",
    "station", "supporters", "television", "tribunal", "website", "weekly", "world", "youth",
})  # fmt: skip


def _time(
    document: Document, cue: Cue, scene: list[int], inside: tuple[Span | None, ...], taken: frozenset[int]
) -> Span | None:
    """The date phrase that hangs on the cue, or that the parser hung on the venue or the addressee."""
    beside = scene if cue.source is None else [*scene, cue.source]  # "her office on Sunday denied …"
    candidates = [child for above in beside for child in document.children[above] if child not in taken]
    for child in candidates:
        if document.deprel[child] in ("npadvmod", "advmod", "nmod") and document.entity_type[child] in TIMES:
            found = _date(document, child, taken)
        elif document.deprel[child] == "prep" and document.lower[child] in _WHEN:
            noun = document.child(child, "pobj")
            is_time = noun is not None and document.entity_type[noun] in TIMES
            found = _date(document, noun, taken) if noun is not None and is_time else None
        else:
            continue
        if found is not None:
            return found
    for span in inside:
        if span is not None and span[1] < len(document.form):
            found = _date_at(document, span[1], taken)
            if found is not None:
                return found
    return _date_at(document, cue.last, taken)


def _date_at(document: Document, token: int, taken: frozenset[int]) -> Span | None:
    """The date phrase that begins at the token, perhaps with a preposition."""
    if token < len(document.form) and document.lower[token] in _WHEN and document.entity_type[token] not in TIMES:
        token += 1
    if token < len(document.form) and token not in taken and document.entity_type[token] in TIMES:
        return _date(document, token, taken)
    return None


def _date(document: Document, token: int, taken: frozenset[int]) -> Span | None:
    """The run of date words around a token, with the preposition before it."""
    begin, end = document.bounds(token)
    first, last = token, token + 1
    while first > begin and document.entity_type[first - 1] in TIMES and first - 1 not in taken:
        first -= 1
    while last < end and document.entity_type[last] in TIMES and last not in taken:
        last += 1
    names = document.head[last - 1]
    if document.lower[first] in _OFTEN or (names >= last and document.upos[names] in ("NOUN", "PROPN")):
        return None  # "every day"; "Tuesday's rally"
    if first > begin and document.lower[first - 1] in ("the", "a", "late", "early", "earlier", "later"):
        first -= 1
    if first > begin and document.lower[first - 1] in _OFTEN:
        return None
    if first > begin and document.lower[first - 1] in _WHEN and first - 1 not in taken:
        first -= 1
    return first, last


def _governed(document: Document, above: list[int], prepositions: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Prepositions that hang on the tokens, with the noun that each governs."""
    for token in above:
        for child in document.children[token]:
            if document.deprel[child] in ("prep", "dative") and document.lower[child] in prepositions:
                noun = document.child(child, "pobj")
                if noun is not None:
                    yield child, noun


def _phrase(document: Document, first: int, noun: int, taken: frozenset[int]) -> Span | None:
    """From `first`, or the noun's first word, to where a clause, a date or the quotation begins behind the noun."""
    first = min(first, document.subtree_start[noun])
    last = max(document.subtree_end[noun], noun + 1)
    for token in range(noun + 1, last):
        is_date = document.entity_type[token] in TIMES
        if is_date or token in taken or (document.deprel[token] in _CLAUSES and document.head[token] >= first):
            last = document.subtree_start[token] if document.subtree_start[token] > noun else token
            break
    while last > noun + 1 and (document.upos[last - 1] in ("PUNCT", "SPACE", "CCONJ", "ADP", "SCONJ")):
        last -= 1
    if document.form[last : last + 1] == ["”"] and document.form[first:last].count("“") > document.form[
        first:last
    ].count("”"):
        last += 1
    while first < noun and document.upos[first] in ("PUNCT", "SPACE"):
        first += 1
    return (first, last) if not any(token in taken for token in range(first, last)) else None
