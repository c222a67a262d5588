"""Which words of a sentence name an event, and of which type.

Belongs here: going through a sentence's verbs from the top, so that what is only promised, refused, demanded or
alleged is not taken for done; light verbs with event nouns. Stays out: what tense and negation make of a type
(`transforms.events.settle`), who acts (`transforms.events.arguments`) and the words themselves (`transforms.lexicons.events`).
"""

from __future__ import annotations

from collections.abc import Iterable

from transforms.events.conditions import Frame, entry_for, named_by, verb_frame
from transforms.events.parse import REPORTING, Parse
from transforms.events.settle import DEMAND_MODES, Found, settle_type
from transforms.events.status import status_of
from transforms.lexicons.events import predicates

_OPENING = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST", "ACCUSE", "CONCEDE"})
"""Types whose clause or object tells of something that has not happened by that, or is only alleged."""
_NOUN_TO_VERB = {
    "deployment": "deploy", "withdrawal": "withdraw", "release": "release", "arrest": "arrest", "detention": "detain",
    "suspension": "suspend", "expulsion": "expel", "deportation": "deport", "imposition": "impose", "lifting": "lift",
    "extension": "extend", "resumption": "resume", "recognition": "recognize", "ratification": "ratify",
    "execution": "execute", "extradition": "extradite", "seizure": "seize", "mobilization": "mobilize",
    "mobilisation": "mobilize", "evacuation": "evacuate", "resignation": "resign", "delivery": "deliver",
    "provision": "provide", "easing": "ease", "closure": "close", "annexation": "annex", "occupation": "occupy",
    "invasion": "invade", "removal": "remove", "freeing": "free", "repatriation": "repatriate", "return": "return",
    "cancellation": "cancel", "reduction": "reduce", "cut": "cut", "halt": "halt", "dispatch": "dispatch",
    "sale": "sell", "visit": "visit", "disarmament": "disarm", "rejection": "reject", "condemnation": "condemn",
    "killing": "kill", "support": "support", "pullout": "pull out",
}  # fmt: skip
_LIGHT = frozenset(
    {
        "announce", "order", "approve", "authorize", "authorise", "begin", "start", "complete", "continue", "launch",
        "declare", "submit", "tender", "make", "carry", "conduct", "undertake", "express", "offer", "agree", "give",
    }
)  # fmt: skip
_FOR_A_DEED = frozenset({"arrest", "convict", "release", "deport"})
_DEMANDS = frozenset({"demand", "call", "urge", "ask", "seek", "press", "insist", "request", "appeal"})


def events_of_sentence(parse: Parse, start: int, end: int) -> list[Found]:
    """The events that the tokens from `start` up to `end` name, in order of their triggers."""
    verbs, adjectives, nouns = predicates("verb"), predicates("adj"), predicates("noun")
    candidates = []
    for token in range(start, end):
        upos, lemma = parse.upos[token], parse.lemma[token].lower()
        if is_attributive(parse, token):
            continue
        is_verb = upos == "VERB" and (lemma in verbs or lemma in _LIGHT or lemma in adjectives)
        is_adjective = upos == "ADJ" and lemma in adjectives
        if is_verb or is_adjective or (upos in ("VERB", "AUX") and _is_called_for(parse, token)):
            candidates.append((len(parse.ancestors(token)), token))
    found: list[Found] = []
    taken: set[int] = set()
    for _, token in sorted(candidates):
        if token in taken:
            continue
        event = read_predicate(parse, token)
        if event is None:
            continue
        taken |= _told_by(parse, event)
        if event.event_type == "PROTEST" and event.frame.clause is None:
            event.frame.clause = _wanted(parse, event.frame)
        if event.event_type:
            found.append(event)
    for token in range(start, end):
        if parse.upos[token] == "NOUN" and token not in taken and parse.lemma[token].lower() in nouns:
            nominal = _read_noun(parse, token)
            if nominal is not None:
                found.append(nominal)
    return sorted(found, key=lambda event: event.frame.predicate)


