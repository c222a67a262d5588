"""Whether a sentence says that an event happened: negation, modality, tense.

Belongs here: reading the auxiliaries, markers and governors of a predicate. Stays out: what a modal does to an event's
type (`transforms.events.find`). The statuses follow the auxiliary modes of the PLOVER manual, draft 0.8 (historical,
future, hypothetical, negation), with `deontic` set apart from `hypothetical`.
"""

from __future__ import annotations

from transforms.events.parse import REPORTING, Parse

_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_HYPOTHETICAL = frozenset({"could", "may", "might", "can", "ca", "would", "'d", "’d"})
_DEONTIC = frozenset({"should", "must", "ought"})
_NEVER = frozenset({"never", "nor", "neither", "hardly", "barely", "without", "no"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_TERMS = frozenset({"until", "till", "before", "once"})
"""Conjunctions after which the present tells of what is yet to happen ("until the sanctions are lifted")."""
_TO_COME = frozenset(
    {"plan", "expect", "intend", "aim", "set", "schedule", "prepare", "due", "likely", "ready", "about"}
)
_UNREAL = frozenset(
    {
        "want", "try", "seek", "attempt", "hope", "wish", "consider", "need", "call", "urge", "help", "refuse", "like",
        "mull", "weigh", "contemplate", "discuss", "fail", "fear", "suppose", "unlikely", "possible", "possibly",
    }
)  # fmt: skip
_HAPPEN = frozenset({"take", "happen", "occur", "be", "begin", "start", "hold", "plan", "schedule", "expect", "set"})
"""Verbs that say of their subject, an event noun, whether it takes place."""
_REAL = frozenset(
    {"begin", "start", "continue", "manage", "go", "come", "keep", "proceed", "resume", "move", "use", "have"}
)


def status_of(parse: Parse, predicate: int) -> str:
    """One of `transforms.tables.events.EVENT_STATUSES`; background by date is decided elsewhere (`when`)."""
    chain = _clause_chain(parse, predicate)
    status = "actual"
    for position, verb in enumerate(chain):
        here = _of_verb(parse, verb, is_governor=position > 0)
        if here == "negated":
            return "negated"
        if status == "actual" or (status == "background" and here != "actual"):
            status = here
    return status


def _clause_chain(parse: Parse, predicate: int) -> list[int]:
    """The predicate and the verbs above it that carry its tense and modality."""
    chain, current = [predicate], predicate
    for _ in range(8):
        governor = parse.head[current]
        if governor == current:
            break
        upos = parse.upos[current]
        if not _shares_status(parse, current, parse.lemma[governor].lower()):
            break
        chain.append(governor)
        current = governor
        if upos != "VERB" and parse.upos[governor] == "VERB" and parse.lemma[governor].lower() in REPORTING:
            break
    return chain


def _shares_status(parse: Parse, token: int, governor: str) -> bool:
    """Whether the tense and modality of the governing word are the token's too."""
    label = parse.dep[token]
    if label in ("advcl", "acl"):
        return _has_to(parse, token)
    if label == "conj":
        return parse.upos[token] == "VERB" and not _own_auxiliaries(parse, token)
    if label in ("nsubj", "nsubjpass"):
        return governor in _HAPPEN
    if label == "ccomp":
        return governor in _UNREAL or governor in _TO_COME or (governor not in REPORTING and _has_to(parse, token))
    return label in ("xcomp", "acomp", "prep", "dobj", "pobj", "attr", "oprd", "compound", "pcomp")


def _own_auxiliaries(parse: Parse, verb: int) -> bool:
    return any(parse.dep[child] in ("aux", "nsubj", "nsubjpass") for child in parse.children[verb])


def _has_to(parse: Parse, verb: int) -> bool:
    return any(parse.dep[c] == "aux" and parse.form[c].lower() == "to" for c in parse.children[verb])


def _of_verb(parse: Parse, verb: int, *, is_governor: bool) -> str:
    lemma = parse.lemma[verb].lower()
    if (
        is_governor
        and parse.upos[verb] in ("NOUN", "ADJ")
        and lemma in ("plan", "threat", "hope", "bid", "effort", "proposal")
    ):
        return "future"
    auxiliaries = {parse.form[c].lower() for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass")}
    for child in parse.children[verb]:
        label, form = parse.dep[child], parse.form[child].lower()
        if label == "neg" or (form in _NEVER and label in ("advmod", "det", "preconj")):
            return "negated"
        if label in ("dobj", "nsubj", "nsubjpass") and any(
            parse.form[c].lower() in ("no", "neither") and parse.dep[c] in ("det", "neg", "preconj", "advmod", "cc")
            for c in parse.children[child]
        ):
            return "negated"
        if label == "mark" and (form in _CONDITIONS or (form in _TERMS and _is_present(parse, verb))):
            return "hypothetical"
    if parse.dep[verb] == "pcomp" and parse.form[parse.head[verb]].lower() == "without":
        return "negated"
    if auxiliaries & _DEONTIC:
        return "hypothetical" if _is_inverted(parse, verb) else "deontic"
    if auxiliaries & _FUTURE or (auxiliaries & {"would", "'d", "’d"} and _said_in_past(parse, verb)):
        return "future"
    if auxiliaries & _HYPOTHETICAL:
        return "hypothetical"
    if is_governor and lemma in _UNREAL:
        return "hypothetical"
    if is_governor and lemma in _TO_COME:
        return "future"
    if lemma == "go" and is_governor and parse.xpos[verb] == "VBG":
        return "future"
    if not is_governor and _has_to(parse, verb):
        return _of_infinitive(parse, verb)
    if "had" in auxiliaries and parse.xpos[verb] in ("VBN", "VBD"):
        return "background"
    return "actual"


def _is_present(parse: Parse, verb: int) -> bool:
    finite = [verb, *parse.with_dep(verb, "aux", "auxpass")]
    return any(parse.xpos[token] in ("VBP", "VBZ") for token in finite)


def _is_inverted(parse: Parse, verb: int) -> bool:
    """Whether "should" stands before the subject: "should they pass the bill" is a condition."""
    subjects = parse.with_dep(verb, "nsubj", "nsubjpass")
    return any(
        parse.form[aux].lower() == "should" and subjects and aux < subjects[0] for aux in parse.with_dep(verb, "aux")
    )


def _said_in_past(parse: Parse, verb: int) -> bool:
    """Future in the past: "said it would send"."""
    governor = parse.head[verb]
    return (
        parse.dep[verb] == "ccomp"
        and parse.lemma[governor].lower() in REPORTING
        and (parse.xpos[governor] in ("VBD", "VBN", "VBZ", "VBP"))
    )


def _of_infinitive(parse: Parse, verb: int) -> str:
    """An infinitive is as real as what it hangs on: "began to leave" is, "to leave by May" is still to come."""
    governor, label = parse.head[verb], parse.dep[verb]
    lemma = parse.lemma[governor].lower()
    if governor != verb and lemma in _REAL:
        if lemma == "go" and parse.xpos[governor] == "VBG":
            return "future"
        return "actual"
    if governor == verb or lemma in _TO_COME or lemma == "be" or label == "acl":
        return "future"
    return "hypothetical"
