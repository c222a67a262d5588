"""Clauses in a run of tokens. Stays out: who says them (`cue`) and what is reported (`content`)."""

from __future__ import annotations

from transforms.quotes.document import Document
from transforms.tags import FINITE

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_SUBORDINATE = frozenset({"relcl", "acl", "advcl"})


def is_sentence(document: Document, tokens: range) -> bool:
    """Whether the first finite verb among the tokens has its subject there too."""
    for token in tokens:
        if document.xpos[token] in FINITE:
            verb = document.head[token] if document.deprel[token] in ("aux", "auxpass") else token
            subject = document.child(verb, *_SUBJECTS)
            return subject is not None and subject in tokens
    return False


def has_main_clause(document: Document, tokens: range) -> bool:
    """Whether a verb stands with its subject in the tokens that no conjunction or relative makes subordinate."""
    for token in tokens:
        verb = document.head[token]
        if document.deprel[token] not in _SUBJECTS or verb not in tokens:
            continue
        if document.deprel[verb] not in _SUBORDINATE and document.child(verb, "mark") is None:
            return True
    return False
