"""What stands in the place of a clause behind a reporting verb: infinitives, gerunds, objects, what prepositions govern.

Belongs here: which of these a verb reports, by its frame in the lexicon, and where they begin. Stays out: reported clauses
(`content`) and where a content ends (`edges`).
"""

from __future__ import annotations

from transforms.lexicons.reporting import frames
from transforms.quotes.cue import Cue, can_speak, reported_by_noun
from transforms.quotes.document import Document


def complement(document: Document, cue: Cue) -> tuple[str, int, int] | None:
    """Name of the rule and tokens (first, first after) of what the cue reports without a finite clause, or None."""
    allowed = frames(cue.lemma)
    if not allowed:
        return None
    if "infinitive" in allowed:
        found = _infinitive(document, cue)
        if found is not None:
            return "indirect/infinitive", *found
    accused = document.child(cue.token, "dobj")
    lower = document.children[accused] if accused is not None else ()  # "accused the firm of …": the parser's choice
    for child in (*document.children[cue.token], *lower):
        if child < cue.token:
            continue
        if "gerund" in allowed and document.deprel[child] in ("xcomp", "ccomp") and document.xpos[child] == "VBG":
            return "indirect/gerund", document.subtree_start[child], document.subtree_end[child]
        if "object" in allowed and document.deprel[child] == "dobj" and child >= cue.last:
            if document.child(child, "poss") is not None and reported_by_noun(document, child) is not None:
                continue  # "rejected the board's claim that …": the words are the board's
            return "indirect/object", document.subtree_start[child], document.subtree_end[child]
        if document.deprel[child] == "prep":
            governed = document.child(child, "pobj", "pcomp")
            own = document.lower[child] in allowed or ("object" in allowed and child == cue.last - 1)
            if own and governed is not None and governed > child:
                return "indirect/object", _from_the_accused(document, cue, child + 1), document.subtree_end[child]
    return None


def _infinitive(document: Document, cue: Cue) -> tuple[int, int] | None:
    """From "to" on in "vowed to rebuild it"; with those who are to act in "urged the council to rebuild it"."""
    if cue.source is None or not can_speak(document, cue.source):
        return None  # "the storm threatens to …"
    for child in document.children[cue.token]:
        if child < cue.token or document.deprel[child] not in ("xcomp", "ccomp", "dobj", "pobj"):
            continue
        to = next(
            (k for k in document.children[child] if document.lower[k] == "to" and document.deprel[k] == "aux"), None
        )
        if to is None or document.xpos[child] != "VB" or to < cue.last:
            continue
        first = to - 1 if document.lower[to - 1] in ("not", "never") else to
        if cue.lemma not in _TOLD:
            actor = document.child(child, "nsubj") or document.child(cue.token, "dobj", "dative")
            if actor is not None and cue.last <= actor < to:
                first = min(first, document.subtree_start[actor])
        return first, document.subtree_end[child]
    return None


_TOLD = frozenset({"tell", "remind", "advise", "warn", "caution", "promise", "challenge"})
"""Verbs whose object is who hears it; with the others it is who shall act, and so part of what is asked."""


def _from_the_accused(document: Document, cue: Cue, first: int) -> int:
    """ "accused the firm of fraud": who is accused is part of what is said."""
    accused = document.child(cue.token, "dobj")
    if cue.lemma == "accuse" and accused is not None and cue.token < accused < first:
        return document.subtree_start[accused]
    return first
