"""Whom a definite noun phrase means: the bearer of a role ("the minister", "the expert"), a body of that name ("the bank").

Stays out: pronouns, and the walk over the article (`transforms.mentions.coreference`).
"""

from __future__ import annotations

from transforms.lexicons import country_of, demonyms, sector_of
from transforms.lexicons.nouns import BODIES, EPITHETS
from transforms.lexicons.titles import hyponyms, role_nouns
from transforms.mentions.referents import Referent, Walk

_DEFINITE = frozenset({"the", "this", "that"})
_INDEFINITE = frozenset({"a", "an", "one", "another"})
_OTHER_PEOPLE = frozenset({"man", "woman", "boy", "girl", "person", "child", "mother", "father", "son", "daughter", "wife",
                           "husband", "brother", "sister", "gentleman", "lady", "spokesperson"})  # fmt: skip
"""Persons that are neither titles nor roles."""
_WOMEN = frozenset({"mother", "daughter", "wife", "girl", "sister", "aunt", "queen", "actress", "lady"})
_MEN = frozenset({"man", "father", "son", "husband", "boy", "brother", "uncle", "king", "gentleman"})
_SOMEBODY_ELSE = frozenset(
    {"next", "future", "other", "first", "last", "only", "new", "right", "second", "best", "late"}
)
"""Words that make a definite noun phrase mean somebody who is not in view ("the next president")."""
_BODIES_TAKEN_UP = BODIES - {"campaign", "army", "military", "police", "government", "network", "navy"}
_BUSINESS = frozenset({"company", "firm", "bank", "airline", "carrier", "retailer", "manufacturer", "maker", "operator",
                       "lender", "automaker", "carmaker", "giant", "group", "conglomerate"})  # fmt: skip


def link_noun(walk: Walk, token: int) -> None:
    """A noun in the singular outside of names: a person or a body that is taken up again, or somebody new."""
    document = walk.document
    lemma = document.lemma[token].casefold()
    is_person = lemma in hyponyms() or lemma in role_nouns() or lemma in _OTHER_PEOPLE
    if document.deprel[token] in {"compound", "amod", "nmod", "npadvmod", "attr"} or document.xpos[token] != "NN":
        return
    if any(walk.covered[t] and document.head[t] == token and document.deprel[t] == "appos"
           for t in range(token + 1, min(document.subtree_end[token], token + 12))):  # fmt: skip
        return  # the name itself follows ("the minister, Ann Lee")
    first = _determiner(walk, token)
    if first is not None and document.form[first].casefold() in _DEFINITE:
        modifiers = [t for t in range(first + 1, token) if document.form[t][0].isalnum()]
        referent, confidence = None, 0.0
        if is_person:
            referent, confidence = _person(walk, token, lemma, modifiers)
        elif lemma in _BODIES_TAKEN_UP or lemma in _BUSINESS:
            referent, confidence = _body(walk, token, lemma, modifiers)
        if referent is not None:
            walk.link(first, token + 1, referent, "nominal", "nominal", confidence)
            walk.leave(referent, token)
            return
    if is_person:
        roles = [frozenset({lemma})] if _introduces(walk, token, first) else []
        walk.leave(Referent(None, "PERSON", _gender_of_noun(lemma), roles), token)


def _introduces(walk: Walk, token: int, determiner: int | None) -> bool:
    """Whether somebody without a name steps up who may be taken up again: "an official said …", "according to one diplomat"."""
    document = walk.document
    if determiner is None or document.form[determiner].casefold() not in _INDEFINITE:
        return False
    return document.deprel[token] in ("nsubj", "nsubjpass") or (
        document.deprel[token] == "pobj" and document.form[document.head[token]].casefold() in ("by", "to")
    )


def _determiner(walk: Walk, token: int) -> int | None:
    """The token of the noun's article or demonstrative, or of "one"."""
    document = walk.document
    before = range(document.subtree_start[token], token)
    return next(
        (
            t
            for t in before
            if document.head[t] == token and (document.deprel[t] == "det" or document.form[t].casefold() == "one")
        ),
        None,
    )