def _told_by(parse: Parse, event: Found) -> set[int]:
    """The tokens that tell of this event, or of what it leaves open, and so name no further one."""
    frame = event.frame
    told = {frame.predicate, *frame.objects, *named_by(parse, frame, event.entry)}
    if event.event_type in _OPENING or not event.event_type or frame.lemma in ("decide", "agree"):
        told |= _governed(parse, event)
    if event.mode in _FOR_A_DEED:
        told |= _below(parse, _alleged(parse, frame))
    if event.event_type == "PROTEST":
        told |= _below(parse, _demands_of(parse, frame))
    return told


def _below(parse: Parse, heads: Iterable[int]) -> set[int]:
    """The tokens of the heads' subtrees."""
    return {token for head in heads for token in range(parse.subtree_start[head], parse.subtree_end[head])}


def _alleged(parse: Parse, frame: Frame) -> list[int]:
    """The phrases with a deed that somebody is arrested, tried or freed for: alleged, and no event of the police."""
    return [
        phrase
        for phrase in parse.with_dep(frame.predicate, "prep")
        if parse.form[phrase].lower() in ("for", "of", "on", "over", "after") and parse.with_dep(phrase, "pcomp")
    ]


def _demands_of(parse: Parse, frame: Frame) -> list[int]:
    """The verbs that tell what a protest is for ("marched, demanding that …"): no further event of the protesters."""
    return [
        child
        for head in (frame.predicate, *frame.objects)
        for child in parse.with_dep(head, "advcl", "acl", "xcomp")
        if child > head and parse.xpos[child] == "VBG" and parse.lemma[child].lower() in _DEMANDS
    ]


def _wanted(parse: Parse, frame: Frame) -> int | None:
    """The verb of what a protest demands, whose parties it is aimed at."""
    demands = (child for clause in _demands_of(parse, frame) for child in parse.with_dep(clause, "ccomp", "xcomp"))
    return next(demands, None)


def is_attributive(parse: Parse, token: int) -> bool:
    """Whether a participle only describes a noun ("a Russian-backed offensive", "visiting ministers")."""
    return parse.dep[token] == "amod"


def read_predicate(parse: Parse, token: int, depth: int = 0) -> Found | None:
    """What a verb or adjective names; an entry without a type where the words are expressly no event."""
    lemma = parse.lemma[token].lower()
    if depth == 0 and _is_called_for(parse, token):
        return _called_for(parse, token)
    frame = verb_frame(parse, token)
    rule = "verb/passive" if frame.is_passive else "verb/active"
    entries = predicates("verb").get(lemma, ())
    inner = None
    if parse.upos[token] == "ADJ" or not entries:
        governor = parse.head[token]
        if parse.dep[token] in ("acomp", "xcomp", "oprd") and parse.upos[governor] in ("AUX", "VERB"):
            frame.subjects = parse.subjects(governor)
            frame.is_passive = False
            entries, rule = predicates("adj").get(lemma, entries), "adjective"
    if frame.clause is not None and depth < 3:
        inner = read_predicate(parse, frame.clause, depth + 1) if parse.upos[frame.clause] in ("VERB", "ADJ") else None
        frame.inner_type = inner.event_type if inner else ""
    entry = entry_for(parse, frame, entries)
    nominal = _nominalization(parse, frame) if inner is None else None
    if nominal is not None and lemma in _LIGHT and (entry is None or not entry.conditions or not entry.event_type):
        nominal.light_verb = token
        nominal.status = status_of(parse, token)
        nominal.rule = "light-verb"
        settle_type(parse, nominal, token)
        return nominal
    if entry is None:
        return None
    if (
        entry.conditions
        and entry.conditions[0].place == "dobj"
        and entry.conditions[0].noun not in ("*", "ACTOR", "PERSON")
    ):
        rule = "light-verb"
    event = Found(frame, entry, entry.event_type, entry.event_mode, entry.cameo_code, "actual", rule, inner or nominal)
    if event.event_type:
        event.status = status_of(parse, parse.head[token] if rule == "adjective" else token)
        settle_type(parse, event, token)
    return event


