"""What kind of thing a name is, where word lists or the words around it know better than a statistical tagger.

Stays out: where a name starts and ends (`transforms.mentions.spans`), what the rest of the article says of it
(`transforms.mentions.names`, `transforms.mentions.lists`).
"""

from __future__ import annotations

import re
from functools import cache

from transforms.lexicons import (
    capitals,
    country_names,
    country_of,
    demonyms,
    igo_of,
    is_listed_place,
    known_organisation,
    places,
    read_list,
)
from transforms.lexicons.titles import role_nouns
from transforms.mentions.document import Document, Span
from transforms.mentions.words import (
    ADMINISTRATIVE_NOUNS,
    AMBIGUOUS_COUNTRIES,
    COMPANY_NOUNS,
    FACILITY_NOUNS,
    FIRMS_LIKE_PERSONS,
    LAWS,
    MILITARY_WORDS,
    NOT_BODIES,
    NOT_PERSONS,
    NOT_SURNAMES,
    ORG_NOUNS,
    PARTICLES,
    PARTY_ADJECTIVES,
    PARTY_NOUNS,
    PLACES_LIKE_BODIES,
    PLATFORMS,
    STATE_FORMS,
    TYPE_BY_LAST_WORD,
)

_GLUED = re.compile(r"[a-zà-ÿ]{2}[A-ZÀ-Þ][a-zà-ÿ]")
_GLUED_PARTS = re.compile(r"^(?:Mac|Mc|De|Di|Le|La|Fitz|Van|Vander|Della|Abdel|Abdul|Saint|Kara)[A-ZÀ-Þ]")
_PLATFORM_USES = frozenset({"account", "post", "posts", "page", "statement", "message", "messages", "feed", "user",
                            "users", "video", "videos", "followers", "channel", "thread", "live", "chat"})  # fmt: skip

_FACILITY_MODIFIERS = frozenset({"air", "naval", "military", "railway", "train", "metro", "bus", "power", "nuclear"})

_ADJECTIVE_ENDINGS = ("ian", "ans", "ish", "ese")
"""The list of places has some peoples too ("Tigrayans"); they stay peoples."""


@cache
def first_names() -> frozenset[str]:
    """First names as written that are hardly anything else ("Ingrid", not "Paris"). Own work."""
    return frozenset(read_list("first_names.csv")["name"])


def is_person_name(name: str) -> bool:
    """Whether the string may be a person's name: no digits, no words grown together, not too many words."""
    words = name.split()
    if any(c.isdigit() or c in "©@/#&:;()" for c in name) or len(words) > 6 or name.casefold() in NOT_PERSONS:
        return False
    return not any(_GLUED.search(word) and not _GLUED_PARTS.match(word) for word in words)


def is_place_name(name: str) -> bool:
    """Whether the whole name, as written, is a country's or a capital's."""
    key = name.casefold()
    return (key in country_names() or key in capitals()) and country_of(name) is not None


def is_law(name: str) -> bool:
    """Whether the last word is that of a law or a treaty, which are none of the types of mentions."""
    words = name.split()
    return (
        len(words) > 1
        and words[-1] in LAWS
        and not any(word.casefold() in ORG_NOUNS for word in words)
        and "for" not in words
    )


def retype(document: Document, span: Span) -> None:
    """Set type, method and confidence anew. Ambiguous names ("Jordan") keep a person's label."""
    if span.name in PLATFORMS:
        span.entity_type = "PRODUCT" if is_used_as_medium(document, span) else "ORG"
        span.method = "ner+use"
        return
    label = _by_lists(document, span) or _by_surroundings(document, span)
    if label == span.entity_type:
        label = _by_use(document, span)
        if label != span.entity_type:
            span.entity_type, span.method, span.confidence = label, "ner+use", 0.7
    else:
        span.entity_type, span.method, span.confidence = label, "ner+retyped", 0.75


def _by_lists(document: Document, span: Span) -> str | None:
    """What lists of names and last words say; None where they say nothing."""
    key = span.name.casefold()
    words = key.split()
    label = span.entity_type
    no_person = label == "PERSON" and (key in NOT_PERSONS or _ends_with_country(words))
    if key in demonyms() and label != "NORP" and key not in capitals():
        return "NORP"
    if (is_place_name(span.name) and (label != "PERSON" or key not in AMBIGUOUS_COUNTRIES)) or (
        key in places()
        and label in {"ORG", "NORP", "PRODUCT"}
        and (
            " " in key
            or (label == "NORP" and not key.endswith(_ADJECTIVE_ENDINGS))
            or in_place_position(document, span)
        )
    ):
        return "GPE"
    if label not in {"ORG", "NORP"} and (span.name.isupper() or " " in key) and igo_of(span.name) is not None:
        return "ORG" if span.size < 5 and country_of(span.name) is None else None
    if len(words) > 2 and words[1] == "of" and words[0] in STATE_FORMS and "islamic" not in key:
        return "GPE"
    if len(words) > 1 and words[-1] in PARTY_NOUNS and (words[-2] in PARTY_ADJECTIVES or words[-1] == "greens"):
        return "ORG"
    if len(words) > 1 and _is_event(words):
        return "EVENT"
    by_last_word = next((t for t, last_words in TYPE_BY_LAST_WORD.items() if words[-1] in last_words), None)
    if by_last_word is None or len(words) == 1:
        return "ORG" if no_person else None
    if key in PLACES_LIKE_BODIES:
        return PLACES_LIKE_BODIES[key]
    return label if by_last_word == "LOC" and label in {"GPE", "FAC"} else by_last_word


