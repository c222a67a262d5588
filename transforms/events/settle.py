"""What tense, negation and an embedded event make of the type that the words of an event name.

Belongs here: PLOVER's rule that a single type, where one fits, goes before type and auxiliary mode (manual, draft 0.8): future
cooperation is AGREE, a threat of force THREATEN, a refusal to cooperate REJECT. Stays out: which words name an event
(`transforms.events.find`) and reading tense and negation (`transforms.events.status`).
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.events.conditions import Frame
from transforms.events.parse import Parse
from transforms.lexicons.events import Entry, noun_classes

_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_FORCE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
_VOWS = frozenset(
    {"vow", "pledge", "promise", "swear", "plan", "intend", "ready", "prepared", "set", "decide", "agree"}
)
_DECIDED = _FORCE | {"PROTEST", "THREATEN", "RETREAT", "CONCEDE"}
_THREAT_MODES = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "COERCE": "arrest",
    "SANCTION": "relations",
    "PROTEST": "restrict",
}
DEMAND_MODES = {
    "AID": ("assist", "103"), "COOPERATE": ("assist", "101"), "SUPPORT": ("assist", "102"), "CONSULT": ("meet", "106"),
    "RETREAT": ("yield", "105"), "CONCEDE": ("yield", "105"), "AGREE": ("meet", "107"),
}  # fmt: skip
_INTENT_CODES = {"CONSULT": "036", "SUPPORT": "030", "COOPERATE": "031", "AID": "033"}
"""Types whose future is an expression of intent, and CAMEO's codes of that (root 03)."""
_REFUSABLE = frozenset({"cooperate", "allow", "permit", "let", "grant", "recognise", "recognize", "accept"})
"""Verbs of which "did not" says as much as "refused to"."""
_RELIEF = ("peacekeep", "peace-keep", "humanitarian", "relief", "rescue", "earthquake", "flood", "hurricane")
_CLASS_MODES = {
    "AID": "AID", "MONEY": "AID", "TALKS": "CONSULT", "AGREEMENT": "AGREE", "CEASEFIRE": "RETREAT", "PRISONER":
    "RETREAT", "SUPPORT": "SUPPORT", "VISIT": "CONSULT", "TROOPS": "RETREAT",
}  # fmt: skip


@dataclass(slots=True)
class Found:
    """An event's words: what they are, how they were found, and what they govern."""

    frame: Frame
    entry: Entry
    event_type: str
    mode: str | None
    cameo_code: str | None
    status: str
    rule: str
    inner: Found | None = None
    light_verb: int | None = None


def settle_type(parse: Parse, event: Found, token: int) -> None:
    """What tense, negation and the embedded event make of a type.

    Future cooperation is AGREE, a threat of force THREATEN, a refusal to cooperate REJECT (PLOVER manual, draft 0.8,
    AGREE, THREATEN, REJECT and "Auxiliary modes": where a single type fits, it goes before type and auxiliary mode).
    """
    inner_type = event.inner.event_type if event.inner else ""
    lemma = event.frame.lemma
    decided = event.inner is not None and (inner_type in _DECIDED or event.inner.mode == "investigate")
    if event.event_type == "AGREE" and lemma == "decide" and event.inner is not None and decided:
        # A decision to lift, to hit or to protest is taken by those who can: it is the act itself (PLOVER: RETREAT, ...).
        _become(event, inner_type, event.inner.mode, event.inner.cameo_code)
    elif event.event_type == "AGREE" and inner_type in _FORCE | {"PROTEST", "THREATEN"} and lemma in _VOWS:
        if lemma == "agree":
            assert event.inner is not None
            _become(event, inner_type, event.inner.mode, event.inner.cameo_code)
        else:
            _become(event, "THREATEN", _THREAT_MODES.get(inner_type), None)
    elif event.event_type == "THREATEN" and inner_type:
        event.mode = _THREAT_MODES.get(inner_type, event.mode)
    elif event.event_type in ("REQUEST", "REJECT"):
        mode, code = DEMAND_MODES.get(inner_type or _class_type(parse, event.frame), (None, None))
        if mode is not None:
            event.mode = event.mode or mode
            if event.event_type == "REQUEST" and event.cameo_code in ("100", "020") and code is not None:
                event.cameo_code = code if event.cameo_code == "100" else f"02{code[2:]}"
        elif inner_type == "" and event.event_type == "REQUEST" and event.frame.clause is not None:
            event.mode = "change"
    if event.event_type == "ASSAULT" and event.cameo_code == "190" and _by_words(parse, event.frame):
        _become(event, "ACCUSE", "disapprove", "111")
    if event.event_type == "CONSULT" and inner_type == "SUPPORT" and event.inner is not None:
        _become(event, "SUPPORT", None, event.inner.cameo_code)
    if event.event_type == "MOBILIZE" and _for_relief(parse, token):
        _become(event, "AID", None, "074")
    refusing = event.status == "negated" and (
        _will_not(parse, token) or lemma in _REFUSABLE or (lemma == "give" and event.event_type == "CONCEDE")
    )
    if event.event_type in _COOPERATIVE and refusing:
        _become(event, "REJECT", None, "120")
        event.status = "actual"
    elif event.status == "future" and not event.frame.is_passive and event.rule != "adjective":
        if event.event_type in _INTENT_CODES:
            _become(event, "AGREE", None, _INTENT_CODES[event.event_type])
        elif event.event_type in ("RETREAT", "CONCEDE"):
            _become(event, "CONCEDE", None, "035")
        elif event.event_type in _FORCE:
            _become(event, "THREATEN", _THREAT_MODES[event.event_type], None)
        elif event.event_type == "PROTEST" or lemma == "boycott":
            _become(event, "THREATEN", _THREAT_MODES["PROTEST"], "133")


def _by_words(parse: Parse, frame: Frame) -> bool:
    """Whether persons attack (a named politician does it with words), not forces, groups or states.

    "launched an attack on" is one of words only where its goal is a person or a body, for leaders send forces, too.
    """
    if not frame.subjects or any(parse.entity[subject] != "PERSON" for subject in frame.subjects):
        return False
    goals = [noun for preposition in ("on", "against") for noun in frame.prepositions.get(preposition, [])]
    return frame.lemma == "attack" or any(parse.entity[goal] in ("PERSON", "ORG") for goal in goals)


def _for_relief(parse: Parse, token: int) -> bool:
    """Whether forces are sent to keep the peace or to help after a disaster (PLOVER manual, draft 0.8, MOBILIZE)."""
    frame = range(parse.subtree_start[token], parse.subtree_end[token])
    return any(parse.lemma[t].lower().startswith(_RELIEF) for t in frame)


def _become(event: Found, event_type: str, mode: str | None, code: str | None) -> None:
    event.event_type, event.mode, event.cameo_code = event_type, mode, code


def _will_not(parse: Parse, token: int) -> bool:
    return any(
        parse.form[child].lower() in ("will", "wo", "would", "'ll", "’ll") for child in parse.with_dep(token, "aux")
    )


def _class_type(parse: Parse, frame: Frame) -> str:
    """The type that the object of a demand or refusal points to ("demanded the release of …", "asked for help")."""
    for noun in [*frame.objects, *frame.prepositions.get("for", [])]:
        for noun_class in sorted(noun_classes().get(parse.lemma[noun].lower(), ())):
            if noun_class in _CLASS_MODES:
                return _CLASS_MODES[noun_class]
    return ""
