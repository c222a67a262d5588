"""What an article calls a person beside the name: "Russian Defense Minister", "a senior analyst at the institute".

Stays out: sectors and countries of roles (`transforms.lexicons`).
"""

from __future__ import annotations

from typing import NamedTuple

from transforms.lexicons.nouns import is_person_noun
from transforms.lexicons.titles import honorifics, role_nouns, titles
from transforms.mentions.discourse import head_of
from transforms.mentions.document import Document, Span
from transforms.tags import FINITE

_BEFORE = frozenset({"NOUN", "PROPN", "ADJ"})
_JOINERS = frozenset({"'s", "’s", "'", "’", "-", "–", "&", "and"})
_AGE = frozenset({"year", "old"})
_LONGEST = 14
_RELATIVE = frozenset({"who", "whose", "which", "that", "where", "when", "while", "as", "but", "said", "told"})
_STOPS = frozenset({",", ".", ";", ":", "-", "–", "—", "(", ")", '"', "“", "”"})
_DETERMINERS = frozenset({"a", "an", "the", "another", "his", "her", "its", "their", "my", "our", "this", "one"})


_RANKS = frozenset(
    {"colonel", "col", "col.", "general", "gen", "gen.", "captain", "capt", "capt.", "major", "maj", "maj.", "lieutenant",
     "lt", "lt.", "sergeant", "sgt", "sgt.", "admiral", "adm", "adm.", "commander", "cmdr", "cmdr.", "brigadier", "corporal",
     "professor", "prof", "prof.", "sir", "dame", "lord", "lady", "father", "sister", "reverend", "rev", "rev."}
)  # fmt: skip
"""Ranks and styles: they say what a person is addressed as, not what the person does."""


class Role(NamedTuple):
    """Tokens of a role, from `first` up to `last` (not included), and how it is tied to the name: `title` or `apposition`
    beside it, `description` where a sentence says what the person is.
    """

    first: int
    last: int
    method: str


def role_of(document: Document, span: Span) -> Role | None:
    """The role beside a person's name: before it in the noun chunk, after a comma, before it as an apposition, or "is a …"."""
    rank: Role | None = None
    for method, find in _WAYS:
        found = find(document, span)
        if found is None:
            continue
        role = Role(*found, method)
        if method != "title" or not _is_mere_rank(document, role):
            return role
        rank = role  # "Colonel Bo Lee, the army's spokesman": the office says more
    return rank


def _title_before(document: Document, span: Span) -> tuple[int, int] | None:
    """Nouns, adjectives and possessors right before the name, ending in a role noun; honorifics do not count."""
    form, upos, block = document.form, document.upos, document.block
    last = span.first
    while last > 0 and form[last - 1].casefold() in honorifics() and block[last - 1] == block[span.first]:
        last -= 1
    first = last
    while first > 0 and last - first < 9 and block[first - 1] == block[span.first]:
        is_noun = upos[first - 1] in _BEFORE and form[first - 1][0].isalnum()
        is_joiner = form[first - 1] in _JOINERS and first < last and first > 1 and upos[first - 2] in _BEFORE
        other_person = document.entity_type[first - 1] == "PERSON" and form[first - 1].casefold() not in titles()
        if other_person or not (is_noun or is_joiner):
            break
        first -= 1
    while first < last and form[first] in _JOINERS | _AGE:
        first += 1
    if first == last:
        return None
    if not _has_role_noun(document, max(first, last - 2), last):
        return _role_with_complement(document, first, last)
    for token in range(last - 1, first, -1):  # of "France and President X" only what follows the conjunction is a role
        if form[token] == "and" and not _has_role_noun(document, first, token):
            first = token + 1
            break
    return first, last


def _role_with_complement(document: Document, first: int, last: int) -> tuple[int, int] | None:
    """ "historian and specialist in local customs" before a name: the role noun precedes its prepositional phrase."""
    form, upos = document.form, document.upos
    if upos[last - 1] != "NOUN" or first == 0 or upos[first - 1] != "ADP":
        return None
    preposition = first - 1
    first = preposition
    while first > 0 and preposition - first < 6 and document.block[first - 1] == document.block[last - 1]:
        if not (upos[first - 1] in _BEFORE and form[first - 1][0].isalpha()) and form[first - 1] != "and":
            break
        first -= 1
    at_boundary = first == 0 or form[first - 1] in {",", ";", ":", "—", "–"} or upos[first - 1] == "DET"
    if not at_boundary or first == preposition or not _has_role_noun(document, preposition - 1, preposition):
        return None
    return first, last


def _is_mere_rank(document: Document, role: Role) -> bool:
    return role.last - role.first == 1 and document.form[role.first].casefold() in _RANKS


def _has_role_noun(document: Document, first: int, last: int) -> bool:
    words = [word.casefold() for word in document.form[first:last]]
    return any(word in role_nouns() or word.removesuffix("s") in role_nouns() for word in words) or (
        " ".join(words[-2:]) in role_nouns()
    )


