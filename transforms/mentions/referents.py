"""Whom an article has spoken of so far, and where: the state of the walk that links pronouns and noun phrases.

Belongs here: referents, the traces they leave, and what is read off a name. Stays out: the choice of a referent
(`transforms.mentions.pronouns`, `transforms.mentions.noun_phrases`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.lexicons import country_of
from transforms.lexicons.figures import home_of
from transforms.lexicons.titles import gender_of_honorifics
from transforms.mentions.discourse import (
    clause_verb,
    grammatical_role,
    head_of,
    is_conjoined,
    quoted_stretches,
    reports,
)
from transforms.mentions.document import Document, Span


@dataclass
class Referent:
    """Somebody or something that the article speaks of; `name` is None for those who are only described."""

    name: str | None
    entity_type: str
    gender: str | None = None
    roles: list[frozenset[str]] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    count: int = 0
    first_name: Span | None = None


@dataclass(frozen=True)
class Trace:
    """One place where a referent was spoken of."""

    referent: Referent
    token: int
    role: str
    verb: int
    clause: int
    stretch: int
    is_pair: bool
    reports: bool


class Walk:
    """The state of one article's walk."""

    def __init__(self, document: Document, named: list[Span]) -> None:
        self.document = document
        self.stretch = quoted_stretches(document)
        self.named = named
        self.referents: dict[tuple[str, str], Referent] = {}
        self.traces: list[Trace] = []
        self.found: list[Span] = []
        self.covered = [False] * len(document)
        for span in named:
            self.covered[span.first : span.last] = [True] * span.size
            if span.role is not None:
                self.covered[span.role[0] : span.role[1]] = [True] * (span.role[1] - span.role[0])

    def leave(self, referent: Referent, token: int) -> None:
        """Note that the referent is spoken of at the token."""
        document = self.document
        role, verb = grammatical_role(document, token)
        referent.count += 1
        self.traces.append(
            Trace(
                referent, token, role, verb, clause_verb(document, token), self.stretch[token],
                is_conjoined(document, token), role == "subject" and reports(document, verb),
            )
        )  # fmt: skip

    def name(self, span: Span) -> None:
        """Note a name, with what stands beside it."""
        key = (span.entity_type, span.canonical)
        referent = self.referents.get(key)
        if referent is None:
            referent = self.referents[key] = Referent(span.canonical, span.entity_type, first_name=span)
        document = self.document
        if span.entity_type == "PERSON":
            country = home_of(span.canonical)
            if country is not None:
                referent.countries.add(country)
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

    def zone(self, token: int) -> str:
        """The body, or one block outside of it: what is named in a caption is not meant by the body."""
        zone = self.document.zone_of_block.get(self.document.block[token], "body")
        return zone if zone == "body" else f"{zone}{self.document.block[token]}"

    def link(self, first: int, last: int, referent: Referent, kind: str, method: str, confidence: float) -> None:
        """Add a mention of the referent over the tokens."""
        document = self.document
        span = Span(first, last, referent.entity_type, method, confidence, document.name(first, last), kind=kind)
        origin = referent.first_name
        span.canonical = referent.name or ""
        if origin is not None:
            span.is_partial, span.entity_id = origin.is_partial, origin.entity_id
        self.found.append(span)
