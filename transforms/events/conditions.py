"""Whether a predicate's complements are those that a lexicon entry asks for.

Belongs here: the frame of a predicate (what fills which place), and the kinds of phrase that conditions name: ACTOR (a
political actor, person or group), PERSON, HUMAN (persons of any kind, several too), PLACE, PLURAL (several, or a plural), CROWD
(people, not forces), WORKER, IGO, THING, WEAPONRY. Stays out: the entries themselves (`transforms.lexicons.events`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.events.parse import Parse
from transforms.lexicons import country_of, igo_of, sector_of
from transforms.lexicons.events import Condition, Entry, noun_classes
from transforms.lexicons.nouns import is_person_noun

_FORCES = frozenset({"GOV", "MIL", "COP", "REB", "UAF", "SPY"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_CONFLICT = frozenset({"ACCUSE", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
_TOWARDS = ("at", "on", "against", "into", "toward", "towards", "to")


@dataclass(slots=True)
class Frame:
    """A predicate and what fills its places; all numbers are tokens."""

    predicate: int
    lemma: str
    particle: int | None = None
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    second_objects: list[int] = field(default_factory=list)
    prepositions: dict[str, list[int]] = field(default_factory=dict)
    clause: int | None = None
    clause_kind: str = ""
    complements: list[int] = field(default_factory=list)
    is_passive: bool = False
    inner_type: str = ""


def verb_frame(parse: Parse, verb: int, lemma: str | None = None) -> Frame:
    """The frame of a verb; a passive's subject is its object, its agent its subject."""
    frame = Frame(verb, lemma or parse.lemma[verb].lower())
    children = parse.children[verb]
    frame.is_passive = _is_passive(parse, verb)
    for child in children:
        label = parse.dep[child]
        if label == "prt" and frame.particle is None:
            frame.particle = child
        elif label in ("dobj", "attr") and (
            parse.upos[child] != "VERB" or (label == "dobj" and parse.lemma[child].lower() in noun_classes())
        ):  # nouns like "permission" are sometimes tagged as verbs
            frame.objects.extend(parse.conjuncts(child))
        elif label == "dative" and parse.upos[child] != "ADP":
            frame.second_objects.extend(parse.conjuncts(child))
        elif label in ("oprd", "acomp") or (label == "ccomp" and parse.upos[child] == "ADJ" and child == verb + 1):
            frame.complements.append(child)  # "let free six men": the object hangs on the adjective
            frame.objects.extend(noun for inner in parse.with_dep(child, "dobj") for noun in parse.conjuncts(inner))
        elif label in ("xcomp", "ccomp") and frame.clause is None and child > verb:
            frame.clause, frame.clause_kind = child, label
        elif (
            label == "advmod"
            and frame.particle is None
            and parse.form[child].lower() in _PARTICLES
            and child == verb + 1
        ):
            frame.particle = child
    if frame.clause is not None and frame.clause_kind == "ccomp" and _is_infinitive(parse, frame.clause):
        # "urged Iran to free the men" is often parsed with "Iran" as the subject of a clause.
        frame.clause_kind = "xcomp"
        if not frame.objects:
            subjects = parse.with_dep(frame.clause, "nsubj", "nsubjpass")
            frame.objects = [noun for subject in subjects for noun in parse.conjuncts(subject)]
    if frame.clause is None:
        # "called on Iran to free the men": the clause hangs on the verb as advcl, on the noun as acl.
        for child in children:
            if parse.dep[child] == "advcl" and _is_infinitive(parse, child) and child > verb:
                frame.clause, frame.clause_kind = child, "advcl"
                break
    if frame.clause is None:
        # "reiterated its demand that Iran free the men"
        for noun in frame.objects:
            for child in parse.with_dep(noun, "acl", "ccomp"):
                if child > noun and frame.clause is None and parse.xpos[child] not in ("VBN", "VBG"):
                    frame.clause, frame.clause_kind = child, "ccomp"
    frame.prepositions = parse.prepositions(verb)
    for noun in frame.objects:
        found = parse.prepositions(noun)
        for inner in list(found.get("of", [])):
            for preposition, nouns in parse.prepositions(inner).items():
                if preposition != "of":
                    found.setdefault(preposition, []).extend(nouns)
        for preposition, nouns in found.items():
            frame.prepositions.setdefault(preposition, []).extend(nouns)
    if frame.is_passive:
        agent = [
            noun
            for child in parse.with_dep(verb, "agent")
            for inner in parse.with_dep(child, "pobj")
            for noun in parse.conjuncts(inner)
        ]
        passive_subject = parse.subjects(verb) or (
            parse.conjuncts(parse.head[verb]) if parse.dep[verb] in ("acl", "relcl") else []
        )
        if frame.objects:
            frame.second_objects = passive_subject
        else:
            frame.objects = passive_subject
        frame.subjects = agent
        frame.prepositions.pop("by", None)
        for noun in passive_subject:
            for preposition, nouns in parse.prepositions(noun).items():
                frame.prepositions.setdefault(preposition, []).extend(nouns)
    else:
        frame.subjects = parse.subjects(verb)
    return frame


