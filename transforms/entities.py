"""Entities: who and what a day's articles speak of, one row each.

Belongs here: what the mentions of one name say together (other names, role, country, sector, gender). Stays out:
finding mentions (`transforms.mentions`) and identities across names.

Gender is read from the texts only, never guessed from a first name: from an honorific or gendered title before the
name ("Mrs Lee"), or from a pronoun (the safest case of Hobbs 1978, "Resolving pronoun references"): the only person of
a sentence is its subject, and the next sentence, in this block or the next, begins with the subject "He" or "She"; or
the sentence is "X said his …" without another person and without quotation marks. A contradiction gives `unknown`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import polars as pl

from transforms.lexicons import country_of, demonyms, igo_of, sector_of
from transforms.lexicons.titles import gender_of_honorifics
from transforms.tables import Entities
from transforms.tables.base import check, rows_to_frame

__all__ = ["entities_from_mentions"]

_DEALS_WITH = re.compile(
    r"\b(?:experts?|critics?|specialists?|watchers?|analysts?|scholars?|historians?|correspondents?|hawks?)\b"
)
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_PRONOUNS = {"he": "m", "she": "f"}
_RELATIVE = frozenset({"who", "whom", "whose"})
_OTHER_PEOPLE = frozenset({"he", "she", "him", "hers", "wife", "husband", "woman", "man"})
_POSSESSIVES = {"his": "m", "her": "f"}
_MENTION_COLUMNS = (
    "article_id", "fetched_on", "sentence_no", "char_start", "char_end", "mention_text", "entity_type", "entity_id",
    "canonical_name", "role_text", "zone",
)  # fmt: skip


class _Mention(NamedTuple):
    """A row of `mentions`, as far as it is needed here."""

    article_id: str
    fetched_on: object
    sentence_no: int
    char_start: int
    char_end: int
    mention_text: str
    entity_type: str
    entity_id: str
    canonical_name: str
    role_text: str | None
    zone: str


class _Token(NamedTuple):
    """A token of a sentence."""

    char_start: int
    block_no: int
    form: str
    deprel: str
    head: int
    token_no: int


def entities_from_mentions(mentions: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """One row an entity of the day (`Entities`), sorted by `entity_id`.

    Country: of a place or people by its name, of an organisation by a country or demonym in its name, of a person by
    the role. Sector: by the role, the organisation's name or the list of intergovernmental organisations (PLOVER
    manual, draft 0.8). Raises `BrokenFrame` if a row breaks the declaration.
    """
    by_entity: dict[str, list[_Mention]] = defaultdict(list)
    rows = mentions.select(_MENTION_COLUMNS).sort("article_id", "char_start")
    for row in rows.iter_rows():
        mention = _Mention(*row)
        by_entity[mention.entity_id].append(mention)
    people = [m for group in by_entity.values() for m in group if m.entity_type == "PERSON"]
    votes = _gender_votes(people, tokens)
    found = [_row(entity_id, group, votes) for entity_id, group in sorted(by_entity.items())]
    return check(rows_to_frame(found, Entities), Entities)


def _row(entity_id: str, group: list[_Mention], votes: dict[str, dict[str, set[str]]]) -> dict[str, object]:
    first = group[0]
    name = Counter(m.canonical_name for m in group).most_common(1)[0][0]
    role = _commonest(m.role_text for m in group)
    gender, gender_method = _gender(votes.get(entity_id, {}))
    country, sector = _country_and_sector(first.entity_type, name, role, group)
    return {
        "entity_id": entity_id,
        "fetched_on": first.fetched_on,
        "entity_type": first.entity_type,
        "canonical_name": name,
        "aliases": sorted({" ".join(m.mention_text.split()) for m in group} - {name}),
        "country": country,
        "sector": sector,
        "role_text": role,
        "gender": gender,
        "gender_method": gender_method,
        "mention_count": len(group),
    }


def _commonest(values: Iterable[str | None]) -> str | None:
    """The most frequent value, among equals the longest, then the first in the alphabet."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], -len(value), value)) if counts else None


def _country_and_sector(
    entity_type: str, name: str, role: str | None, group: list[_Mention]
) -> tuple[str | None, str | None]:
    if entity_type == "PERSON":
        roles = [text for text, _ in Counter(m.role_text for m in group if m.role_text).most_common()]
        roles = ([role] if role else []) + [text for text in roles if text != role]
        return _first_of(map(_country_of_role, roles)), _first_of(map(sector_of, roles))
    if entity_type in {"ORG", "EVENT", "PRODUCT"}:
        if entity_type == "ORG" and igo_of(name) is not None:
            return None, "IGO"
        return country_of(name), sector_of(name) if entity_type == "ORG" else None
    return country_of(name), None


def _country_of_role(role: str) -> str | None:
    """The country a role belongs to, not the one it deals with ("China expert", "envoy to France", "studies in …")."""
    own, *rest = re.split(r"\b(in|on|to|for|about|against|with|of|at|from)\b", role)
    country = country_of(own)
    if country is not None:
        return None if _DEALS_WITH.search(own) and not _is_adjective(own) else country
    return country_of(rest[1]) if rest and rest[0] in {"of", "at", "from", "with"} else None


def _is_adjective(words: str) -> bool:
    """Whether the first word is a demonym or a possessor: "French expert", "France's expert"."""
    first = words.split()[0]
    return first.casefold() in demonyms() or first.endswith(("'s", "’s"))


