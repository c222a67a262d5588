"""What was said: the stretch of text that a cue reports.

Belongs here: complement clauses, parataxis, "according to", and how a content is cut and trimmed. Stays out: quotation
marks (`marks`, `direct`) and sources.
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.lexicons.reporting import frames
from transforms.quotes.clauses import has_main_clause
from transforms.quotes.complements import complement
from transforms.quotes.cue import Cue, reported_by_noun
from transforms.quotes.document import Document
from transforms.quotes.edges import from_statement, trimmed, until_cues_sister, until_supplement
from transforms.tags import FINITE, TENSED, TIMES


def reported(document: Document, cue: Cue) -> tuple[str, list[tuple[int, int]]] | None:
    """Name of the rule and token spans (first, first after) of what the cue reports, or None.

    Two spans where the cue stands inside what it reports ("The talks, she said, will go on").
    """
    if cue.is_phrase:
        return _with_according_to(document, cue)
    if document.upos[cue.token] == "NOUN":
        clause = reported_by_noun(document, cue.token)
        return None if clause is None else _named("indirect/noun", _after(document, cue, clause))
    clause = _complement(document, cue.token)
    if clause is not None:
        if clause > cue.token:
            return "indirect/ccomp", _parted(document, cue) + _after(document, cue, clause)
        if not _has_its_own(document, cue):
            return _named("indirect/fronted", _around(document, cue, clause))
    relation, above = document.deprel[cue.token], document.head[cue.token]
    if relation == "parataxis":
        return _named("indirect/parataxis", _around(document, cue, above))
    if relation in ("advcl", "ccomp") and cue.source is not None:
        mark = document.child(cue.token, "mark")
        if mark is not None and document.lower[mark] == "as" and document.child(cue.token, "dobj") is None:
            return _named("indirect/as", _around(document, cue, above))
    instead = complement(document, cue)
    if instead is not None:
        name, first, last = instead
        return _named(name, trimmed(document, first, until_supplement(document, first, last)))
    return _named("indirect/inserted", _inserted(document, cue))


def _inserted(document: Document, cue: Cue) -> list[tuple[int, int]]:
    """The sentence around "X said" between commas, or before it at the end, whatever the parser made of it."""
    if cue.source is None or document.xpos[cue.token] not in TENSED:
        return []
    if any(
        document.deprel[child] in _TAKEN or document.xpos[child] in _RELATES for child in document.children[cue.token]
    ):
        return []
    begin, end = document.bounds(cue.token)
    left, right = attribution(document, cue)
    if not left <= cue.source < right or document.xpos[cue.source] in _RELATES or document.form[left - 1] != ",":
        return []
    is_last = all(document.upos[token] == "PUNCT" for token in range(right, end))
    if left - begin < 3 or not (is_last or (document.form[right] == "," and document.form[right + 1] not in _OPENING)):
        return []
    stated = range(begin, left) if is_last else range(right, end)
    if not has_main_clause(document, stated):
        return []
    spans = trimmed(document, from_statement(document, begin, left), left)
    return spans if is_last else spans + trimmed(document, right, end)


_TAKEN = frozenset({"dobj", "dative", "xcomp", "ccomp", "mark", "agent", "nsubjpass", "auxpass"})
_RELATES = frozenset({"WP", "WDT", "WRB", "WP$"})


def _named(name: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]] | None:
    return (name, spans) if spans else None


def _complement(document: Document, verb: int) -> int | None:
    clauses = [
        child
        for child in document.children[verb]
        if document.deprel[child] == "ccomp" or (child > verb and _asks(document, verb, child))
    ]
    after = [clause for clause in clauses if clause > verb]
    if after:
        return after[0]
    for child in document.children[verb]:
        # "said in a statement that …": the parser hangs the clause on the noun
        within = child > verb and document.deprel[child] == "prep" and document.lower[child] not in _MEANWHILE
        noun = document.child(child, "pobj") if within else None
        clause = reported_by_noun(document, noun) if noun is not None else None
        if clause is not None:
            return clause
    return clauses[0] if clauses else None


_MEANWHILE = frozenset({"after", "amid", "amidst", "before", "despite", "following", "since"})
"""Prepositions of what happened besides: "agreed to talk after fears that …"."""


def _has_its_own(document: Document, cue: Cue) -> bool:
    """Whether something else is reported than the clause before the cue: "The river rose, residents were urged to leave"."""
    if frames(cue.lemma).isdisjoint(("infinitive", "gerund")):
        return False
    return any(child > cue.token and document.deprel[child] == "xcomp" for child in document.children[cue.token])


def _parted(document: Document, cue: Cue) -> list[tuple[int, int]]:
    """What stands before an attribution between commas, if part of the content ("If it rains, she said, …")."""
    begin, end = document.bounds(cue.token)
    left, right = attribution(document, cue)
    if left - begin < 2 or right >= end or document.form[left - 1] != "," or document.form[right] != ",":
        return []
    opens_clause = document.upos[begin] == "SCONJ" and document.xpos[begin] in ("IN", "WRB")
    opens_noun = document.upos[begin] in ("DET", "PROPN", "PRON", "NOUN", "ADJ", "NUM") and not any(
        document.is_verb(token) for token in range(begin, left)
    )
    return trimmed(document, begin, left) if opens_clause or opens_noun else []


def _asks(document: Document, verb: int, child: int) -> bool:
    """Whether a clause that the parser took for a condition is an indirect question ("asked if it would rain")."""
    if document.deprel[child] != "advcl" or document.lemma[verb] not in ("ask", "wonder", "inquire", "enquire"):
        return False
    mark = document.child(child, "mark")
    return mark is not None and document.lower[mark] in ("if", "whether")


def _after(document: Document, cue: Cue, clause: int) -> list[tuple[int, int]]:
    first = max(document.subtree_start[clause], cue.last)
    last = document.subtree_end[clause]
    first = _behind_date(document, cue, clause, first)
    if document.lower[cue.last] == "that" and document.xpos[cue.last] == "IN":
        first = cue.last  # a list of complements of which the parser saw only a later one
    for child in document.children[cue.token]:
        # A complement that the parser split in two, and a subordinate clause that it hung too high.
        goes_on = document.deprel[child] == "ccomp" or (
            document.deprel[child] == "advcl" and document.child(child, "mark") is not None
        )
        gap = document.subtree_start[child] - last
        if gap == 1 and document.form[last] in _DASHES:
            goes_on = document.child(child, "mark") is not None
        if child > clause and goes_on and (gap == 0 or (gap == 1 and document.form[last] not in (",", ";"))):
            last = max(last, document.subtree_end[child])
        elif child > clause and document.deprel[child] == "conj" and _belongs_to_content(document, first, last, child):
            last = document.subtree_end[child]
    last = until_cues_sister(document, cue.token, first, last)
    return trimmed(document, first, until_supplement(document, first, last))


def _behind_date(document: Document, cue: Cue, clause: int, first: int) -> int:
    """ "Said on Monday it had failed": the day is that of saying, though the parser hangs it on the clause."""
    for child in document.children[clause]:
        begin, end = document.subtree_start[child], document.subtree_end[child]
        if begin != first or first != cue.last or document.deprel[child] not in ("prep", "npadvmod"):
            continue
        day = range(begin + 1 if document.deprel[child] == "prep" else begin, end)
        if all(document.entity_type[k] in TIMES for k in day) and document.form[end] != ",":
            return end
    return first


def _belongs_to_content(document: Document, first: int, last: int, second: int) -> bool:
    """Whether the parser took a second part of the content for a second statement of the writer's: "…, and that …"."""
    begin = document.subtree_start[second]
    link = next((k for k in range(max(first, last - 1), begin) if document.upos[k] == "CCONJ"), None)
    if link is None or begin - last > 2:
        return False
    if document.lower[begin] == "that":
        return True
    if document.lower[link] == "but" and document.lower[link + 1] in ("not", "only", "rather"):
        return True
    return not document.is_verb(second) and document.upos[second] != "AUX"