_PARTICLES = frozenset({"back", "down", "out", "off", "over", "aside", "away", "up", "in", "together"})


def _is_passive(parse: Parse, verb: int) -> bool:
    """Whether the verb is a passive, by its own auxiliary or by that of the one it goes on from ("were killed or wounded")."""
    children = parse.children[verb]
    if any(parse.dep[child] in ("auxpass", "nsubjpass") for child in children):
        return True
    if parse.xpos[verb] == "VBD" and parse.dep[verb] == "acl":
        return True  # "a soldier killed in Lima": a participle, whatever the tagger says
    if parse.xpos[verb] != "VBN":
        return False
    if parse.dep[verb] == "conj" and not any(parse.dep[child] in ("aux", "nsubj") for child in children):
        return _is_passive(parse, parse.head[verb])
    return parse.dep[verb] in ("acl", "amod")


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.form[child].lower() == "to" and parse.dep[child] == "aux" for child in parse.children[verb])


def entry_for(parse: Parse, frame: Frame, entries: tuple[Entry, ...]) -> Entry | None:
    """The first entry whose particle and conditions fit the frame; None where none does."""
    for entry in entries:
        if entry.particle and (frame.particle is None or parse.form[frame.particle].lower() != entry.particle):
            continue
        if not entry.particle and frame.particle is not None and parse.dep[frame.particle] == "prt":
            continue  # "backed off" is not "backed"
        if all(holds(parse, frame, condition) for condition in entry.conditions):
            return entry
    return None


def named_by(parse: Parse, frame: Frame, entry: Entry) -> list[int]:
    """The nouns that the entry's conditions on prepositions name ("took part in a hunger strike"): part of this event."""
    return [
        filler
        for place, noun, _ in entry.conditions
        if place in frame.prepositions
        for filler in frame.prepositions[place]
        if noun.isupper() and noun not in _KINDS_OF_PHRASE and _fits(parse, filler, noun)
    ]


def holds(parse: Parse, frame: Frame, condition: Condition) -> bool:
    """Whether the place is filled by such a noun."""
    place, noun, qualifier = condition
    if place == "pair":
        return bool(frame.prepositions.get("between") or frame.prepositions.get("with"))
    if place in ("xcomp", "ccomp"):
        if frame.clause is None or not _clause_fits(frame.clause_kind, place):
            return False
        if noun in ("conflict", "cooperative"):
            return bool(frame.inner_type) and (frame.inner_type in _CONFLICT) == (noun == "conflict")
        if noun == "*":
            return True
        if noun == "GUILTY":
            # "found him guilty", "said the group was responsible", not "said that he would plead not guilty"
            if _is_class(parse, frame.clause, noun):
                return True
            is_copula = parse.lemma[frame.clause] == "be" and not parse.with_dep(frame.clause, "neg")
            return is_copula and any(_is_class(parse, inner, noun) for inner in parse.children[frame.clause])
        if noun == "AGREEMENT":
            return any(_is_class(parse, inner, noun) for inner in (frame.clause, *parse.children[frame.clause]))
        return parse.lemma[frame.clause].lower() == noun
    return any(
        _fits(parse, filler, noun) and _qualified(parse, frame, filler, qualifier) for filler in _fillers(frame, place)
    )


def _clause_fits(kind: str, place: str) -> bool:
    return kind == place or (place == "xcomp" and kind == "advcl")


def _fillers(frame: Frame, place: str) -> list[int]:
    if place == "dobj":
        return frame.objects
    if place == "nsubj":
        return frame.subjects
    if place == "oprd":
        return frame.complements
    return frame.prepositions.get(place, [])


def _is_class(parse: Parse, token: int, noun_class: str) -> bool:
    if noun_class in noun_classes().get(parse.lemma[token].lower(), ()):
        return True
    form = parse.form[token].lower()
    return noun_class in noun_classes().get(form, ())


def _fits(parse: Parse, token: int, noun: str) -> bool:
    if noun == "*":
        return True
    if noun in _KINDS_OF_PHRASE:
        return is_kind(parse, token, noun)
    if noun.isupper():
        if _is_class(parse, token, noun):
            return True
        # "millions of dollars", "a number of missiles", "a round of talks"
        return parse.lemma[token].lower() in _QUANTITIES and any(
            _is_class(parse, inner, noun) for inner in parse.prepositions(token).get("of", [])
        )
    return parse.lemma[token].lower() == noun


