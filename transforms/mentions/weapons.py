"""Weapons by name: missiles, aircraft, tanks and ships, found by the noun beside them or by the list.

Belongs here: which capitalised words are a weapon's name, and whose make it is. Stays out: kinds of weapons without a name
("ballistic missiles") and their makers. A word that means other things too ("Patriot", "Bal") counts only in articles that
have it beside a weapon's noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.lexicons import country_names, demonyms, places, read_list
from transforms.lexicons.matching import all_names
from transforms.lexicons.titles import titles
from transforms.mentions.document import Document, Span
from transforms.mentions.layout import Owners, owners_of, put, spans_in_order
from transforms.mentions.retyping import first_names
from transforms.mentions.words import MILITARY_WORDS, NOT_ONLY_WEAPONS, ORG_NOUNS, WEAPON_MODIFIERS, WEAPON_NOUNS

_CODE = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Z]{0,3}$")
_SPLIT = re.compile(r"(?<=[^\W\d_])(-)(?=[^\W\d_])|(['’]s\b)|\s+")
_FARTHEST = 7

_Words = tuple[str, ...]


@cache
def _countries() -> dict[str, str]:
    """Casefolded names → ISO 3166-1 alpha-3 of the country of origin."""
    found: dict[str, str] = {}
    for name, other_names, country in read_list("weapons.csv").select("name", "other_names", "country").iter_rows():
        for surface in all_names(name, other_names):
            found.setdefault(surface.casefold(), country)
    return found


def weapon_country(name: str) -> str | None:
    """ISO 3166-1 alpha-3 of the country that a weapon of the list comes from, else None; a plural counts as well."""
    key = " ".join(name.split()).replace("‑", "-").replace("’", "'").casefold()
    return _countries().get(key) or (_countries().get(key[:-1]) if key.endswith("s") else None)


@cache
def _listed() -> dict[str, list[_Words]]:
    """First word → token sequences of the list's names, the longest first, plurals included."""
    index: dict[str, list[_Words]] = {}
    for name, other_names in read_list("weapons.csv").select("name", "other_names").iter_rows():
        for surface in all_names(name, other_names):
            for spelling in {surface, surface.replace("'", "’")}:
                words = tuple(part for part in _SPLIT.split(spelling) if part)
                for form in (words, (*words[:-1], words[-1] + "s")):
                    index.setdefault(form[0], []).append(form)
    return {first: sorted(names, key=lambda words: (-len(words), words)) for first, names in index.items()}


@cache
def _written_nouns() -> frozenset[str]:
    return WEAPON_NOUNS | {noun.title() for noun in WEAPON_NOUNS} | {noun.upper() for noun in WEAPON_NOUNS}


def _is_unmistakable(words: _Words) -> bool:
    """Whether the name means nothing else: several words (no person's), figures, or capitals throughout."""
    is_possessive = words[1:2] in {("'s",), ("’s",)}
    if (words[0] in first_names() and not is_possessive) or words[0].casefold() in titles():
        return False
    if len(words) > 1:
        return words[1] != "-" or len(words) > 3
    word = words[0].removesuffix("s")
    return len(word) > 3 and (word.isupper() or any(c.isdigit() for c in word))


def with_weapons(document: Document, spans: list[Span]) -> list[Span]:
    """The spans with weapons as PRODUCT, in order; a weapon takes the place of shorter or equally long other readings."""
    candidates = list(_candidates(document))
    nouns = _written_nouns()
    heads = [token for token, form in enumerate(document.form) if form in nouns]
    if not candidates and not heads:
        return spans
    owner = owners_of(document, spans)
    proven = {words for head in heads for words in _before_noun(document, owner, head)}
    proven |= {words for _, words in candidates if _is_unmistakable(words)}
    proven |= {(*words[:-1], words[-1] + "s") for words in proven} | {_singular(words) for words in proven}
    by_first: dict[str, list[_Words]] = {}
    for words in sorted(proven, key=lambda words: (-len(words), words)):
        by_first.setdefault(words[0], []).append(words)
    for token, form in enumerate(document.form):
        for words in by_first.get(form, ()):
            last = token + len(words)
            if tuple(document.form[token:last]) == words and _is_free(document, owner, token, last):
                name = " ".join(document.name(token, last).split())
                name = name[:-1] if name.endswith("s") and _singular(words) in proven and len(name) > 2 else name
                put(owner, Span(token, last, "PRODUCT", "pattern+weapon", 0.8, name))
                break
    return spans_in_order(owner)


