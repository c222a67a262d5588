"""Who is the same over articles: the name and the key that an entity goes by.

A full name and a type are one entity; two people of one full name are told apart by the marts, where all days are seen
(`int_entity_identities`). A person of whom an article gives no more than a surname is not merged with anybody for it: the
key is the surname with country and role ("Prime Minister" of JPN), else with the article. Rulers and clerics who go by
one name keep their title in it ("Pope Francis").

Stays out: names inside one article (`transforms.mentions.names`) and merging over days.
"""

from __future__ import annotations

import re
from functools import cache

from transforms.ids import stable_id
from transforms.lexicons import country_of, demonyms, igo_of, igos
from transforms.lexicons.matching import all_names
from transforms.mentions.document import Document, Span
from transforms.mentions.words import TITLES_IN_NAMES
from transforms.names import name_key

_COMPANY_ENDINGS = re.compile(
    r"[\s,]+(?:incorporated|inc|corporation|corp|company|co|limited|ltd|plc|llc|llp|gmbh|ag|sa|s\.a|nv|n\.v|spa|s\.p\.a)\.?$",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"^[IVX]+$")


def settle_names(document: Document, spans: list[Span]) -> None:
    """Canonical names as they are used over articles: titles that are part of a name, organisations by their list name."""
    titled: dict[str, str] = {}
    for span in spans:
        if span.entity_type == "PERSON" and _goes_by_one_name(span.canonical) and span.first > 0:
            before = document.form[span.first - 1]
            if before.casefold() in TITLES_IN_NAMES and before[0].isupper():
                titled.setdefault(span.canonical, f"{before.capitalize()} {span.canonical}")
    for span in spans:
        if span.known is not None:
            continue
        if span.entity_type == "PERSON":
            span.canonical = titled.get(span.canonical, span.canonical)
            span.is_partial = " " not in span.canonical and "-" not in span.canonical
        elif span.entity_type == "ORG":
            span.canonical = _organisation_name(span.canonical)
        elif span.entity_type == "NORP":
            span.canonical = _people_name(span.canonical)


def set_entity_ids(document: Document, spans: list[Span]) -> None:
    """The entity of every span. Roles must be known: a surname alone is told apart by them."""
    offices: dict[str, tuple[str, str]] = {}
    for span in spans:
        if span.is_partial and span.role is not None:
            role = document.name(*span.role)
            country = country_of(role)
            if country is not None:
                offices.setdefault(span.canonical, (country, _without_country(role).casefold()))
    for span in spans:
        span.entity_id = _entity_id(document, span, offices)


def _entity_id(document: Document, span: Span, offices: dict[str, tuple[str, str]]) -> str:
    if span.place is not None and span.known is None:
        return stable_id("PLACE", span.place.key)
    key = name_key(span.canonical)
    if span.entity_type == "ORG":
        key = name_key(_COMPANY_ENDINGS.sub("", span.canonical)) or key
    if not span.is_partial:
        return stable_id(span.entity_type, key)
    office = offices.get(span.canonical)
    return stable_id(span.entity_type, key, *(office or (document.article_id,)))


def _goes_by_one_name(name: str) -> bool:
    words = name.split()
    return len(words) == 1 or (len(words) == 2 and _NUMERAL.match(words[1]) is not None)


def _without_country(role: str) -> str:
    return " ".join(word for word in role.split() if word.casefold() not in demonyms() and country_of(word) is None)


def _organisation_name(name: str) -> str:
    """The list's name of an intergovernmental organisation where the whole name is one of its names ("U.N.")."""
    return _igo_names().get(name_key(name), name) if igo_of(name) is not None else name


@cache
def _igo_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, other_names in igos().select("name", "other_names").iter_rows():
        for surface in all_names(name, other_names):
            names.setdefault(name_key(surface), name)
    return names


def _people_name(name: str) -> str:
    """ "Russian" for "Russians": one people under one name."""
    singular = name.removesuffix("s")
    return singular if singular != name and singular.casefold() in demonyms() else name
