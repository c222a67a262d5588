"""What the rules of reference need to know of a place in a text: subject or not, inside quotation marks or not, which clause.

Stays out: the choice of a referent (`transforms.mentions.coreference`).
"""

from __future__ import annotations

from bisect import bisect_left

from transforms.lexicons.reporting import reporting_words
from transforms.marks import stretches
from transforms.mentions.document import Document, Span

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SHORTEST_QUOTE = 3


def quoted_stretches(document: Document) -> list[int]:
    """For each token the number of the marked stretch (three words or more) that it lies in, 0 outside of all."""
    number_of = [0] * len(document)
    number = 0
    first = 0
    while first < len(document):
        last = first
        while last < len(document) and document.block[last] == document.block[first]:
            last += 1
        for one in stretches(document.text, document.start[first], document.end[last - 1]):
            begin = bisect_left(document.start, one.start, first, last)
            end = bisect_left(document.start, one.end, begin, last)
            if sum(document.form[t][0].isalnum() for t in range(begin, end)) >= _SHORTEST_QUOTE:
                number += 1
                number_of[begin:end] = [number] * (end - begin)
        first = last
    return number_of


def head_of(document: Document, span: Span) -> int:
    """The token of the span that hangs on a token outside of it."""
    for token in range(span.last - 1, span.first - 1, -1):
        if not span.first <= document.head[token] < span.last or document.head[token] == token:
            return token
    return span.last - 1


def grammatical_role(document: Document, token: int) -> tuple[str, int]:
    """`subject`, `object`, `possessive` or `other`, and the verb or noun that the token (or what it explains) hangs on.

    An apposition and the second part of a pair have the role of the noun that they hang on ("the minister, Ann Lee, said").
    """
    for _ in range(4):
        relation = document.deprel[token]
        if relation in {"appos", "flat", "compound", "nmod"} and document.head[token] != token:
            token = document.head[token]
            continue
        break
    relation, head = document.deprel[token], document.head[token]
    if relation in _SUBJECTS:
        return "subject", head
    if relation in {"dobj", "dative", "attr"}:
        return "object", head
    if relation == "poss":
        return "possessive", head
    return "other", head


def is_conjoined(document: Document, token: int) -> bool:
    """Whether the token is one of a pair: neither of "Lee and Ruiz" is meant by "he" more than the other."""
    if document.deprel[token] == "conj":
        return document.upos[document.head[token]] == "PROPN"
    last = min(document.subtree_end[token], len(document))
    return any(
        document.deprel[t] == "conj" and document.head[t] == token and document.upos[t] == "PROPN"
        for t in range(token + 1, last)
    )


def clause_verb(document: Document, token: int) -> int:
    """The nearest verb above the token (itself excluded), else the root it hangs on."""
    current = document.head[token]
    for _ in range(12):
        if document.upos[current] in {"VERB", "AUX"} or document.head[current] == current:
            return current
        current = document.head[current]
    return current


def reports(document: Document, verb: int) -> bool:
    """Whether the verb is one of saying or thinking."""
    return document.lemma[verb].casefold() in reporting_words("verb")