def _around(document: Document, cue: Cue, clause: int) -> list[tuple[int, int]]:
    """The sentence's clause before the attribution, and what follows it if that belongs to the same clause."""
    begin, end = document.bounds(cue.token)
    left, right = attribution(document, cue)
    if left > begin and document.upos[left - 1] != "PUNCT":
        return []
    first = max(begin, min(document.subtree_start[clause], left))
    spans = trimmed(document, from_statement(document, first, left), left)
    tail_end = document.subtree_end[clause]
    if tail_end > right + 1 and right < end and document.upos[right] == "PUNCT":
        head_follows = clause >= right
        # "…, he said, but declined to give figures" goes on with what he did.
        is_his = right + 2 < end and document.xpos[right + 2] in TENSED
        goes_on = document.lower[right + 1] in _GOES_ON and not is_his
        if head_follows or goes_on:
            spans += trimmed(document, right, min(tail_end, end))
    return spans


_DASHES = frozenset({"—", "–", "-", "--"})
_OPENING = frozenset({"“", '"', "''", "``", "«", "„", "‘"})
_GOES_ON = frozenset({"including", "because", "but", "and", "since"})
_BEFORE = ("nsubj", "aux", "neg", "advmod", "mark")
_BEHIND = ("nsubj", "advmod", "npadvmod", "prep", "dobj", "dative", "prt", "agent")