def _person(walk: Walk, token: int, lemma: str, modifiers: list[int]) -> tuple[Referent | None, float]:
    """The last person whose role the noun names, or a wider noun for it; else, for a general noun, who is in view."""
    document = walk.document
    wanted = hyponyms().get(lemma, frozenset({lemma}))
    words = {document.form[t].casefold() for t in modifiers}
    if words & _SOMEBODY_ELSE or (document.deprel[token] == "pobj" and document.form[document.head[token]] == "as"):
        return None, 0.0
    country = next((c for t in modifiers if (c := demonyms().get(document.form[t].casefold()))), None)
    plain = {w for w in words if w not in demonyms() and not w.isdigit()}
    noun_gender = _gender_of_noun(lemma)
    best: tuple[float, Referent] | None = None
    for trace in reversed(walk.traces):
        referent = trace.referent
        if referent.entity_type != "PERSON" or walk.zone(trace.token) != walk.zone(token):
            continue
        if noun_gender and referent.gender and noun_gender != referent.gender:
            continue
        if country and referent.countries and country not in referent.countries:
            continue
        score = max((_fit(role, lemma, wanted, plain) for role in referent.roles), default=0.0)
        if not score or not _complement_fits(walk, token, referent):
            continue
        if country and not referent.countries:
            score -= 1.0  # "the Mexican president" may be somebody whom the article does not name
        score -= 0.1 * min(10, document.sentence[token] - document.sentence[trace.token])
        if walk.stretch[trace.token] != walk.stretch[token]:
            score -= 0.5
        if best is None or score > best[0]:
            best = score, referent
    if best is not None and best[1].name is None:
        return None, 0.0
    if best is not None and best[0] > 0.5:
        return best[1], 0.85 if best[0] >= 2.0 else 0.7
    if _has_complement(walk, token) or plain:
        return None, 0.0
    if lemma in EPITHETS or lemma.endswith("-year-old"):
        return _in_view(walk, token, noun_gender), 0.5
    return None, 0.0


def _fit(role: frozenset[str], lemma: str, wanted: frozenset[str], words: set[str]) -> float:
    """How well a role answers to the noun (3 the same, 2 a kind of it) and to the words before it."""
    if lemma in role:
        score = 3.0
    elif wanted & role:
        score = 2.0
    else:
        return 0.0
    strange = len(words - role - {"former", "then", "current", "veteran", "young", "old", "same", "new", "late"})
    return score - 1.5 * strange


def _complement_fits(walk: Walk, token: int, referent: Referent) -> bool:
    """Whether "of …" after the noun names the person's country or words of the role ("the president of Mexico")."""
    document = walk.document
    after = token + 1
    if after >= len(document) or document.form[after] != "of" or document.head[after] != token:
        return True
    last = min(document.subtree_end[after], after + 8, len(document))
    country = country_of(document.name(after + 1, last)) if last > after + 1 else None
    if country is not None and country in referent.countries:
        return True
    words = {document.form[t].casefold() for t in range(after + 1, last) if document.upos[t] in {"NOUN", "PROPN"}}
    return bool(words) and any(words <= role for role in referent.roles)


def _in_view(walk: Walk, token: int, gender: str | None) -> Referent | None:
    """The only person in view: the latest subject of the last two sentences, if no other person stands there."""
    document = walk.document
    near = [
        trace
        for trace in walk.traces
        if trace.referent.entity_type == "PERSON"
        and document.sentence[token] - document.sentence[trace.token] in (1, 2)
        and walk.zone(trace.token) == walk.zone(token)
    ]
    if len({id(trace.referent) for trace in near}) != 1 or near[-1].role != "subject":
        return None
    referent = near[-1].referent
    if referent.name is None or (gender and referent.gender and gender != referent.gender):
        return None
    return referent


def _has_complement(walk: Walk, token: int) -> bool:
    document = walk.document
    last = min(document.subtree_end[token], len(document))
    return any(
        document.head[t] == token and document.deprel[t] in {"prep", "relcl", "acl"} for t in range(token + 1, last)
    )


def _body(walk: Walk, token: int, lemma: str, modifiers: list[int]) -> tuple[Referent | None, float]:
    """The last organisation with the noun in its name ("the ministry"), or a business for "the company"."""
    document = walk.document
    words = {document.form[t].casefold() for t in modifiers}
    if _has_complement(walk, token):
        return None, 0.0
    for trace in reversed(walk.traces):
        referent = trace.referent
        if document.sentence[token] - document.sentence[trace.token] > 8:
            break
        if referent.entity_type != "ORG" or referent.name is None or walk.zone(trace.token) != walk.zone(token):
            continue
        name = {word.casefold() for word in referent.name.split()}
        if lemma in name and words <= name:
            return referent, 0.8
        is_business = lemma in _BUSINESS and not words and sector_of(referent.name) in {None, "BUS", "MNC"}
        if is_business and trace.role == "subject" and document.sentence[token] - document.sentence[trace.token] <= 2:
            return referent, 0.55
    return None, 0.0


def _gender_of_noun(lemma: str) -> str | None:
    if lemma.endswith("woman") or lemma in _WOMEN:
        return "f"
    is_man = lemma in _MEN or (lemma.endswith("man") and lemma not in {"chairman", "spokesman", "human"})
    return "m" if is_man else None
