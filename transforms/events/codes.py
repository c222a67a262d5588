"""What a noun phrase's words alone say of an actor: country, organisation, sector.

Belongs here: looking a phrase up in the lists and settling what its parts say. Stays out: the lists themselves
(`transforms.lexicons`) and what the sentence adds (`transforms.events.actors`).
"""

from __future__ import annotations

import re
from functools import cache

from transforms.lexicons import capitals, country_names, country_of, demonyms, igo_of, metonyms, sector_of
from transforms.lexicons.events import armed_groups, leaders

GOVERNMENT = re.compile(r"\s+(?:administration|government|regime|cabinet|team)$")
DEFINITE = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.IGNORECASE)


def actor_code(phrase: str) -> tuple[str | None, str | None]:
    """Code and sector of an actor named by a noun phrase alone.

    The code is ISO 3166-1 alpha-3, or IGO or NGO for organisations that belong to no country (PLOVER manual, draft 0.8,
    table of non-state actor codes); the sector is PLOVER's. A capital or a seat that stands for its government has the
    sector GOV; a country's name alone has none. Both are None where the lists know nothing.
    """
    text = DEFINITE.sub("", phrase.strip())
    country, is_igo = country_or_igo(text)
    sector = sector_of(text)
    leader = leader_country(GOVERNMENT.sub("", text))
    if leader is not None and not is_igo:
        country, sector = country or leader, sector or "GOV"
    group = home_of_group(text)
    if group is not None and not is_igo:
        country, sector = country or group[0], group[1]
    if country is not None and sector is None and is_people(text):
        sector = "CVL"
    if is_igo:
        return "IGO", None if sector == "IGO" else sector
    if country is not None:
        if sector is None and stands_for_government(text):
            sector = "GOV"
        return country, sector
    if sector == "NGO":
        return "NGO", None
    return None, sector


@cache
def home_of_group(text: str) -> tuple[str, str] | None:
    """Home country (or IMG) and sector of the armed group that the phrase names, the longest name first."""
    words = [word.removesuffix("'s").removesuffix("’s").strip("(),") for word in text.split()]
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            found = armed_groups().get(" ".join(words[start : start + size]))
            if found is not None:
                return found
    return None


def is_people(text: str) -> bool:
    """Whether the phrase is the plural name of a people ("Algerians")."""
    key = text.casefold()
    return key.endswith("s") and key in demonyms() and key not in country_names() and key[:-1] in demonyms()


@cache
def leader_country(text: str) -> str | None:
    """Country of the head of state or government whose name the phrase ends with."""
    words = [word.removesuffix("'s").removesuffix("’s").removesuffix("'") for word in text.split()]
    for size in (3, 2, 1):
        if len(words) >= size:
            country = leaders().get(" ".join(words[-size:]))
            if country is not None:
                return country
    return None


@cache
def country_or_igo(text: str) -> tuple[str | None, bool]:
    """Country of the phrase, and whether it belongs to an intergovernmental organisation instead; the leftmost
    counts.
    """
    country, igo = country_of(text), igo_of(text)
    if igo is None:
        return country, False
    if country is None:
        return None, True
    words = text.split()
    for size in range(1, len(words)):
        prefix = " ".join(words[:size])
        if igo_of(prefix) is not None:
            return None, True
        if country_of(prefix) is not None:
            return country, False
    return country, False


def stands_for_government(text: str) -> bool:
    key = text.casefold()
    return (key in capitals() or key in metonyms()) and key not in country_names()
