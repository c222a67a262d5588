"""Where a reported content ends: what the reporter adds behind the speaker's words is cut off.

Belongs here: the right edge of contents outside of quotation marks, and the trimming of both. Stays out: which clause is
reported (`content`). What a writer appends to a reported clause without being asked for it — a non-restrictive relative
clause, an apposition to the whole statement, a comment in a participle — is the writer's, not the speaker's (Huddleston and
Pullum, The Cambridge Grammar of the English Language, 2002, ch. 15 §5, "supplements"; Pareti, "Attribution: a computational
approach", 2015, §3.3).
"""

from __future__ import annotations

from transforms.lexicons.nouns import UTTERANCES
from transforms.lexicons.reporting import reporting_words
from transforms.marks import Stretch
from transforms.quotes.document import Document
from transforms.tags import FINITE, TENSED

_TRIM = frozenset(",.;:-–—―\"“”'’‘")
_STOPS = frozenset({",", "-", "--", "–", "—"})
_COMMENTING = frozenset({
    "allude", "amount", "belie", "bolster", "cement", "contradict", "draw", "echo", "employ", "engage", "evoke", "fuel",
    "highlight", "invoke", "mark", "mirror", "offer", "paraphrase", "point", "prompt", "provoke", "put", "refer",
    "reference", "reflect", "reinforce", "signal", "spark", "trigger", "undercut", "underline", "underscore",
})  # fmt: skip
"""Participles with which writers comment on what was said: its effect, its likeness to other words, what it refers to."""

_AT_THE_TIME = frozenset({"after", "before", "while", "without"})
_CONTRASTING = frozenset({"while", "though", "although"})

_CONNECTIVES = frozenset({
    "accordingly", "after all", "also", "as a result", "at the same time", "besides", "by contrast", "by comparison",
    "consequently", "even so", "for example", "for instance", "for one thing", "furthermore", "hence", "however",
    "in addition", "in contrast", "in fact", "in other words", "in particular", "in response", "in turn", "indeed",
    "instead", "likewise", "meanwhile", "moreover", "nevertheless", "nonetheless", "on the other hand", "otherwise",
    "similarly", "so", "still", "that said", "then", "therefore", "thus", "yet",
})  # fmt: skip
"""What links a sentence to the one before it (Quirk et al., A Comprehensive Grammar of the English Language, 1985, §8.136)."""


def until_supplement(document: Document, first: int, last: int) -> int:
    """The first token of what the writer appends to the content `first` to `last`, or `last` where nothing is appended."""
    for stop in range(first + 2, last - 2):
        if document.form[stop] in _STOPS and _supplements(document, first, stop + 1, last):
            return stop
    return last


def until_cues_sister(document: Document, cue: int, first: int, last: int) -> int:
    """The first token of a second predicate of the cue's subject that the parser took into the content, or `last`.

    "She says the dam will hold and refuses to leave": conjoined verbs agree in form (Huddleston and Pullum 2002, ch. 15), and
    "refuses" agrees with "says", not with "will hold".
    """
    own = document.xpos[cue]
    if own not in TENSED | {"VBG"}:
        return last
    for verb in range(first + 2, last):
        above = document.head[verb]
        if document.deprel[verb] != "conj" or not first <= above < verb or document.xpos[verb] != own:
            continue
        link = max((k for k in range(above, verb) if document.deprel[k] == "cc"), default=None)
        if link is None or verb - link > 2 or not _stands_apart(document, verb, above):
            continue
        return link - 1 if document.form[link - 1] == "," else link
    return last


def _stands_apart(document: Document, verb: int, above: int) -> bool:
    """Whether a conjoined verb cannot go with the one above it: it has no subject of its own, and another form."""
    if document.child(verb, "nsubj", "nsubjpass", "expl", "aux", "auxpass") is not None:
        return False
    if document.lemma[verb] in ("be", "have", "do") or not document.is_verb(above):
        return False  # states are told of anybody
    if document.xpos[above] in ("VBN", document.xpos[verb]):
        return False  # after "has held" taggers take participles for the past
    return _form(document, above) not in (document.xpos[verb], None)


