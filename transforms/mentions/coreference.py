"""Whom a pronoun or a noun phrase means: "he", "her", "the minister", "the expert", "the company" inside one article.

One walk over the article from its first token to its last. Whoever is named, described ("a fisherman") or taken up again
leaves a trace; a pronoun or a definite noun phrase goes back to the trace that fits best. Persons without a name compete,
too: where one of them fits best, nothing is linked.

The signs are those of the classical salience rules (Lappin and Leass 1994, "An algorithm for pronominal anaphora
resolution"; Grosz, Joshi and Weinstein 1995, "Centering"): how near, subject before object before the rest, same clause
excluded (binding theory), gender; and two of news texts: who speaks stays in view, and "he" outside quotation marks
seldom means somebody who was only named inside them. Weights were set on development texts by reading.

Belongs here: the choice. Stays out: reading places in the text (`transforms.mentions.discourse`), names, and gender as a
fact about an entity (`transforms.mentions.gender`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from transforms.lexicons import country_of, demonyms, sector_of
from transforms.lexicons.nouns import BODIES
from transforms.lexicons.titles import gender_of_honorifics, hyponyms, role_nouns
from transforms.mentions.discourse import (
    clause_verb,
    grammatical_role,
    head_of,
    is_conjoined,
    quoted_stretches,
    reports,
)
from transforms.mentions.document import Document, Span

PRONOUNS: Mapping[str, str] = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
"""Third-person singular pronouns of persons → the gender they show."""

_DEFINITE = frozenset({"the", "this", "that"})
_REFLEXIVE = frozenset({"himself", "herself"})
_OTHER_PEOPLE = frozenset({"man", "woman", "boy", "girl", "person", "child", "mother", "father", "son", "daughter", "wife",
                           "husband", "brother", "sister", "gentleman", "lady", "spokesperson"})  # fmt: skip
"""Persons that are neither titles nor roles."""
_GENERIC = frozenset({"man", "woman", "politician", "official", "leader", "candidate", "nominee", "expert",
                      "republican", "democrat", "analyst", "author", "businessman", "billionaire", "lawyer"})  # fmt: skip
"""Nouns by which a text may call a person of whom it said nothing before."""
_SOMEBODY_ELSE = frozenset(
    {"next", "future", "other", "first", "last", "only", "new", "right", "second", "best", "late"}
)
"""Words that make a definite noun phrase mean somebody who is not in view ("the next president")."""
_BODIES_TAKEN_UP = BODIES - {"campaign", "army", "military", "police", "government", "network", "navy"}
_BUSINESS = frozenset({"company", "firm", "bank", "airline", "carrier", "retailer", "manufacturer", "maker", "operator",
                       "lender", "automaker", "carmaker", "giant", "group", "conglomerate"})  # fmt: skip
_SENTENCES_BACK = 4
_PRONOUN_LEAST = 0.2
"""A trace whose score is below this is too far or too weak to be meant."""
_CLOSE_RACE = 0.75
"""Where the second best is nearer than this to the best, the pronoun is left open unless the best is a subject at hand."""


@dataclass
class _Referent:
    """Somebody or something that the article speaks of; `name` is None for those who are only described."""

    name: str | None
    entity_type: str
    gender: str | None = None
    roles: list[frozenset[str]] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    count: int = 0
    first_name: Span | None = None


@dataclass(frozen=True)
class _Trace:
    """One place where a referent was spoken of."""

    referent: _Referent
    token: int
    role: str
    verb: int
    clause: int
    stretch: int
    is_pair: bool
    reports: bool


class _Walk:
    """The state of one article's walk."""

    def __init__(self, document: Document, named: list[Span]) -> None:
        self.document = document
        self.stretch = quoted_stretches(document)
        self.named = named
        self.referents: dict[tuple[str, str], _Referent] = {}
        self.traces: list[_Trace] = []
        self.found: list[Span] = []
        self.covered = [False] * len(document)
        for span in named:
            self.covered[span.first : span.last] = [True] * span.size
            if span.role is not None:
                self.covered[span.role[0] : span.role[1]] = [True] * (span.role[1] - span.role[0])

    # ------------------------------------------------------------------------------------------------------ traces

    def leave(self, referent: _Referent, token: int) -> None:
        document = self.document
        role, verb = grammatical_role(document, token)
        referent.count += 1
        self.traces.append(
            _Trace(
                referent, token, role, verb, clause_verb(document, token), self.stretch[token],
                is_conjoined(document, token), role == "subject" and reports(document, verb),
            )
        )  # fmt: skip

    def name(self, span: Span) -> None:
        key = (span.entity_type, span.canonical)
        referent = self.referents.get(key)
        if referent is None:
            referent = self.referents[key] = _Referent(span.canonical, span.entity_type, first_name=span)
        document = self.document
        if span.entity_type == "PERSON":
            if span.role is not None:
                words = document.form[span.role[0] : span.role[1]]
                referent.roles.append(frozenset(word.casefold() for word in words))
                country = country_of(document.name(*span.role))
                if country is not None:
                    referent.countries.add(country)
            before = span.first - 1
            if before >= 0 and document.form[before][0].isupper():
                referent.gender = gender_of_honorifics().get(document.form[before].casefold(), referent.gender)
            if span.role is not None:
                shown = {gender_of_honorifics().get(w.casefold()) for w in document.form[span.role[0] : span.role[1]]}
                if len(shown - {None}) == 1:
                    referent.gender = referent.gender or next(iter(shown - {None}))
        self.leave(referent, head_of(document, span))

    # ---------------------------------------------------------------------------------------------------- pronouns

    def pronoun(self, token: int, gender: str) -> None:
        document = self.document
        role, verb = grammatical_role(document, token)
        form = document.form[token].casefold()
        scores: dict[int, tuple[float, _Trace]] = {}
        for trace in reversed(self.traces):
            distance = document.sentence[token] - document.sentence[trace.token]
            if distance > _SENTENCES_BACK:
                break
            if trace.referent.entity_type != "PERSON" or not self._may_mean(trace, token, form, role, verb, gender):
                continue
            score = self._salience(trace, token, role, distance) + (1.5 if trace.referent.gender == gender else 0.0)
            key = id(trace.referent)
            if key not in scores or score > scores[key][0]:
                scores[key] = (score, trace)
        if not scores:
            return
        ranked = sorted(scores.values(), key=lambda entry: (-entry[0], -entry[1].token))
        best, trace = ranked[0]
        margin = best - ranked[1][0] if len(ranked) > 1 else 3.0
        if best < _PRONOUN_LEAST:
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
        self.leave(referent, token)
        if referent.name is not None:
            self._link(token, token + 1, referent, "pronoun", "pronoun", confidence)

    def _may_mean(self, trace: _Trace, token: int, form: str, role: str, verb: int, gender: str) -> bool:
        document = self.document
        if trace.referent.gender is not None and trace.referent.gender != gender:
            return False
        if self._zone(trace.token) != self._zone(token):
            return False
        same_clause = document.sentence[trace.token] == document.sentence[token] and trace.verb == verb
        if form in _REFLEXIVE:
            return trace.clause == clause_verb(document, token)
        if same_clause and role != "possessive" and trace.role in {"subject", "object"}:
            return False
        if role == "possessive" and _is_inside_noun_of(document, trace.token, token):
            return False
        return not self.stretch[token] or self.stretch[trace.token] == self.stretch[token]

    def _salience(self, trace: _Trace, token: int, role: str, distance: int) -> float:
        document = self.document
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
        if self.stretch[trace.token] and self.stretch[trace.token] != self.stretch[token]:
            score -= 1.5
        return score + min(0.6, 0.15 * (trace.referent.count - 1))

    def _zone(self, token: int) -> str:
        zone = self.document.zone_of_block.get(self.document.block[token], "body")
        return zone if zone == "body" else f"{zone}{self.document.block[token]}"

    # -------------------------------------------------------------------------------------------------- noun phrases

    def noun(self, token: int) -> None:
        """A noun in the singular outside of names: a person or a body that is taken up again, or somebody new."""
        document = self.document
        lemma = document.lemma[token].casefold()
        is_person = lemma in hyponyms() or lemma in role_nouns() or lemma in _OTHER_PEOPLE
        if document.deprel[token] in {"compound", "amod", "nmod", "npadvmod", "attr"} or document.xpos[token] != "NN":
            return
        if any(self.covered[t] and document.head[t] == token and document.deprel[t] == "appos"
               for t in range(token + 1, min(document.subtree_end[token], token + 12))):  # fmt: skip
            return  # the name itself follows ("the minister, Ann Lee")
        determiner = self._determiner(token)
        if determiner in _DEFINITE:
            first = self._phrase_start(token)
            modifiers = [t for t in range(first + 1, token) if document.form[t][0].isalnum()]
            referent, confidence = None, 0.0
            if is_person:
                referent, confidence = self._person(token, lemma, modifiers)
            elif lemma in _BODIES_TAKEN_UP or lemma in _BUSINESS:
                referent, confidence = self._body(token, lemma, modifiers)
            if referent is not None and not any(self.covered[t] and t == token for t in range(first, token + 1)):
                self._link(first, token + 1, referent, "nominal", "nominal", confidence)
                self.leave(referent, token)
                return
        if is_person:
            self.leave(_Referent(None, "PERSON", gender=_gender_of_noun(lemma)), token)

    def _determiner(self, token: int) -> str | None:
        first = self.document.subtree_start[token]
        return next(
            (
                self.document.form[t].casefold()
                for t in range(first, token)
                if self.document.head[t] == token and self.document.deprel[t] == "det"
            ),
            None,
        )

    def _phrase_start(self, token: int) -> int:
        document = self.document
        return next(
            t
            for t in range(document.subtree_start[token], token)
            if document.head[t] == token and document.deprel[t] == "det"
        )

    def _person(self, token: int, lemma: str, modifiers: list[int]) -> tuple[_Referent | None, float]:
        """The last person whose role the noun names, or a wider noun for it; else, for a general noun, who is in view."""
        document = self.document
        wanted = hyponyms().get(lemma, frozenset({lemma}))
        words = {document.form[t].casefold() for t in modifiers}
        if words & _SOMEBODY_ELSE or (document.deprel[token] == "pobj" and document.form[document.head[token]] == "as"):
            return None, 0.0
        country = next((c for t in modifiers if (c := demonyms().get(document.form[t].casefold()))), None)
        plain = {w for w in words if w not in demonyms() and not w.isdigit()}
        noun_gender = _gender_of_noun(lemma)
        best: tuple[float, _Referent] | None = None
        for trace in reversed(self.traces):
            referent = trace.referent
            if (
                referent.name is None
                or referent.entity_type != "PERSON"
                or self._zone(trace.token) != self._zone(token)
            ):
                continue
            if noun_gender and referent.gender and noun_gender != referent.gender:
                continue
            if country and referent.countries and country not in referent.countries:
                continue
            score = max((self._fit(role, lemma, wanted, plain) for role in referent.roles), default=0.0)
            if not score or not self._complement_fits(token, referent):
                continue
            score -= 0.1 * min(10, document.sentence[token] - document.sentence[trace.token])
            if self.stretch[trace.token] != self.stretch[token]:
                score -= 0.5
            if best is None or score > best[0]:
                best = score, referent
        if best is not None and best[0] > 0.5:
            return best[1], 0.85 if best[0] >= 2.0 else 0.7
        if self._has_complement(token) or plain:
            return None, 0.0
        if lemma in _GENERIC or lemma.endswith("-year-old"):
            return self._in_view(token, noun_gender), 0.5
        return None, 0.0

    def _fit(self, role: frozenset[str], lemma: str, wanted: frozenset[str], words: set[str]) -> float:
        """How well a role answers to the noun (3 the same, 2 a kind of it) and to the words before it."""
        if lemma in role:
            score = 3.0
        elif wanted & role:
            score = 2.0
        else:
            return 0.0
        strange = len(words - role - {"former", "then", "current", "veteran", "young", "old", "same", "new", "late"})
        return score - 1.5 * strange

    def _complement_fits(self, token: int, referent: _Referent) -> bool:
        """Whether "of …" after the noun names the person's country or words of the role ("the president of Mexico")."""
        document = self.document
        after = token + 1
        if after >= len(document) or document.form[after] != "of" or document.head[after] != token:
            return True
        last = min(document.subtree_end[after], after + 8, len(document))
        country = country_of(document.name(after + 1, last)) if last > after + 1 else None
        if country is not None and country in referent.countries:
            return True
        words = {document.form[t].casefold() for t in range(after + 1, last) if document.upos[t] in {"NOUN", "PROPN"}}
        return bool(words) and any(words <= role for role in referent.roles)

    def _in_view(self, token: int, gender: str | None) -> _Referent | None:
        """The only person in view: the latest subject of the last two sentences, if no other person stands there."""
        document = self.document
        near = [
            trace
            for trace in self.traces
            if trace.referent.entity_type == "PERSON"
            and document.sentence[token] - document.sentence[trace.token] in (1, 2)
            and self._zone(trace.token) == self._zone(token)
        ]
        if len({id(trace.referent) for trace in near}) != 1 or near[-1].role != "subject":
            return None
        referent = near[-1].referent
        if referent.name is None or (gender and referent.gender and gender != referent.gender):
            return None
        return referent

    def _has_complement(self, token: int) -> bool:
        document = self.document
        last = min(document.subtree_end[token], len(document))
        return any(
            document.head[t] == token and document.deprel[t] in {"prep", "relcl", "acl"} for t in range(token + 1, last)
        )

    def _body(self, token: int, lemma: str, modifiers: list[int]) -> tuple[_Referent | None, float]:
        """The last organisation with the noun in its name ("the ministry"), or a business for "the company"."""
        document = self.document
        words = {document.form[t].casefold() for t in modifiers}
        if self._has_complement(token):
            return None, 0.0
        for trace in reversed(self.traces):
            referent = trace.referent
            if document.sentence[token] - document.sentence[trace.token] > 8:
                break
            if referent.entity_type != "ORG" or referent.name is None or self._zone(trace.token) != self._zone(token):
                continue
            name = {word.casefold() for word in referent.name.split()}
            if lemma in name and words <= name:
                return referent, 0.8
            is_business = lemma in _BUSINESS and not words and sector_of(referent.name) in {None, "BUS", "MNC"}
            if (
                is_business
                and trace.role == "subject"
                and document.sentence[token] - document.sentence[trace.token] <= 2
            ):
                return referent, 0.55
        return None, 0.0

    def _link(self, first: int, last: int, referent: _Referent, kind: str, method: str, confidence: float) -> None:
        document = self.document
        span = Span(first, last, referent.entity_type, method, confidence, document.name(first, last), kind=kind)
        origin = referent.first_name
        span.canonical = referent.name or ""
        if origin is not None:
            span.is_partial, span.entity_id = origin.is_partial, origin.entity_id
        self.found.append(span)


