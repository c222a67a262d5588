"""Sectors of society: what the role nouns of a noun phrase say.

Belongs here: `roles.csv` and how its entries are weighed. Stays out: names of leaders and armed groups, and what a
country or organisation adds (`transforms.events.codes`).
"""

from __future__ import annotations

from functools import cache

from transforms.lexicons.countries import capitals, country_names, places
from transforms.lexicons.matching import Found, Hit, Key, Table, Word, found_at, key_of, keyed, read_list, words_of
from transforms.lexicons.organisations import find_organisation, igo_names, organisations

_NONE = "0"
"""Marks a name in the table whose words are no role nouns ("West Bank", "United States")."""
_ORGANS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP"})
"""Sectors that the bodies of an intergovernmental organisation may have."""
_SHORT_TITLES = frozenset({"sen", "rep", "gen", "col", "lt", "maj", "capt", "sgt", "rev"})
_PREPOSITIONS = frozenset({"of", "for", "at", "in", "from", "on", "with", "to", "under", "by", "near", "against", "who",
                           "which", "that", "during", "after", "before", "about", "over"})  # fmt: skip


@cache
def _sector_table() -> Table:
    """Words of a role noun → weight and sector ("3MIL"); regular plurals and names of several words are added."""
    rows = list(read_list("roles.csv").select("surface", "sector", "weight").iter_rows())
    roles = keyed({surface: f"{weight}{sector}" for surface, sector, weight in rows})
    for key, value in list(roles.items()):
        roles.setdefault((*key[:-1], _plural(key[-1])), value)
    table = Table(roles)
    names: dict[Key, str] = {}
    for surface, organisation in organisations().items():
        names.setdefault(key_of(surface), f"3{organisation.sector}")
    for surface, _ in igo_names():
        # the Security Council is the organisation's government; "Energy Agency", "World Bank" are no more than names
        if not any(hit.value[0] > "2" and hit.value[1:] in _ORGANS for hit in table.scan(words_of(surface))):
            names.setdefault(key_of(surface), "3IGO")
    for entries in (country_names(), capitals(), places()):
        for surface in entries:
            names.setdefault(key_of(surface), _NONE)
    return Table({key: value for key, value in names.items() if len(key) > 1} | roles)


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


@cache
def find_sector(phrase: str) -> Found | None:
    """The PLOVER sector (manual, draft 0.8) that a noun phrase points to and the words that say so, else None.

    The words before the first preposition decide, unless they hold no more than a weak role noun ("president", "head")
    and the rest says more ("president of the bank" is BUS, "president of the republic" GOV). Among equals the last
    word, the head of the noun phrase, counts ("military court" is JUD). A well-known organisation's name has the
    organisation's sector. A country's name alone has none: whether it stands for its government is the caller's matter.
    """
    words = words_of(phrase)
    cut = next((i for i, word in enumerate(words) if i and word.form in _PREPOSITIONS), len(words))
    # An entry may itself hold a preposition ("secretary of state"), so the whole phrase is scanned once.
    hits = [hit for hit in _sector_table().scan(words) if hit.value != _NONE and not _is_name_part(words, hit)]
    best = max((hit for hit in hits if hit.start < cut), key=_strength, default=None)
    if best is None or best.value[0] == "1":
        best = max(hits, key=_strength, default=best)
    if best is not None:
        return found_at(words, best, best.value[1:])
    named = find_organisation(phrase)
    return named[1]._replace(value=named[0].sector) if named is not None else None


def _is_name_part(words: tuple[Word, ...], hit: Hit) -> bool:
    """Whether a short title is a name instead ("Hun Sen"): without a full stop, a name must follow ("Sen Warren")."""
    word = words[hit.start]
    if word.bare not in _SHORT_TITLES or hit.end - hit.start > 1 or word.form.endswith("."):
        return False
    return hit.end == len(words) or not words[hit.end].form[0].isupper()


def _strength(hit: Hit) -> tuple[str, int]:
    return hit.value[0], hit.start


@cache
def sector_of(phrase: str) -> str | None:
    """PLOVER sector that a noun phrase points to (`find_sector`), else None."""
    found = find_sector(phrase)
    return found.value if found is not None else None