def _is_event(words: list[str]) -> bool:
    """ "Operation Ember", "Ruritanian Campaign", "Labour Party Conference"."""
    if words[0] == "operation" or words[-2:] in (["party", "conference"], ["national", "convention"]):
        return True
    places_before = words[:-1] and (words[-2] in demonyms() or words[-2] in country_names() or words[-2] == "allied")
    return words[-1] in {"campaign", "offensive"} and bool(places_before)


def _by_surroundings(document: Document, span: Span) -> str:
    label = span.entity_type
    if label in {"ORG", "PERSON", "NORP", "PRODUCT"} and in_place_position(document, span):
        return "GPE"
    if label in {"PERSON", "GPE", "PRODUCT", "NORP", "LOC", "FAC"} and after_company_noun(
        document, span.first, span.last
    ):
        return "ORG"
    if label == "PERSON" and span.size == 1 and document.form[span.last : span.last + 2] == [",", "which"]:
        return "ORG"
    if label in {"PERSON", "NORP"} and _is_acronym(document, span):
        return "ORG"
    if label not in {"PERSON", "NORP"} and is_person_name(span.name):
        if after_role_noun(document, span) or looks_like_person(span.name):
            return "PERSON"
        if label == "ORG" and span.size in {2, 3, 4} and document.form[span.first] in PARTICLES:
            return "PERSON"
    return label


def _by_use(document: Document, span: Span) -> str:
    """The type in this place only, which the rest of the article may outvote ("the Senzaki station")."""
    is_body = span.entity_type == "ORG" and (span.size > 1 or known_organisation(span.name) is not None)
    if (
        span.entity_type in {"GPE", "PERSON", "ORG"}
        and not is_body
        and before_facility_noun(document, span.first, span.last)
    ):
        return "FAC"
    return span.entity_type


def _ends_with_country(words: list[str]) -> bool:
    return len(words) > 1 and words[-1] in country_names() and words[-1] not in AMBIGUOUS_COUNTRIES


def in_place_position(document: Document, span: Span) -> bool:
    """Whether the text treats the name as a place: "in X, Y" before a place's name, or "X province"."""
    after, before = span.last, span.first - 1
    if after >= len(document) or document.block[after] != document.block[span.first] or " of " in span.name:
        return False
    if document.form[after] in ADMINISTRATIVE_NOUNS:
        return True
    follows_preposition = before >= 0 and document.form[before].casefold() in {"in", "near"}
    if not follows_preposition or document.form[after] != "," or after + 1 >= len(document):
        return False
    return document.entity_type[after + 1] == "GPE" or document.form[after + 1].casefold() in country_names()


def before_facility_noun(document: Document, first: int, last: int) -> bool:
    """ "the Senzaki station": a lower-case noun for a building or a site stands right after the name."""
    if last + 1 >= len(document) or document.block[last] != document.block[first]:
        return False
    noun = document.form[last]
    if noun in _FACILITY_MODIFIERS:
        noun = document.form[last + 1]
    # "Kenya prison" and "D.C. hotel" speak of the place; a building has a name of its own.
    key = document.name(first, last).casefold()
    is_place = is_listed_place(key) or document.form[first].isupper()
    return noun in FACILITY_NOUNS and not is_place and not (key in demonyms() or key in ORG_NOUNS | MILITARY_WORDS)


def after_company_noun(document: Document, first: int, last: int) -> bool:
    """Whether a noun for a firm, a paper or a party stands right before the name: "the miner X", "newspaper X"."""
    before = first - 1
    if before < 0 or document.sentence[before] != document.sentence[first] or last - first > 3:
        return False
    return document.form[before] in COMPANY_NOUNS and document.upos[before] == "NOUN"


def after_role_noun(document: Document, span: Span) -> bool:
    """Whether a role noun in the singular stands right before a name of two to four capitalised words."""
    before = span.first - 1
    if before < 0 or not 2 <= span.size <= 4 or document.block[before] != document.block[span.first]:
        return False
    words = document.form[span.first : span.last]
    if document.form[before].casefold() not in role_nouns() or document.xpos[before] in {"NNS", "NNPS"}:
        return False
    return all(w[0].isupper() and not w.isupper() for w in words) and country_of(span.name) is None


def looks_like_person(name: str) -> bool:
    """Whether the name is a usual first name and one or two more capitalised words, none of them a body's noun."""
    words = name.split()
    if not 2 <= len(words) <= 3 or words[0] not in first_names() or name.casefold() in FIRMS_LIKE_PERSONS:
        return False
    folded = {word.casefold() for word in words[1:]}
    if folded & (ORG_NOUNS | NOT_SURNAMES) or any(folded & last_words for last_words in TYPE_BY_LAST_WORD.values()):
        return False
    return all(w[0].isupper() and (len(w) < 3 or not w.isupper()) for w in words) and not folded & demonyms().keys()


def _is_acronym(document: Document, span: Span) -> bool:
    """ "KDX" among words that are not in capitals throughout."""
    if (
        span.size > 1
        or span.name in NOT_BODIES
        or not (span.name.isalpha() and span.name.isupper() and len(span.name) > 2)
    ):
        return False
    beside = [t for t in (span.first - 1, span.last) if 0 <= t < len(document)]
    beside = [t for t in beside if document.block[t] == document.block[span.first] and document.form[t].isalpha()]
    return bool(beside) and not any(document.form[t].isupper() for t in beside)


def is_used_as_medium(document: Document, span: Span) -> bool:
    """ "on Twitter", "a Twitter post": the service, not the company."""
    before, after = span.first - 1, span.last
    if before >= 0 and document.form[before].casefold() in {"on", "via"}:
        return True
    return after < len(document) and document.form[after] in _PLATFORM_USES