_QUANTITIES = frozenset(
    {
        "%", "percent", "bulk", "round", "series", "number", "million", "billion", "dozen", "hundred", "thousand",
        "day", "week", "month", "wave", "lot", "form", "type", "kind", "state", "set", "package", "worth",
    }
)  # fmt: skip
_KINDS_OF_PHRASE = frozenset(
    {"ACTOR", "HUMAN", "PERSON", "PLACE", "PLURAL", "CROWD", "WORKER", "IGO", "THING", "WEAPONRY"}
)


def is_kind(parse: Parse, token: int, kind: str) -> bool:
    """Whether the noun phrase of a token is of a kind that conditions name."""
    entity, upos = parse.entity[token], parse.upos[token]
    start, _ = parse.short_phrase(token)
    text = " ".join(parse.form[start : token + 1])
    if kind == "PERSON":
        return entity == "PERSON" or (upos in ("NOUN", "PROPN") and _is_person_noun(parse, token))
    if kind == "PLACE":
        return entity in ("GPE", "LOC", "FAC") or (entity is None and upos == "PROPN" and country_of(text) is not None)
    if kind == "ACTOR":
        return (
            entity in _NAMES
            or parse.xpos[token] == "PRP"
            or sector_of(parse.form[token]) not in (None, "BUS", "EDU")
            or country_of(parse.form[token]) is not None
            or igo_of(text) is not None
            or "PRISONER" in noun_classes().get(parse.lemma[token].lower(), ())
        )
    if kind == "HUMAN":
        return (
            entity in ("PERSON", "NORP")
            or parse.xpos[token] == "PRP"
            or parse.lemma[token].lower() in _PEOPLE
            or (upos == "NOUN" and is_person_noun(parse.lemma[token].lower()))
        )
    if kind == "PLURAL":
        return parse.xpos[token] in ("NNS", "NNPS") or any(parse.dep[c] == "conj" for c in parse.children[token])
    if kind == "CROWD":
        sector = sector_of(text)
        return (
            parse.xpos[token] in ("NNS", "NNPS", "CD")
            or (parse.xpos[token] == "PRP" and parse.form[token].lower() in ("they", "them", "we", "us"))
            or parse.lemma[token].lower() in _CROWDS
        ) and sector not in _FORCES
    if kind == "WORKER":
        return sector_of(text) in ("LAB", "EDU", "MED", "CVL") or parse.lemma[token].lower() in _CROWDS
    if kind == "IGO":
        return igo_of(text) is not None
    if kind == "WEAPONRY":
        return parse.lemma[token].lower() in ("bomb", "mine", "device", "grenade", "bomber", "car")
    return upos == "NOUN" and sector_of(text) is None and country_of(text) is None and entity is None


_PEOPLE = frozenset(
    {"people", "child", "other", "activist", "family", "member", "staff", "youth", "homeguard", "national"}
)
_CROWDS = frozenset({"crowd", "mob", "union", "people", "opposition", "movement", "community", "public"})


def _is_person_noun(parse: Parse, token: int) -> bool:
    return (
        parse.xpos[token] in ("NN", "NNP") and sector_of(parse.form[token]) is not None and parse.entity[token] is None
    )


def _qualified(parse: Parse, frame: Frame, token: int, qualifier: str) -> bool:
    if not qualifier:
        return True
    around = {parse.lemma[inner].lower() for inner in range(*parse.phrase(token))}
    if qualifier == "joint":
        several = (
            len(frame.subjects) > 1
            or bool(frame.prepositions.get("with"))
            or any(parse.paired_modifiers(subject) for subject in frame.subjects)
        )
        return "joint" in around or (several and bool(around & {"military", "war", "naval", "game", "drill"}))
    if qualifier == "military":
        return bool(around & {"military", "war", "naval", "live-fire", "army", "air", "drill", "drills", "patrol"})
    if qualifier == "untargeted":
        return not any(frame.prepositions.get(preposition) for preposition in _TOWARDS)
    if qualifier == "foreign":
        return any(
            country_of(" ".join(parse.form[parse.subtree_start[noun] : parse.subtree_end[noun]])) is not None
            for preposition in ("over", "about", "at")
            for noun in frame.prepositions.get(preposition, [])
            if noun_classes().get(parse.lemma[noun].lower(), frozenset()) & _DEEDS or "deploy" in parse.lemma[noun]
        )
    return qualifier in around or any(qualifier in form for form in around)


_DEEDS = frozenset(
    {"TROOPS", "WEAPON", "ATTACK", "RESTRICTION", "SANCTIONS", "DRILL", "CRACKDOWN", "OPERATION", "CLAIM"}
)
