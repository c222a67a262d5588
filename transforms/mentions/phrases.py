"""Names that go on beyond the tagger's label: what a noun in capitals ("Party", "Council", "Empire") takes with it.

Belongs here: runs of capitalised words that such a noun ends, and what follows it after "of" or "for". Stays out: names of
persons (`transforms.mentions.patterns`), nouns in lower case.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from transforms.lexicons import country_names, demonyms
from transforms.lexicons.titles import titles
from transforms.mentions.document import Document, Span
from transforms.mentions.layout import Owners, new_span
from transforms.mentions.words import (
    GEOGRAPHIC_HEADS,
    NAME_LINKS,
    ORG_NOUNS,
    PARTY_ADJECTIVES,
    PARTY_NOUNS,
    STATE_FORMS,
    TYPE_BY_LAST_WORD,
)

_POSSESSORS = frozenset({"people", "peoples", "women", "workers", "children", "citizens", "farmers", "lawyers", "teachers",
                         "veterans", "peasants", "students", "king", "queen"})  # fmt: skip
_FOLLOWED_BY_FOR = frozenset({"centers", "centre", "center", "movement", "union", "alliance", "list", "assembly", "party",
                              "network", "organization", "organisation", "council", "institute", "foundation", "coalition",
                              "association", "fund", "committee", "agency", "initiative", "clinic", "campaign"})  # fmt: skip
_HEADS_BEFORE_OF = ORG_NOUNS | {"list", "organization", "centers", "left", "union", "democrats", "communists", "socialists",
                                "supreme"}  # fmt: skip
_NOT_IN_NAMES = frozenset({"the", "a", "an", "this", "that", "former", "in", "at", "on", "by", "for", "after", "as", "when",
                           "if", "but", "and", "his", "her", "their", "its", "our", "no", "some", "all", "both", "most",
                           "many", "i", "it", "he", "she", "we", "they", "while", "since", "under"})  # fmt: skip
_NO_HEADS = frozenset({"news", "times", "capital", "network", "partners"})
"""Bodies' nouns that end other capitalised phrases as often ("Devastating News")."""
_ADJECTIVE_ENDINGS = ("ic", "ist", "ive", "al", "ian")
_LONGEST = 9


def phrases(document: Document, owner: Owners, capital: list[int]) -> Iterator[Span]:
    """From the capitalised tokens: spans that are longer than what the tagger labelled, or that it did not label at all."""
    form, size = document.form, len(document)
    for token in capital:
        key = form[token].casefold()
        entity_type = _type_of_head(form[token], key)
        if key in STATE_FORMS and token + 2 < size and form[token + 1] == "of":
            last = _after_of(document, owner, token + 1)
            if last is not None and not _goes_on(document, last):
                yield _joined(document, token, last, "GPE")
        if entity_type is not None:
            yield from _phrase(document, owner, token, entity_type)
        if token + 2 < size and form[token + 1] in NAME_LINKS:
            yield from _over_link(document, owner, token)


@cache
def _type_of_head(form: str, key: str) -> str | None:
    if (key in ORG_NOUNS and key not in _NO_HEADS) or key in PARTY_NOUNS or key == "list":
        return "ORG"
    if form in GEOGRAPHIC_HEADS:
        return "LOC"
    return "GPE" if key in TYPE_BY_LAST_WORD["GPE"] else None


def _joined(document: Document, first: int, last: int, entity_type: str) -> Span:
    return new_span(document, first, last, entity_type, "pattern+joined", 0.75)


