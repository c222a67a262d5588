"""Who acts and who is acted upon: from a noun to an actor with country, sector and standing.

Belongs here: reading a noun phrase as an actor, and the gate that says who counts as political. Stays out: the lists of
countries, organisations and role nouns (`transforms.lexicons`), and which place of a predicate an actor is taken from
(`transforms.events.arguments`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.events.codes import (
    DEFINITE,
    GOVERNMENT,
    country_or_igo,
    is_people,
    stands_for_government,
)
from transforms.events.parse import Parse
from transforms.events.party import Actor, MentionedEntity
from transforms.lexicons import country_of, demonyms, sector_of
from transforms.lexicons.events import noun_classes
from transforms.lexicons.figures import home_of_group, leader_country

POLITICAL_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "REB", "UAF", "IGO", "PTY", "NGO"})
"""Sectors of PLOVER (manual, draft 0.8) whose members act politically by what they are."""
CIVIL_SECTORS = frozenset({"CVL", "LAB", "EDU", "MED", "REL", "CRM", "MNC"})
_NAMED = frozenset({"GPE", "NORP", "ORG", "FAC", "LOC"})
_COLLECTIVE = frozenset(
    {
        "government", "side", "negotiator", "official", "leader", "leadership", "state", "country", "nation",
        "authority", "counterpart", "delegation", "ruler", "regime", "administration", "neighbor", "neighbour", "ally",
        "bloc",
    }
)  # fmt: skip
_STATES = frozenset({"country", "nation", "state"})
_CHIEFS = frozenset({"chief", "head", "boss", "mission", "agency", "plane", "envoy", "force"})
_MEMBERS = frozenset(
    {"member", "personnel", "group", "faction", "wing", "figure", "candidate", "seeker", "supporter", "staff"}
)
_OWNED = frozenset({"WEAPON", "SYSTEM"})
"""Classes of nouns that stand for their owner when they act or are set up."""
_QUANTITIES = frozenset(
    {
        "score", "dozen", "hundred", "thousand", "number", "group", "majority", "handful", "million", "series", "some",
        "one", "two", "three", "several", "many", "most", "crowd", "couple",
    }
)  # fmt: skip


class Actors:
    """Reads the nouns of one article as actors; knows its mentions."""

    def __init__(
        self,
        parse: Parse,
        text: str,
        mentions: Sequence[MentionedEntity],
        speakers: Mapping[int | None, tuple[int, int]],
    ) -> None:
        """`speakers` has the offsets of the speaker for the first character of each reporting word (`quotes`)."""
        self._parse = parse
        self._speakers = speakers
        self._text = text
        self._by_start: dict[int, MentionedEntity] = {}
        for mention in mentions:
            self._by_start.setdefault(mention.char_start, mention)
        self._known: dict[int, Actor | None] = {}

    def at(self, token: int) -> Actor | None:
        """The actor that a noun or pronoun names; None for a pronoun that the mentions do not resolve."""
        if token not in self._known:
            self._known[token] = self._read(token)
        return self._known[token]

    def sayer_of(self, verb: int) -> Actor | None:
        """Who says what a reporting verb reports, as the table of quotations has it; None for other verbs."""
        parse = self._parse
        span = self._speakers.get(parse.char_start[verb])
        if span is None:
            return None
        last = next(
            (t for t in range(verb, -1, -1) if parse.char_start[t] < span[1] and parse.upos[t] != "PUNCT"), None
        )
        if last is None or parse.char_start[last] < span[0]:
            last = next((t for t in range(verb, len(parse.form)) if parse.char_end[t] == span[1]), None)
        return self.at(last) if last is not None else None

    def owner_at(self, token: int) -> Actor | None:
        """Who stands behind a weapon or another thing that acts: the owner of the named system, else the people before it.

        "A THAAD interceptor" is the United States', "Russian missiles" are Russia's.
        """
        parse = self._parse
        itself = self.at(token)
        is_owned = noun_classes().get(parse.lemma[token].lower(), frozenset()) & _OWNED
        if not is_owned or (itself is not None and itself.is_political):
            return None
        start, _ = parse.short_phrase(token)
        country, _ = country_or_igo(self._words(start, token))
        for inner in range(start, token + 1) if country is None else ():
            mention = self.mention_covering(inner)
            if mention is not None and mention.entity_type == "PRODUCT" and mention.country is not None:
                country = mention.country
                break
        if country is None:
            return None
        span = parse.char_start[start], parse.char_end[token]
        return Actor(token, *span, None, country, "MIL", "political", "owner")

    def owners_within(self, noun: int) -> list[Actor]:
        """The owners of all weapons that are named under a noun ("the deployment of weapons, including …"), one a country."""
        parse = self._parse
        found: dict[str | None, Actor] = {}
        for token in range(parse.subtree_start[noun], parse.subtree_end[noun]):
            owner = self.owner_at(token) if parse.upos[token] == "NOUN" else None
            if owner is not None:
                found.setdefault(owner.country, owner)
        return list(found.values())

    def pair_at(self, token: int) -> list[Actor]:
        """The two parties of "French and Egyptian warships", each with its own words; empty where there is no pair."""
        parse = self._parse
        whole, pair = self.at(token), parse.paired_modifiers(token)
        if whole is None or pair is None:
            return []
        found = []
        for modifier, last in ((pair[0], pair[0]), (pair[1], token)):
            country, is_igo = country_or_igo(self._words(*parse.short_phrase(modifier)))
            if country is None and not is_igo:
                return []
            start = parse.short_phrase(modifier)[0] if modifier == pair[0] else modifier
            span = parse.char_start[start], parse.char_end[last]
            found.append(Actor(modifier, *span, None, country, "IGO" if is_igo else whole.sector, whole.standing))
        return found if found[0].country != found[1].country else []

    def mention_covering(self, token: int) -> MentionedEntity | None:
        """The mention that the token lies in (names are short, so few starts are looked up)."""
        parse = self._parse
        for start in range(token, max(-1, token - 8), -1):
            mention = self._by_start.get(parse.char_start[start])
            if mention is not None and mention.char_end >= parse.char_end[token]:
                return mention
        return None

    def _read(self, token: int) -> Actor | None:
        parse = self._parse
        mention = self.mention_covering(token)
        if parse.upos[token] == "PRON":
            if mention is None:
                return None
            standing = self._standing_of_entity(mention)
            return Actor(
                token, parse.char_start[token], parse.char_end[token], mention.entity_id, mention.country,
                mention.sector, standing, "pronoun",
            )  # fmt: skip
        start, end = parse.phrase(token)
        if parse.lemma[token].lower() in _QUANTITIES:
            for noun in parse.prepositions(token).get("of", []):
                counted = self.at(noun)
                if counted is not None:
                    last = max(end, noun + 1)
                    span = parse.char_start[start], parse.char_end[last - 1]
                    return Actor(token, *span, counted.entity_id, counted.country, counted.sector, counted.standing)
        name_start = self._name_start(token, start)
        before = self._words(start, name_start)
        country, is_igo = country_or_igo(DEFINITE.sub("", before) if before else "")
        left = self._words(start, token + 1)
        is_person = parse.entity[token] == "PERSON" or (mention is not None and mention.entity_type == "PERSON")
        if country is None and not is_igo:
            if not is_person:
                country, is_igo = country_or_igo(left)
            if country is None and not is_igo:
                country, is_igo = self._from_complement(token, end)
        sector = sector_of(left) if self._is_role(token) else None
        if is_person:
            role = self._apposition(token)
            if mention is not None and mention.role_text:
                role = f"{mention.role_text} {role}"
            sector = sector_of(before) or (sector_of(role) if role else None)
            if country is None and not is_igo:
                country, is_igo = country_or_igo(role) if role else (None, False)
            if not is_igo:
                leader = leader_country(self._words(name_start, token + 1))
                country, sector = country or leader, sector or ("GOV" if leader else None)
        group = home_of_group(left)
        if group is not None and not is_igo:
            country, sector = country or (group[0] if group[0] != "IMG" else None), group[1]
        if country is not None and sector is None and is_people(DEFINITE.sub("", left)):
            sector = "CVL"
        if mention is not None:
            country = country or (None if is_igo else mention.country)
            sector = sector or mention.sector
        elif country is None and sector is None and parse.entity[token] is None:
            leader = leader_country(GOVERNMENT.sub("", left)) if parse.upos[token] == "PROPN" else None
            country, sector = leader, "GOV" if leader else None
            is_person = leader is not None
        if sector is None and not is_igo and country is not None and stands_for_government(DEFINITE.sub("", left)):
            sector = "GOV"
        named = self._name_after(token, end) if not is_person else None
        if named is not None:
            # "the Norwegian minister, Kari Dahl": the words and the entity of the name belong to it
            end = named + 1
            mention = self.mention_covering(named) or mention
            country = country or (mention.country if mention is not None and not is_igo else None)
        standing = self._standing(token, country, is_igo, sector, is_person)
        if is_igo:
            country, sector = None, "IGO" if sector in (None, "GOV", "LEG") else sector
        return Actor(
            token,
            parse.char_start[start],
            parse.char_end[end - 1],
            mention.entity_id if mention is not None else None,
            country,
            sector,
            standing,
        )

    def _is_role(self, token: int) -> bool:
        """Whether the phrase's head can bear a sector: a role noun, a name, a force; "aid" in "military aid" cannot."""
        parse = self._parse
        if parse.upos[token] == "PROPN" or parse.entity[token] in _NAMED:
            return True
        lemma = parse.lemma[token].lower()
        return (
            sector_of(parse.form[token].lower()) is not None
            or lemma in _COLLECTIVE
            or lemma in _MEMBERS
            or bool(noun_classes().get(lemma, frozenset()) & {"TROOPS", "POLICE", "REFUGEE", "PEACEKEEPER"})
        )

    def _words(self, start: int, end: int) -> str:
        if start >= end:
            return ""
        return self._text[self._parse.char_start[start] : self._parse.char_end[end - 1]]

    def _name_start(self, token: int, start: int) -> int:
        """Where the person's name at the end of the phrase begins, else the end of the phrase's left part."""
        parse = self._parse
        if parse.entity[token] != "PERSON":
            return start
        first = token
        while first > start and parse.entity[first - 1] == "PERSON":
            first -= 1
        return first

    def _from_complement(self, token: int, end: int) -> tuple[str | None, bool]:
        """Country or organisation from "of …", "in …", "from …" beside the noun ("the army of Chad")."""
        parse = self._parse
        for preposition in ("of", "from", "in", "for", "at"):
            for noun in parse.prepositions(token).get(preposition, []):
                if noun < end and parse.entity[noun] != "PERSON":
                    country, is_igo = country_or_igo(self._words(*parse.short_phrase(noun)))
                    if country is not None or is_igo:
                        return country, is_igo
        return None, False

    def _name_after(self, token: int, end: int) -> int | None:
        """The person's name that explains the noun, beside it or after a comma."""
        parse = self._parse
        for child in parse.with_dep(token, "appos"):
            mention = self.mention_covering(child)
            is_person = parse.entity[child] == "PERSON" or (mention is not None and mention.entity_type == "PERSON")
            if is_person and parse.subtree_start[child] <= end + 1:
                return child
        return None

    def _apposition(self, token: int) -> str:
        """What is said of a person between commas after the name, or in front of it as the noun it explains."""
        parse = self._parse
        for child in parse.with_dep(token, "appos"):
            return self._words(*parse.phrase(child))
        if parse.dep[token] == "appos":
            return self._words(*parse.phrase(parse.head[token]))
        return ""

    def _standing_of_entity(self, entity: MentionedEntity) -> str:
        if entity.sector in POLITICAL_SECTORS:
            return "political"
        if entity.entity_type in ("GPE", "NORP") and entity.country is not None:
            return "political"
        if entity.entity_type == "PERSON":
            return "political" if entity.country is not None and entity.sector is None else "civil"
        return "none"

    def _standing(self, token: int, country: str | None, is_igo: bool, sector: str | None, is_person: bool) -> str:
        parse = self._parse
        lemma = parse.lemma[token].lower()
        classes = noun_classes().get(lemma, frozenset())
        if (classes & {"WEAPON", "ATTACK"} and not classes & {"TROOPS"}) or lemma in _INSTRUMENTS:
            return "instrument"
        if is_igo:
            return "political" if parse.upos[token] == "PROPN" or self._is_role(token) or lemma in _CHIEFS else "none"
        if sector in POLITICAL_SECTORS:
            return "political"
        if sector is not None:
            return "civil" if sector in CIVIL_SECTORS or sector in ("BUS",) else "none"
        if is_person:
            return "political" if country is not None else "civil"
        if country is None:
            return "political" if lemma in _STATES and parse.xpos[token] == "NNS" else "none"
        form = parse.form[token].casefold()
        names_country = form in demonyms() or country_of(parse.form[token]) is not None or lemma in _COLLECTIVE
        named = parse.entity[token] in _NAMED
        if names_country or (named and country_of(self._words(*parse.short_phrase(token))) is not None):
            return "political"
        if classes & {"TROOPS", "POLICE"}:
            return "political"
        return "none"


_INSTRUMENTS = frozenset(
    {"bomb", "bomber", "mine", "device", "explosion", "blast", "gunfire", "fire", "rocket", "shell"}
)