def _is_called_for(parse: Parse, token: int) -> bool:
    """Whether somebody says that somebody else must do it ("said Iran must free the men")."""
    governor = parse.head[token]
    if parse.dep[token] != "ccomp" or parse.lemma[governor].lower() not in REPORTING:
        return False
    subject = parse.with_dep(token, "nsubj", "nsubjpass")
    sayer = parse.with_dep(governor, "nsubj")
    # "should they pass a bill, …" is a condition
    before = subject[0] if subject else token
    auxiliaries = {parse.form[child].lower() for child in parse.with_dep(token, "aux") if child > before}
    return bool(auxiliaries & {"must", "should"} and subject and sayer) and parse.upos[subject[0]] != "PRON"


def _called_for(parse: Parse, token: int) -> Found:
    """A demand: the sayer's, of the clause's subject; what is to be done is read for the mode."""
    inner = read_predicate(parse, token, 1)
    frame = Frame(token, "must", subjects=parse.subjects(parse.head[token]), clause=token, clause_kind="ccomp")
    frame.inner_type = inner.event_type if inner else ""
    entry = predicates("verb")["demand"][-1]
    event = Found(frame, entry, "REQUEST", None, "100", "deontic", "verb/active", inner)
    mode, code = DEMAND_MODES.get(frame.inner_type, ("change", "104"))
    event.mode, event.cameo_code = mode, code
    return event


def _nominalization(parse: Parse, frame: Frame) -> Found | None:
    """An event noun as object ("announced the release of …"), read as the verb it comes from, with the same subject."""
    for noun in [*frame.objects, *frame.prepositions.get("for", [])]:
        verb = _NOUN_TO_VERB.get(parse.lemma[noun].lower())
        if verb is None or verb not in predicates("verb"):
            continue
        prepositions = parse.prepositions(noun)
        inner = Frame(
            noun, verb, subjects=frame.subjects, objects=prepositions.pop("of", []), prepositions=prepositions
        )
        if not inner.objects:
            inner.objects = parse.with_dep(noun, "poss", "compound")
        entry = entry_for(parse, inner, predicates("verb")[verb])
        if entry is not None and entry.event_type:
            return Found(inner, entry, entry.event_type, entry.event_mode, entry.cameo_code, "actual", "nominal")
    return None


def _governed(parse: Parse, event: Found) -> set[int]:
    """Tokens of the clause, the objects and the phrases with a verb ("of sending …") that an event governs."""
    frame = event.frame
    heads = list(frame.objects)
    if frame.clause is not None:
        heads.append(frame.clause)
    for child in parse.children[frame.predicate]:
        if (parse.dep[child] in ("prep", "xcomp", "ccomp", "agent") and not frame.is_passive) or parse.dep[
            child
        ] == "prep":
            heads.append(child)
    return _below(parse, heads) - {frame.predicate}


def _read_noun(parse: Parse, token: int) -> Found | None:
    """A noun of the safe list with its participants in "between", "with", "on", "by" phrases or as possessor."""
    prepositions = parse.prepositions(token)
    agents = list(prepositions.get("by", []))
    for child in parse.children[token]:
        if parse.dep[child] in ("poss",) or (
            parse.dep[child] in ("amod", "compound", "nmod") and parse.entity[child] in ("NORP", "GPE", "ORG")
        ):
            agents.extend(parse.conjuncts(child))
    frame = Frame(token, parse.lemma[token].lower(), subjects=agents, prepositions=prepositions)
    entry = entry_for(parse, frame, predicates("noun")[frame.lemma])
    if entry is None or not entry.event_type:
        return None
    return Found(frame, entry, entry.event_type, entry.event_mode, entry.cameo_code, status_of(parse, token), "nominal")