def _phrase(document: Document, owner: Owners, head: int, entity_type: str) -> Iterator[Span]:
    """The run that the head ends, with what "of" and "for" add to it."""
    first = _with_first_part(document, _run_start(document, owner, head, entity_type), head)
    key = document.form[head].casefold()
    last = head + 1
    if entity_type != "LOC" and last + 1 < len(document):
        goes_on = document.form[last] == "of" and (key in _HEADS_BEFORE_OF or key == "republic")
        goes_on |= document.form[last] == "for" and key in _FOLLOWED_BY_FOR
        following = _after_of(document, owner, last) if goes_on else None
        # "Council of Graz": one word before "of" is a name's only if the tagger said so.
        if following is not None and (head > first or owner[head] is not None or key in {"organization", "union"}):
            last = following
    if last - first < 2 or (last == head + 1 and not _may_end(document, first, head, entity_type)):
        return
    yield _joined(document, first, last, entity_type)


def _with_first_part(document: Document, first: int, head: int) -> int:
    """The start of "Social Democratic and Labour Party": before "and" stand adjectives that need the head too."""
    form = document.form
    if form[head] not in {"Party", "Democrats", "Union"} or first < 2 or form[first - 1] != "and":
        return first
    start = first - 1
    while start > 0 and form[start - 1].endswith(_ADJECTIVE_ENDINGS) and form[start - 1][0].isupper():
        start -= 1
    is_one_party = start < first - 1 and "Republican" not in form[start:head]
    return start if is_one_party and document.sentence[start] == document.sentence[head] else first


def _may_end(document: Document, first: int, head: int, entity_type: str) -> bool:
    """Whether the run is a name of its own: it ends here, and a plural ("Democrats") has an adjective of parties."""
    key = document.form[head].casefold()
    if _goes_on(document, head + 1):
        return False
    if key in PARTY_NOUNS:
        words = [form.casefold() for form in document.form[first:head]]
        return words[-1] in PARTY_ADJECTIVES or (words[-1] in demonyms() and words[-1] != "american") or key == "greens"
    if entity_type == "ORG":
        # "the Democratic Senate" is the Senate in a party's hands.
        return key not in {"senate", "congress"} or document.form[first] not in {"Democratic", "Republican", "GOP"}
    return any(document.upos[token] in {"PROPN", "ADJ"} for token in range(first, head))


def _goes_on(document: Document, token: int) -> bool:
    """Whether the next word is capitalised too and no title, so that the name may not end before it."""
    if token >= len(document) or document.block[token] != document.block[token - 1]:
        return False
    form = document.form[token]
    if form == "-" and document.touches_next(token - 1):
        return True
    return form[0].isupper() and document.upos[token] == "PROPN" and form.casefold() not in titles()


def _run_start(document: Document, owner: Owners, head: int, entity_type: str) -> int:
    """The first token of the capitalised run before the head."""
    form, first = document.form, head
    own = owner[head]
    # The tagger's own left edge holds, if it saw more than the head; only a hyphen takes the name further.
    if own is not None and own.entity_type in {"ORG", "GPE", "LOC"} and own.first < head:
        first = own.first
        return _hyphen_start(document, first)
    while first > 0 and head - first < _LONGEST:
        before = first - 1
        if document.sentence[before] != document.sentence[head] or document.block[before] != document.block[head]:
            break
        word = form[before]
        if word == "-" and document.touches_next(before) and before > 0 and document.touches_next(before - 1):
            first = before - 1
            continue
        if word in {"'s", "’s"} and before > 0 and form[before - 1].casefold() in _POSSESSORS:
            first = before - 1
            continue
        if not _belongs(document, owner, before, entity_type):
            break
        first = before
    while first < head and not form[first][0].isupper():
        first += 1
    while first < head and (form[first].casefold() in _NOT_IN_NAMES or _is_hyphens_tail(document, first)):
        first += 1
    return first


def _is_hyphens_tail(document: Document, token: int) -> bool:
    """ "EU" of "anti-EU"."""
    return token > 0 and document.form[token - 1] == "-" and document.touches_next(token - 1)