def attribution(document: Document, cue: Cue) -> tuple[int, int]:
    """Tokens of "X said" together with the adverbs, dates and persons addressed that hang on it."""
    first, last = cue.first, cue.last
    for child in document.children[cue.token]:
        if child < cue.token and document.deprel[child] in _BEFORE:
            first = min(first, document.subtree_start[child])
        elif child > cue.token and document.deprel[child] in _BEHIND and document.subtree_start[child] <= last:
            last = max(last, document.subtree_end[child])
    return first, last


def _with_according_to(document: Document, cue: Cue) -> tuple[str, list[tuple[int, int]]] | None:
    """The sentence around the phrase. Sources of the phrase end at its noun phrase's subtree."""
    begin, end = document.bounds(cue.token)
    if cue.source is None:
        return None
    phrase_end = _end_of_source(document, cue.source, max(document.subtree_end[cue.source], cue.last))
    before = trimmed(document, from_statement(document, begin, cue.first), cue.first)
    after = trimmed(document, phrase_end, until_supplement(document, phrase_end, end))
    root = next((token for token in range(begin, end) if document.head[token] == token), begin)
    if root < cue.first and before:
        return "according-to", before
    return _named("according-to", before + after)


def _end_of_source(document: Document, source: int, end: int) -> int:
    """The same end, or the comma before the statement's subject where the parser took that for a part of the source.

    "According to Ana Ruiz, Norway has closed the lane": the verb is left without a subject.
    """
    if end >= len(document.form) or document.xpos[end] not in FINITE:
        return end
    return next((k for k in range(end - 1, source, -1) if document.form[k] == ","), end)


def until_next_cue(
    document: Document, cues: Mapping[int, Cue], cue: Cue, first: int, last: int
) -> list[tuple[int, int]]:
    """The span up to the next cue that goes on beside this one ("…, adding that …", "… and said that …")."""
    for token in range(first + 1, last):
        other = cues.get(token)
        if other is None or token == cue.token or other.is_phrase or other.speech_class == "thinking":
            continue
        if document.deprel[token] not in ("conj", "advcl") or not first <= document.head[token] < token:
            continue
        clause = document.child(token, "ccomp")
        behind = document.form[other.last : other.last + 2]
        leads_to_marks = len(behind) == 2 and behind[0] == "," and behind[1] in _OPENING
        if (clause is None or clause < token) and not leads_to_marks:
            continue
        begin, _ = attribution(document, other)
        while begin > first and document.deprel[begin - 1] in ("cc", "mark", "punct", "advmod"):
            begin -= 1
        if begin - first > 3:
            return trimmed(document, first, begin)
    return [(first, last)]