def _singular(words: _Words) -> _Words:
    return (*words[:-1], words[-1].removesuffix("s")) if len(words[-1]) > 3 else words


def _candidates(document: Document) -> Iterator[tuple[int, _Words]]:
    """Places where a name of the list stands, ambiguous ones included."""
    listed = _listed()
    for token, form in enumerate(document.form):
        for words in listed.get(form, ()):
            if tuple(document.form[token : token + len(words)]) == words:
                yield token, words
                break


def _before_noun(document: Document, owner: Owners, head: int) -> Iterator[_Words]:
    """Names before a weapon's noun: "Bal and Bastion missile systems" has two, "Terminal … Defense (X) launcher" X."""
    form, token = document.form, head - 1
    while token >= 0 and head - token < _FARTHEST and document.sentence[token] == document.sentence[head]:
        if form[token] not in {"-", ")", ","} and form[token].lower() not in WEAPON_MODIFIERS:
            break
        token -= 1
    while token >= 0 and document.sentence[token] == document.sentence[head]:
        words = _name_ending_at(document, owner, token, form[head])
        if words is None:
            return
        yield words
        token -= len(words)
        linked = token > 0 and form[token] in {"and", "or", ",", "/", "("}
        if not linked:
            return
        token -= 2 if form[token - 1] == "," and form[token] in {"and", "or"} else 1


def _name_ending_at(document: Document, owner: Owners, token: int, noun: str) -> _Words | None:
    """The name whose last token is the given one: of the list, a type's number, or capitalised words without a label."""
    for size in range(min(6, token + 1), 0, -1):
        words = tuple(document.form[token - size + 1 : token + 1])
        if any(words == listed for listed in _listed().get(words[0], ())):
            return words
    if _CODE.match(document.form[token].removesuffix("s")):
        return (document.form[token],)
    if noun in NOT_ONLY_WEAPONS or not noun.islower():
        return None
    first = token + 1
    while first > 0 and token - first < 3 and _may_be_name(document, owner, first - 1):
        first -= 1
    return tuple(document.form[first : token + 1]) if first <= token else None


def _may_be_name(document: Document, owner: Owners, token: int) -> bool:
    form, holder = document.form[token], owner[token]
    if not form[0].isupper() or document.upos[token] != "PROPN" or not form.isalnum() or len(form) < 3:
        return False
    if holder is not None and holder.entity_type != "PRODUCT":
        return False
    if token and document.form[token - 1] == "-" and document.touches_next(token - 1):
        return False
    starts_sentence = token == 0 or document.sentence[token - 1] != document.sentence[token]
    key = form.casefold()
    is_other = key in ORG_NOUNS or key in demonyms() or key in country_names() or key in places() or key in titles()
    return not (starts_sentence or is_other or key in MILITARY_WORDS or document.entity_type[token] in {"DATE", "LAW"})


def _is_free(document: Document, owner: Owners, first: int, last: int) -> bool:
    """Whether no label goes beyond the range and none inside it is a known person's, place's or people's."""
    for token in range(first, last):
        holder = owner[token]
        if holder is not None and (holder.first < first or holder.last > last):
            return False
        if holder is not None and holder.entity_type in {"GPE", "NORP"} and holder.name.casefold() in places():
            return False
    after = document.form[last] if last < len(document) and document.touches_next(last - 1) else ""
    return after != "-" or document.form[last + 1 : last + 2] == ["class"]
