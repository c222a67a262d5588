"""Whom "he" and "she" mean: the salience of everybody whom the article has spoken of.

Stays out: noun phrases, and the walk over the article (`transforms.mentions.coreference`).
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.mentions.discourse import clause_verb, grammatical_role
from transforms.mentions.document import Document
from transforms.mentions.referents import Trace, Walk

PRONOUNS: Mapping[str, str] = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
"""Third-person singular pronouns of persons → the gender they show."""

_REFLEXIVE = frozenset({"himself", "herself"})
_SENTENCES_BACK = 4
_LEAST = 0.2
"""A trace whose score is below this is too far or too weak to be meant."""


def link_pronoun(walk: Walk, token: int, gender: str) -> None:
    """Link a pronoun of that gender to the person that fits best; nothing where nobody with a name does."""
    document = walk.document
    role, verb = grammatical_role(document, token)
    form = document.form[token].casefold()
    scores: dict[int, tuple[float, Trace]] = {}
    for trace in reversed(walk.traces):
        distance = document.sentence[token] - document.sentence[trace.token]
        if distance > _SENTENCES_BACK:
            break
        if trace.referent.entity_type != "PERSON" or not _may_mean(walk, trace, token, form, role, verb, gender):
            continue
        score = _salience(walk, trace, token, role, distance) + (1.5 if trace.referent.gender == gender else 0.0)
        key = id(trace.referent)
        if key not in scores or score > scores[key][0]:
            scores[key] = (score, trace)
    if not scores:
        return
    ranked = sorted(scores.values(), key=lambda entry: (-entry[0], -entry[1].token))
    best, trace = ranked[0]
    margin = best - ranked[1][0] if len(ranked) > 1 else 3.0
    if best < _LEAST:
        return
    referent = trace.referent
    confidence = _confidence(best, margin)
    rivals = any(
        other.referent.gender is None and document.sentence[token] - document.sentence[other.token] <= 1
        for _, other in ranked[1:]
    )
    if rivals and referent.gender is None:
        confidence = min(confidence, 0.75)  # "Lee met Ruiz. She …": nothing but word order speaks for the subject
    if confidence >= 0.85 and referent.gender is None:
        referent.gender = gender
    walk.leave(referent, token)
    if referent.name is not None:
        walk.link(token, token + 1, referent, "pronoun", "pronoun", confidence)


def _may_mean(walk: Walk, trace: Trace, token: int, form: str, role: str, verb: int, gender: str) -> bool:
    document = walk.document
    if trace.referent.gender is not None and trace.referent.gender != gender:
        return False
    if walk.zone(trace.token) != walk.zone(token):
        return False
    same_clause = document.sentence[trace.token] == document.sentence[token] and trace.verb == verb
    if form in _REFLEXIVE:
        return trace.clause == clause_verb(document, token)
    if same_clause and role != "possessive" and trace.role in {"subject", "object"}:
        return False
    if role == "possessive" and _is_inside_noun_of(document, trace.token, token):
        return False
    return not walk.stretch[token] or walk.stretch[trace.token] == walk.stretch[token]


def _salience(walk: Walk, trace: Trace, token: int, role: str, distance: int) -> float:
    document = walk.document
    blocks = document.block[token] - document.block[trace.token]
    score = 2.5 - 1.0 * distance - 0.4 * min(blocks, 3)
    score += {"subject": 1.5, "object": 0.4, "possessive": 0.0}.get(trace.role, 0.0)
    if trace.role == "subject" and document.deprel[trace.verb] == "ROOT":
        score += 0.5
    if trace.reports and distance >= 1:
        score += 0.5
    if role == trace.role == "subject":
        score += 0.3
    if distance == 0 and trace.role == "subject" and _governs(document, trace.verb, token):
        score += 1.0
    if trace.is_pair:
        score -= 1.0
    if walk.stretch[trace.token] and walk.stretch[trace.token] != walk.stretch[token]:
        score -= 1.5
    return score + min(0.6, 0.15 * (trace.referent.count - 1))


def _confidence(best: float, margin: float) -> float:
    """How sure a pronoun's link is, from the score of the best and its lead over the second."""
    if margin >= 2.0 and best >= 2.5:
        return 0.9
    if margin >= 1.5 and best >= 2.0:
        return 0.85
    if margin >= 0.75:
        return 0.75
    return 0.6 if margin >= 0.4 else 0.45


def _governs(document: Document, verb: int, token: int) -> bool:
    """Whether the token stands below the verb ("Lee said that he …")."""
    current = token
    for _ in range(20):
        if current == verb:
            return True
        if document.head[current] == current:
            return False
        current = document.head[current]
    return False


def _is_inside_noun_of(document: Document, name: int, pronoun: int) -> bool:
    """Whether the name stands in the phrase that the possessive opens: "his" in "his friend Lee" is not Lee."""
    noun = document.head[pronoun]
    return document.subtree_start[noun] <= name < document.subtree_end[noun] and name > pronoun