def _form(document: Document, verb: int) -> str | None:
    """The form of the verb's finite part."""
    if document.xpos[verb] in FINITE:
        return document.xpos[verb]
    return next((document.xpos[k] for k in document.children[verb] if k < verb and document.xpos[k] in FINITE), None)


def until_supplement_of_marks(document: Document, stretch: Stretch, last: int) -> int:
    """The same where the content's last words in marks have ended: what then comes behind a comma or dash is the writer's.

    `She called it "a trap" - a charge that …`, `They vowed to "fight on" before leaving the hall`.
    """
    begin = document.first_from(stretch.outer_end)
    if not stretch.is_closed or not begin < last - 1:
        return last
    following = begin + 1
    if document.form[begin] in _STOPS:
        return (
            begin if document.xpos[following] in ("VBG", "DT", "WDT") or document.lower[following] == "part" else last
        )
    return begin if document.lower[begin] in _AT_THE_TIME and document.xpos[following] == "VBG" else last


def _supplements(document: Document, first: int, begin: int, last: int) -> bool:
    """Whether the tokens from `begin` on, which follow a comma or dash, are the writer's addition up to the end."""
    head = _clause_of(document, begin, last)
    if head is None or document.head[head] >= begin or document.head[head] < first:
        return False
    if document.subtree_end[head] < last:
        return False
    word, relation = document.lower[begin], document.deprel[head]
    if relation == "dep":
        return True  # the parser found no place for it in the clause
    if relation == "relcl":
        return word in ("which", "who", "whom", "whose") or document.lower[begin + 1] == "which"
    if relation == "appos":
        return document.deprel[begin] == "det"
    if relation in ("advcl", "acl") and head == begin and document.xpos[head] == "VBG":
        lemma = document.lemma[head].lower()
        return lemma in _COMMENTING or lemma in reporting_words("verb")
    if relation == "advcl":
        return word in _CONTRASTING or (word == "even" and document.lower[begin + 1] == "as")
    if relation != "prep":
        return False
    governed = document.child(head, "pobj")
    is_medium = word in ("in", "during") and governed is not None and document.lemma[governed].lower() in UTTERANCES
    return is_medium or word in ("compared", "according")


def from_statement(document: Document, first: int, last: int) -> int:
    """The first token of the statement in a sentence that an attribution closes.

    The writer's connective ("However, …", "At the same time, …") and what stands before a colon are left out.
    """
    start = first
    if start < last and document.upos[start] == "CCONJ":
        start += 1
    for length in range(4, 0, -1):
        phrase = " ".join(document.lower[start : start + length])
        comma = start + length
        if phrase in _CONNECTIVES and comma < last and document.form[comma] == ",":
            start = comma + 1
            break
    for colon in range(last - 3, start, -1):
        if document.form[colon] in (":", ";") and not document.text[: document.start[colon]].endswith(("”", '"')):
            return colon + 1
    return start


def _clause_of(document: Document, begin: int, last: int) -> int | None:
    """The topmost token of the phrase that begins at `begin`."""
    token = begin
    while begin <= document.head[token] < last and document.head[token] != token:
        token = document.head[token]
    return token if document.subtree_start[token] <= begin else None


def trimmed(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """The span without punctuation and conjunctions at its ends; no span where nothing is left."""
    while first < last and (document.form[first] in _TRIM or document.upos[first] in ("PUNCT", "SPACE")):
        first += 1
    opens = any(document.form[token] in ("(", "[") for token in range(first, last))
    while last > first:
        form = document.form[last - 1]
        if (opens and form in (")", "]")) or not (
            form in _TRIM or document.upos[last - 1] in ("PUNCT", "SPACE", "CCONJ")
        ):
            break
        last -= 1
    return [(first, last)] if last > first else []
