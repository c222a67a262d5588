"""What a noun phrase's words alone say of an actor: country, organisation, sector.

Belongs here: looking a phrase up in the lists and settling what its parts say. Stays out: the lists themselves
(`transforms.lexicons`) and what the sentence adds (`transforms.events.actors`).
"""

from __future__ import annotations

import re
from functools import cache

from transforms.lexicons import (
    capitals,
    country_names,
    demonyms,
    find_country,
    find_igo,
    find_organisation,
    find_sector,
    igo_sectors,
    metonyms,
    peoples,
    sector_of,
)
from transforms.lexicons.figures import home_of_group, known_person
from transforms.lexicons.matching import words_of

GOVERNMENT = re.compile(r"\s+(?:administration|government|regime|cabinet|team)$", re.IGNORECASE)
DEFINITE = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.IGNORECASE)
_PEACEKEEPERS = re.compile(
    r"\bpeace[- ]?keep(?:ers?\b|ing (?:troops|forces?|soldiers|mission|operation|contingent))"
    r"|\b(?:international|multinational|multi-national) (?:troops|forces?|monitors?|observers?|mediators?|"
    r"inspectors?|weapons inspectors?|mission|community|war crimes (?:court|tribunal)|tribunal)\b",
    re.IGNORECASE,
)
"""Forces and missions that belong to an intergovernmental organisation where no country is named."""
_PREPOSITION = re.compile(r"\s+(?:of|for|at|in|from|on|with|to|under|by|near|against|who|loyal)\s")
_TRANSNATIONAL = "IMG"
_LEADERS = frozenset({"leader", "leaders", "leadership", "politician", "politicians"})


def actor_code(phrase: str) -> tuple[str | None, str | None]:
    """Code and sector of an actor named by a noun phrase alone.

    The code is ISO 3166-1 alpha-3, or IGO or NGO for organisations that belong to no country (PLOVER manual, draft 0.8,
    table of non-state actor codes); the sector is PLOVER's. A capital or a seat that stands for its government has the
    sector GOV; a country's name alone has none. Both are None where the lists know nothing.
    """
    text = DEFINITE.sub("", phrase.strip())
    country, is_igo = country_or_igo(text)
    sector = sector_of(text)
    if not is_igo:
        group = home_of_group(text)
        if group is not None:
            # the branch of a transnational group in a country is armed opposition there
            is_branch = group[0] == _TRANSNATIONAL and country is not None
            country, sector = country or group[0], "REB" if is_branch else group[1]
        person = known_person(GOVERNMENT.sub("", text))
        if person is not None:
            country = country or person[0]
            if sector is None or _is_leader(text):
                sector = person[1]
    is_igo = is_igo or (country is None and sector == "IGO")
    if sector is None and not is_igo and is_people(text):
        sector = "CVL"
    if is_igo:
        return "IGO", _sector_in_igo(text, sector)
    if country is not None:
        if sector is None and stands_for_government(text):
            sector = "GOV"
        return country, sector
    if sector == "NGO":
        return "NGO", None
    return None, sector


def _is_leader(text: str) -> bool:
    """Whether no more than a word for leaders gives the sector: of whom they are leaders the person's name says."""
    found = find_sector(text)
    return found is not None and text[found.start : found.end].casefold() in _LEADERS


def _sector_in_igo(text: str, sector: str | None) -> str | None:
    """The sector within an intergovernmental organisation: GOV for whoever acts for it; with no other words the
    organisation's own, as that of a military alliance or court, and None for most.
    """
    if sector not in (None, "IGO"):
        return sector
    igo, role = find_igo(text), find_sector(text)
    if igo is None:
        return "GOV" if role is not None else None
    if role is not None and (role.start < igo.start or role.end > igo.end):
        return "GOV"
    role_beside = sector_of(f"{text[: igo.start]} {text[igo.end :]}")
    if role_beside is not None:
        return "GOV" if role_beside == "IGO" else role_beside
    own = igo_sectors()[igo.value]
    return None if own == "IGO" else own


@cache
def is_people(text: str) -> bool:
    """Whether the phrase is the plural name of a people, with or without what is said of it ("Algerians", "Iraqi
    Kurds", "ethnic Albanians in the south", "three Norwegians").
    """
    words = words_of(_PREPOSITION.split(text, maxsplit=1)[0])
    if not words or not words[-1].form[0].isupper():
        return False
    last = words[-1].bare
    if "ethnic" in (word.bare for word in words[:-1]):
        return last in demonyms() or last in peoples()
    if last in country_names() or not last.endswith("s"):
        return False
    return (last in demonyms() and last[:-1] in demonyms()) or (last in peoples() and last[:-1] in peoples())


@cache
def country_or_igo(text: str) -> tuple[str | None, bool]:
    """Country of the phrase, and whether it belongs to an intergovernmental organisation instead; the leftmost
    counts. Peacekeepers of no country belong to an organisation; a well-known organisation's name stands for its home
    where no country is named.
    """
    country, igo = find_country(text), find_igo(text)
    if igo is not None and (country is None or igo.start <= country.start):
        return None, True
    if country is not None:
        return country.value, False
    if _PEACEKEEPERS.search(text):
        return None, True
    named = find_organisation(text)
    return (named[0].country if named is not None else None), False


def stands_for_government(text: str) -> bool:
    """Whether the phrase is the name of a capital or a seat of government ("Nairobi", "the Kremlin")."""
    key = text.casefold()
    return (key in capitals() or key in metonyms()) and key not in country_names()