def _hyphen_start(document: Document, first: int) -> int:
    """The start with what a hyphen ties to the name: "Anti-Fraud League", "Co-operative Union"."""
    form, sentence = document.form, document.sentence
    if first > 1 and form[first - 1] == "-" and document.touches_next(first - 2) and document.touches_next(first - 1):
        return first - 2 if form[first - 2][0].isupper() else first
    if first > 2 and form[first - 2] == "-" and form[first - 1].islower() and sentence[first - 3] == sentence[first]:
        touches = document.touches_next(first - 3) and document.touches_next(first - 2)
        return first - 3 if touches and form[first - 3] in {"Co", "Anti", "Non", "Pro", "Inter", "Pan"} else first
    return first


def _belongs(document: Document, owner: Owners, token: int, entity_type: str) -> bool:
    form = document.form[token]
    if not form[0].isupper() or document.upos[token] not in {"PROPN", "ADJ", "NOUN"}:
        return False
    if form.casefold() in titles() or form.casefold() in _NOT_IN_NAMES or form.endswith(("%", ":")):
        return False
    holder = owner[token]
    if holder is None:
        return True
    if holder.entity_type == "PERSON":
        return holder.size == 1 and entity_type == "ORG" and token == holder.first
    return holder.entity_type != "EVENT" and (entity_type == "ORG" or holder.entity_type in {"NORP", "ORG"})


def _after_of(document: Document, owner: Owners, preposition: int) -> int | None:
    """The end of the capitalised words after "of" or "for", an article between them included."""
    form, start = document.form, preposition + 1
    while start < len(document) and form[start] in {"the", "a"}:
        start += 1
    last = start
    while (
        last < len(document) and last - start < _LONGEST and document.sentence[last] == document.sentence[preposition]
    ):
        word, holder = form[last], owner[last]
        if document.block[last] != document.block[preposition]:
            break
        if word == "-" and last > start and document.touches_next(last - 1) and document.touches_next(last):
            last += 2
            continue
        if not word[0].isupper() or word.casefold() in titles() or document.upos[last] not in {"PROPN", "ADJ", "NOUN"}:
            break
        if holder is not None and holder.entity_type in {"PERSON", "EVENT"}:
            break
        last = holder.last if holder is not None and holder.first == last else last + 1
        # A complete place ends the name: "Party of Ruritania Senator …".
        if holder is not None and holder.entity_type == "GPE" and holder.name.casefold() in country_names():
            break
    if last == start:
        return None
    return _with_second_part(document, owner, preposition, last)


def _with_second_part(document: Document, owner: Owners, preposition: int, last: int) -> int:
    """ "… of England and Wales", "… for Disease Control and Prevention", but not "… of Kenya and Nigeria's …"."""
    form = document.form
    if last + 1 >= len(document) or form[last] != "and" or not form[last + 1][0].isupper():
        return last
    head, holder, before = form[preposition - 1].casefold(), owner[last + 1], owner[last - 1]
    end = last + 2
    if form[last - 1] == "England" and form[last + 1] == "Wales":
        return end
    bodies = {"ministry", "department", "centers", "committee", "commission", "office", "institute"}
    if head not in bodies or holder is not None or (before is not None and before.entity_type == "GPE"):
        return last
    while end < len(document) and form[end][0].isupper() and owner[end] is None and document.upos[end] == "PROPN":
        end += 1
    return end


def _over_link(document: Document, owner: Owners, token: int) -> Iterator[Span]:
    """ "Kingston upon Hull", "Clann na Mara": a foreign or old lower-case word between two capitalised ones."""
    left, form = owner[token], document.form
    last = token + 2
    if left is None or left.last != token + 1 or left.entity_type not in {"ORG", "GPE", "LOC", "FAC"}:
        return
    if (
        not form[last][0].isupper()
        or document.upos[last] != "PROPN"
        or document.sentence[last] != document.sentence[token]
    ):
        return
    right = owner[last]
    if right is not None and right.entity_type == "PERSON" and right.size > 1:
        return
    yield _joined(document, left.first, right.last if right is not None else last + 1, left.entity_type)