def _apposition_after(document: Document, span: Span) -> tuple[int, int] | None:
    """ "Ann Lee, 45, a senior analyst at the institute," : from the comma to the next comma, verb or sentence end."""
    form, upos = document.form, document.upos
    size, start = len(document), span.last
    if start + 1 >= size or form[start] != ",":
        return None
    start += 1
    if form[start].isdigit() and start + 1 < size and form[start + 1] == ",":
        start += 2
    last = start
    while last < size and last - start <= _LONGEST and document.sentence[last] == document.sentence[span.first]:
        if (form[last] in _STOPS and not _inside_word(document, last)) or form[last].casefold() in _RELATIVE:
            break
        if document.xpos[last] in FINITE:
            break
        last += 1
    if last < size and upos[last] == "PROPN" and form[last] == ",":
        return None
    while start < last and form[start].casefold() in _DETERMINERS:
        start += 1
    while last > start and upos[last - 1] in {"ADP", "DET", "CCONJ", "PUNCT"}:  # where the phrase was cut for length
        last -= 1
    if not 0 < last - start <= _LONGEST or upos[start] in {"ADP", "VERB", "ADV", "CCONJ"}:
        return None
    # The noun before the first preposition must be a role; "X, of the party" and "X, Germany" are none. A person's name
    # in it shows that the role is that person's.
    head = next((token for token in range(start, last) if upos[token] == "ADP"), last)
    if _person_begins(document, start, last):
        return None
    noun = head - 1
    is_role = _has_role_noun(document, start, head)
    if not is_role and document.form[start - 1].casefold() in {"a", "an", "the"} and noun >= start:
        # after a name and with an article, any noun for a person is one ("Ann Lee, a stallholder")
        is_role = document.xpos[noun] == "NN" and is_person_noun(document.lemma[noun].casefold())
    return (start, last) if is_role else None


def _person_begins(document: Document, first: int, last: int) -> bool:
    return any(document.entity_type[t] == "PERSON" and document.is_entity_start[t] for t in range(first, last))


def _inside_word(document: Document, token: int) -> bool:
    return document.form[token] == "-" and document.touches_next(token) and document.touches_next(token - 1)


def _apposition_before(document: Document, span: Span) -> tuple[int, int] | None:
    """ "The bank's chief economist, Ann Lee, said": the noun that the name is an apposition to."""
    head = head_of(document, span)
    if document.deprel[head] != "appos":
        return None
    noun, last = document.head[head], span.first
    if noun >= span.first or document.sentence[noun] != document.sentence[span.first]:
        return None
    if document.upos[noun] not in _BEFORE or not _has_role_noun(document, max(noun - 1, 0), noun + 1):
        return None
    if document.form[last - 1] in {",", "-", "–", "—"}:
        last -= 1
    first = document.subtree_start[noun]
    while first < noun and (
        document.form[first].casefold() in _DETERMINERS or document.upos[first] in {"PUNCT", "ADP"}
    ):
        first += 1
    for token in range(noun - 1, first, -1):  # of "Lee and the group's president" only the president is a role
        if document.deprel[token] == "cc" and document.entity_type[token - 1] == "PERSON":
            first = token + 1
            break
    while first < noun and document.form[first].casefold() in _DETERMINERS:
        first += 1
    if not noun < last <= first + _LONGEST:
        return None
    if any(document.form[t] in {",", ";"} or document.xpos[t] in FINITE for t in range(first, last)):
        return None
    return first, last


def _description(document: Document, span: Span) -> tuple[int, int] | None:
    """ "Ann Lee is a professor at the institute": the noun that a form of "be" in the present or past says of the subject."""
    head = head_of(document, span)
    if document.deprel[head] != "nsubj":
        return None
    verb = document.head[head]
    if document.lemma[verb] != "be" or document.xpos[verb] not in FINITE or verb < span.last:
        return None
    noun = next(
        (
            t
            for t in range(verb + 1, min(verb + 12, len(document)))
            if document.head[t] == verb and document.deprel[t] == "attr"
        ),
        None,
    )
    if noun is None or document.xpos[noun] not in {"NN", "NNP"} or not _has_role_noun(document, noun, noun + 1):
        return None
    first, last = document.subtree_start[noun], noun + 1
    if any(document.form[t].casefold() in {"not", "no", "n't"} for t in range(verb, noun)):
        return None
    while last < document.subtree_end[noun] and last - first < _LONGEST:
        if (
            document.form[last] in _STOPS
            or document.form[last].casefold() in _RELATIVE
            or document.xpos[last] in FINITE
        ):
            break
        last += 1
    while first < noun and document.form[first].casefold() in _DETERMINERS:
        first += 1
    return (first, last) if not _person_begins(document, first, last) and last - first <= _LONGEST else None


_WAYS = (
    ("title", _title_before),
    ("apposition", _apposition_after),
    ("apposition", _apposition_before),
    ("description", _description),
)
