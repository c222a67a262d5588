"""One article's parse as plain lists, with the few walks through the tree that the event rules need.

Belongs here: children, phrases, subjects and objects of a predicate as the tree has them (CLEAR labels). Stays out:
what a word means (`transforms.lexicons.events`) and who an actor is (`transforms.events.actors`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from transforms.lexicons.events import predicates

_DASHES = frozenset({"-", "--", "–", "—"})
_LONGEST_DATELINE = 12
_LEFT_OF_NOUN = frozenset(
    {"det", "amod", "compound", "poss", "nmod", "nummod", "quantmod", "predet", "advmod", "punct", "case", "nounmod"}
)
_RIGHT_PREPOSITIONS = frozenset({"of", "in", "from", "for", "at", "on"})
_NAME_PREPOSITIONS = frozenset({"of", "in", "from"})
_NOT_OF_THE_DEED = frozenset(
    {"according", "due", "owing", "thanks", "because", "instead", "despite", "regarding", "unlike"}
)
"""Prepositions after which stands a source, a reason or a foil, never a party."""
REPORTING = frozenset(
    {
        "say", "tell", "announce", "state", "add", "report", "note", "declare", "confirm", "explain", "write", "claim",
        "stress", "reiterate", "insist", "argue", "suggest", "reveal", "indicate", "believe", "think", "acknowledge",
        "maintain", "emphasize", "emphasise", "disclose", "assert", "tweet", "promise", "vow", "hope", "agree", "warn",
        "threaten", "pledge", "expect", "deny",
    }
)  # fmt: skip
"""Verbs whose clause tells of its subject: "it" and "they" in there are, first of all, that subject."""


@dataclass(slots=True)
class Parse:
    """The tokens of one article, a list a column. Numbers are positions in the lists, which are token numbers."""

    form: list[str]
    lemma: list[str]
    upos: list[str]
    xpos: list[str]
    head: list[int]
    dep: list[str]
    char_start: list[int]
    char_end: list[int]
    sentence: list[int]
    block: list[int]
    subtree_start: list[int]
    subtree_end: list[int]
    entity: list[str | None]
    children: list[list[int]] = field(default_factory=list)
    dateline: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, tokens: pl.DataFrame) -> Parse:
        """The parse of one article's tokens, which must be sorted by `token_no` and complete (heads are positions)."""
        columns: dict[str, Any] = {field_name: tokens[name].to_list() for name, field_name in _COLUMNS.items()}
        parse = cls(**columns)
        parse._mend_lemmas()
        parse.children = [[] for _ in parse.form]
        for child, head in enumerate(parse.head):
            if child != head:
                parse.children[head].append(child)
        parse._find_datelines()
        return parse

    def _mend_lemmas(self) -> None:
        """Give verbs their "e" back that lemmatizers take for part of the ending ("staged" → "stag")."""
        verbs = predicates("verb")
        for token, lemma in enumerate(self.lemma):
            full = f"{lemma}e"
            if self.upos[token] != "VERB" or lemma in verbs or full not in verbs:
                continue
            if self.form[token].lower() in (f"{lemma}ed", f"{lemma}es", f"{lemma}ing"):
                self.lemma[token] = full

    def _find_datelines(self) -> None:
        """Mark "OSLO (Agency) —" at the start of a block: no actor, though parsers take it for one."""
        for token, form in enumerate(self.form):
            begins = token == 0 or self.block[token - 1] != self.block[token]
            if not (begins and len(form) > 2 and form.isalpha() and form.isupper()):
                continue
            for dash in range(token + 1, min(token + _LONGEST_DATELINE, len(self.form))):
                if self.form[dash] in _DASHES and self.block[dash] == self.block[token]:
                    self.dateline.update(range(token, dash + 1))
                    break

    def _after_dateline(self, subject: int, verb: int) -> int:
        """The subject proper where the parser took the dateline for it."""
        nouns = [t for t in range(subject, verb) if t not in self.dateline and self.upos[t] in ("PROPN", "NOUN")]
        return next((t for t in nouns if self.head[t] in self.dateline), nouns[-1] if nouns else subject)

    def with_dep(self, token: int, *labels: str) -> list[int]:
        """Children of the token under one of the labels."""
        return [child for child in self.children[token] if self.dep[child] in labels]

    def conjuncts(self, token: int) -> list[int]:
        """The token and what is coordinated with it, in order."""
        found, queue = [token], [token]
        while queue:
            current = queue.pop()
            for child in self.children[current]:
                if self.dep[child] == "conj" and self.upos[child] not in ("VERB", "AUX"):
                    found.append(child)
                    queue.append(child)
        return sorted(found)

    def prepositions(self, token: int) -> dict[str, list[int]]:
        """Preposition → the nouns it governs under the token ("out of" and "because of" by their last word)."""
        found: dict[str, list[int]] = {}
        for child in self.children[token]:
            if self.form[child].lower() in _NOT_OF_THE_DEED:
                continue
            if self.dep[child] in ("prep", "agent", "dative") and self.upos[child] in ("ADP", "SCONJ", "PART"):
                self._objects(child, found)
        return found

    def _objects(self, preposition: int, found: dict[str, list[int]]) -> None:
        for child in self.children[preposition]:
            if self.dep[child] in ("pobj", "pcomp") and self.upos[child] != "VERB":
                found.setdefault(self.form[preposition].lower(), []).extend(self.conjuncts(child))
            elif self.dep[child] == "prep" or (self.dep[child] == "conj" and self.upos[child] == "ADP"):
                self._objects(child, found)

    def phrase(self, noun: int) -> tuple[int, int]:
        """Token range of the noun phrase: its left modifiers, and "of", "in", "from", "for" phrases at its right.

        Relative clauses, appositions, coordinated nouns and leading or trailing punctuation stay out.
        """
        start, end = noun, noun + 1
        for child in reversed(self.children[noun]):
            if child < noun and self.dep[child] in _LEFT_OF_NOUN and self.subtree_end[child] >= start:
                start = min(start, self.subtree_start[child])
        allowed = _NAME_PREPOSITIONS if self.upos[noun] == "PROPN" else _RIGHT_PREPOSITIONS
        for child in self.children[noun]:
            if child > noun and (
                (self.dep[child] == "prep" and self.form[child].lower() in allowed and not self._has_clause(child))
                or self.dep[child] in ("nummod", "compound")
            ):
                if self.subtree_start[child] > end + (self.form[end - 1] == ","):
                    break
                end = max(end, self.subtree_end[child])
            elif child > noun and self.dep[child] not in ("case", "punct"):
                break
        while start < noun and (
            self.upos[start] == "PUNCT"
            or start in self.dateline
            or (self.head[start] == noun and (self.upos[start] in ("SCONJ", "CCONJ") or self.dep[start] == "advmod"))
        ):
            start += 1
        while end - 1 > noun and (self.upos[end - 1] == "PUNCT" or self.form[end - 1] in ("'s", "’s")):
            end -= 1
        return start, end

    def _has_clause(self, token: int) -> bool:
        return any(
            self.dep[inner] in ("relcl", "acl", "advcl", "pcomp", "ccomp")
            for inner in range(self.subtree_start[token], self.subtree_end[token])
        )

    def short_phrase(self, noun: int) -> tuple[int, int]:
        """Token range of the noun with its left modifiers only."""
        start, _ = self.phrase(noun)
        return start, noun + 1

    def subjects(self, verb: int) -> list[int]:
        """Heads of the subject: the verb's own, else that of the verb it is coordinated with or subordinate to."""
        current, steps = verb, 0
        while steps < 8:
            own = [c for c in self.children[current] if self.dep[c] in ("nsubj", "nsubjpass")]
            if own:
                own = [c for c in own if c not in self.dateline] or own
                first = self._after_dateline(own[0], current) if own[0] in self.dateline else own[0]
                return self._antecedents(first, current)
            label, governor = self.dep[current], self.head[current]
            if governor == current:
                return []
            if label in ("conj", "xcomp", "acomp", "advcl", "pcomp", "dep"):
                if label == "xcomp" and current == verb:
                    objects = self.with_dep(governor, "dobj", "dative")
                    if objects:
                        return self.conjuncts(objects[0])
                if label == "pcomp":
                    governor = self.head[governor]
                current = governor
            elif label == "ccomp" and any(self.form[c].lower() == "to" for c in self.with_dep(current, "aux")):
                current = governor
            elif label in ("acl", "relcl"):
                if self.xpos[current] in ("VBN", "VBD") and label == "acl":
                    return []
                return self.conjuncts(governor) if self.upos[governor] != "VERB" else []
            elif label == "aux":
                current = governor
            else:
                return []
            steps += 1
        return []

    def _antecedents(self, subject: int, verb: int) -> list[int]:
        """The subject's conjuncts; for a relative pronoun the noun it stands for, for "it" after "said" the sayer."""
        if self.xpos[subject] in ("WDT", "WP") and self.dep[verb] == "relcl":
            return self.conjuncts(self.head[verb])
        if self.xpos[subject] == "PRP" and self.dep[verb] == "ccomp" and self.lemma[self.head[verb]] in REPORTING:
            governor = self.head[verb]
            sayers = [c for c in self.children[governor] if self.dep[c] == "nsubj" and self.xpos[c] != "PRP"]
            plural = self.form[subject].lower() in ("they", "we")
            if len(sayers) == 1 and (plural or len(self.conjuncts(sayers[0])) == 1):
                return self.conjuncts(sayers[0])
        return self.conjuncts(subject)

    def paired_modifiers(self, noun: int) -> tuple[int, int] | None:
        """The two names before a noun that stands for two parties ("French and Egyptian warships"), else None."""
        for child in self.children[noun]:
            if self.dep[child] in ("amod", "compound", "nmod", "poss") and self.entity[child] in ("NORP", "GPE", "ORG"):
                for other in self.children[child]:
                    if self.dep[other] == "conj" and self.entity[other] in ("NORP", "GPE", "ORG") and other < noun:
                        return child, other
        return None

    def ancestors(self, token: int) -> list[int]:
        """Governors of the token up to the root, the nearest first."""
        found = []
        while self.head[token] != token:
            token = self.head[token]
            found.append(token)
        return found


_COLUMNS = {
    "form": "form",
    "lemma": "lemma",
    "upos": "upos",
    "xpos": "xpos",
    "head": "head",
    "deprel": "dep",
    "char_start": "char_start",
    "char_end": "char_end",
    "sentence_no": "sentence",
    "block_no": "block",
    "subtree_start": "subtree_start",
    "subtree_end": "subtree_end",
    "entity_type": "entity",
}