def _first_of(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)


# ----------------------------------------------------------------------------------------------------------- gender


def _gender(votes: dict[str, set[str]]) -> tuple[str, str]:
    """Gender and its source: honorifics go before pronouns, a contradiction leaves it unknown."""
    seen = {gender for genders in votes.values() for gender in genders}
    if len(seen) != 1:
        return "unknown", "none"
    return next(iter(seen)), "honorific" if "honorific" in votes else "pronoun"


def _gender_votes(people: list[_Mention], tokens: pl.DataFrame) -> dict[str, dict[str, set[str]]]:
    """Entity → source → genders that the texts show."""
    votes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    if not people:
        return votes
    sentences = _sentences(tokens, people)
    in_sentence: dict[tuple[str, int], list[_Mention]] = defaultdict(list)
    for mention in people:
        in_sentence[(mention.article_id, mention.sentence_no)].append(mention)
    for (article_id, sentence_no), here in in_sentence.items():
        sentence = sentences.get((article_id, sentence_no), [])
        after = sentences.get((article_id, sentence_no + 1), [])
        for mention in here:
            for gender in _from_honorific(mention, sentence):
                votes[mention.entity_id]["honorific"].add(gender)
        if len({m.entity_id for m in here}) == 1:
            following = in_sentence.get((article_id, sentence_no + 1), [])
            for gender in _from_pronouns(here[0], sentence, after, following):
                votes[here[0].entity_id]["pronoun"].add(gender)
    return votes


def _sentences(tokens: pl.DataFrame, people: list[_Mention]) -> dict[tuple[str, int], list[_Token]]:
    """The sentences that name people and the sentences after them."""
    numbers = {(m.article_id, m.sentence_no + offset) for m in people for offset in (0, 1)}
    wanted = pl.DataFrame(
        sorted(numbers), schema={name: tokens.schema[name] for name in ("article_id", "sentence_no")}, orient="row"
    )
    frame = (
        tokens.select("article_id", "sentence_no", *_Token._fields)
        .join(wanted, on=wanted.columns, how="semi")
        .sort("article_id", "token_no")
    )
    found: dict[tuple[str, int], list[_Token]] = defaultdict(list)
    for article_id, sentence_no, *rest in frame.iter_rows():
        found[(article_id, sentence_no)].append(_Token(*rest))
    return found


def _from_honorific(mention: _Mention, sentence: list[_Token]) -> Iterator[str]:
    """The gender that the word right before the name or the whole role shows ("Mrs", "Queen", "spokeswoman")."""
    before = [token for token in sentence if token.char_start < mention.char_start]
    if before and before[-1].form.casefold() in gender_of_honorifics():
        # "father Lee" may be "Lee's father", so a kinship noun counts only as a form of address.
        if before[-1].form[0].isupper() or before[-1].form.endswith(("man", "woman")):
            yield gender_of_honorifics()[before[-1].form.casefold()]
    elif mention.role_text:
        noun = mention.role_text.split(" of ")[0].split(" for ")[0].split(" at ")[0].split()[-1].casefold()
        if noun in gender_of_honorifics() and noun.endswith(("man", "woman")) and noun != "chairman":
            yield gender_of_honorifics()[noun]


def _from_pronouns(
    mention: _Mention, sentence: list[_Token], after: list[_Token], following: list[_Mention]
) -> Iterator[str]:
    """The genders of "He" or "She" as the next sentence's first subject and of "X said his …" in the same clause.

    The person must be the subject of the sentence's main verb, so that no other noun is the likelier antecedent.
    """
    inside = [t for t in sentence if mention.char_start <= t.char_start < mention.char_end]
    last_inside = {t.token_no for t in inside}
    subject = next((t for t in inside if t.deprel in _SUBJECT and t.head not in last_inside), None)
    verbs = {t.token_no: t for t in sentence}
    if subject is None or subject.head not in verbs or verbs[subject.head].deprel != "ROOT":
        return
    if _is_conjoined(subject, sentence):
        return
    if after and after[0].block_no - inside[0].block_no in {0, 1}:
        opening = after[0]
        if opening.form in {"He", "She"} and opening.deprel in _SUBJECT and _pronoun_is_free(mention, following):
            yield _PRONOUNS[opening.form.casefold()]
    quoted = any(t.form in {'"', "“", "”"} for t in sentence)
    if quoted or any(t.form.casefold() in _RELATIVE for t in sentence):
        return
    words = {t.form.casefold() for t in sentence if t.token_no > subject.token_no}
    says = "said" in words | {verbs[subject.head].form}
    if says and len(words & _POSSESSIVES.keys()) == 1 and not words & _OTHER_PEOPLE:
        possessive = next(t for t in sentence if t.form.casefold() in _POSSESSIVES and t.token_no > subject.token_no)
        if possessive.deprel == "poss":
            yield _POSSESSIVES[possessive.form.casefold()]


def _is_conjoined(subject: _Token, sentence: list[_Token]) -> bool:
    return any(t.deprel == "conj" and t.head == subject.token_no for t in sentence)


def _pronoun_is_free(mention: _Mention, following: list[_Mention]) -> bool:
    """Whether the next sentence does not itself name the person: "He met Lee" is not about Lee."""
    return all(m.entity_id != mention.entity_id for m in following)