def referring_spans(document: Document, named: list[Span]) -> list[Span]:
    """Pronouns and noun phrases of the article that mean one of the named spans' entities, in order.

    `named` are the finished names, with canonical names and roles. Headlines are left out: they have no pronouns to speak of.
    """
    walk = _Walk(document, named)
    begins = {span.first: span for span in named}
    for token, form in enumerate(document.form):
        span = begins.get(token)
        if span is not None:
            walk.name(span)
        if walk.covered[token] or document.zone_of_block.get(document.block[token]) == "headline":
            continue
        gender = PRONOUNS.get(form.casefold())
        if gender is not None and not form.isupper():
            walk.pronoun(token, gender)
        elif document.upos[token] == "NOUN":
            walk.noun(token)
    return walk.found


def _confidence(best: float, margin: float) -> float:
    """How sure a pronoun's link is, from the score of the best and its lead over the second."""
    if margin >= 2.0 and best >= 2.5:
        return 0.9
    if margin >= 1.5 and best >= 2.0:
        return 0.85
    if margin >= 0.75:
        return 0.75
    return 0.6 if margin >= 0.4 else 0.45


def _gender_of_noun(lemma: str) -> str | None:
    if lemma.endswith("woman") or lemma in {
        "mother",
        "daughter",
        "wife",
        "girl",
        "sister",
        "aunt",
        "queen",
        "actress",
        "lady",
    }:
        return "f"
    if lemma in {"man", "father", "son", "husband", "boy", "brother", "uncle", "king", "gentleman"}:
        return "m"
    return "m" if lemma.endswith("man") and lemma not in {"chairman", "spokesman", "human"} else None


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
