"""Who acts and who is acted upon in an event that was found.

Belongs here: from the places of a predicate to actors and recipients; mutual events. Stays out: what makes a noun phrase an actor
(`transforms.events.actors`), and whether the event may be recorded with them (`transforms.events.gate`).
"""

from __future__ import annotations

from dataclasses import replace

from transforms.events.actors import Actors
from transforms.events.parse import Parse
from transforms.events.party import Actor, Participants
from transforms.events.settle import Found

MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
"""Types that are done with each other: praise (SUPPORT) only where it is a pact or an alliance (`is_mutual_type`)."""
_MUTUAL_LEMMAS = frozenset({"clash", "fight", "exchange", "cease", "battle", "fail", "trade", "halt", "end", "observe"})
_FALLBACK = ("dobj", "to", "against", "with", "on", "for", "from", "of")
_LOCATIONS = frozenset({"in", "near", "at", "along", "across", "inside"})
"""Places that make a recipient only where they are abroad."""
_ABOUT_DEEDS = frozenset({"ACCUSE", "REJECT"})
_ABOUT = ("over", "about", "at", "against", "of")
"""Places that tell what is criticised; a weapon there stands for its owner."""
_SIDES = frozenset({"country", "nation", "side", "party", "government", "neighbour", "neighbor", "leader", "state"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PARTIES = frozenset(
    {"ACTOR", "HUMAN", "PERSON", "PLACE", "IGO", "PRISONER", "REFUGEE", "DIPLOMAT", "AMBASSADOR", "TROOPS"}
)
_INSIDE = ("of", "by", "from", "against", "for", "on", "with", "to", "between", "into")


def participants(parse: Parse, actors: Actors, event: Found) -> Participants:
    """Who takes part, as far as the sentence names them; `transforms.events.gate` says whether the event may be recorded."""
    acting = _acting(parse, actors, event)
    found = Participants(acting, _receiving(parse, actors, event, acting))
    found = _of_pair(parse, actors, event, found)
    if event.event_type == "CONSULT":
        found.actors = _hosts(parse, actors, event, found)
    found = _upon_each_other(parse, event, found)
    if found.actors and found.recipients and _is_joint(event):
        found.is_mutual = True
    return found


def _of_pair(parse: Parse, actors: Actors, event: Found, found: Participants) -> Participants:
    """The parties, where "between A and B" names them."""
    between = event.frame.prepositions.get("between", [])
    if len(between) > 1 and not (found.actors and found.recipients):
        pair = [actor for noun in between for actor in _parties(parse, actors, noun)]
        if len(pair) > 1 and (event.rule == "nominal" or not found.actors):
            return Participants(pair[:1], pair[1:], True)
    return found


def _hosts(parse: Parse, actors: Actors, event: Found, found: Participants) -> list[Actor]:
    """The actors of a meeting, which may stand outside its own words: "during talks with X, Y said", a caption's pair."""
    if event.rule == "nominal" and not found.actors and found.recipients:
        return _host_clause(parse, actors, event, {actor.token for actor in found.recipients})
    if found.recipients or any(actor.is_political for actor in found.actors):
        return found.actors
    if event.rule == "nominal":
        return _pictured(parse, actors, event)
    if event.frame.is_passive:
        hosts = _host_clause(parse, actors, event, set())
        return hosts if len(hosts) > 1 else []
    return found.actors


def _upon_each_other(parse: Parse, event: Found, found: Participants) -> Participants:
    """The first of several actors upon the others, where the event is theirs alone."""
    if len(found.actors) < 2:
        return found
    recipients = found.recipients
    if is_mutual_type(event) and all(is_anaphoric(parse, recipient.token) for recipient in recipients):
        recipients = []
    if event.event_type in MUTUAL:
        # "Greece and Turkey agreed to reopen the lane to Lesbos": what is theirs is no third party
        own = {actor.country for actor in found.actors} - {None}
        recipients = [party for party in recipients if len(own) < 2 or party.country not in own]
    is_theirs = is_mutual_type(event) or event.frame.lemma in _MUTUAL_LEMMAS or _on_each_other(parse, event)
    if not recipients and is_theirs:
        return Participants(found.actors[:1], found.actors[1:], True)
    return Participants(found.actors, recipients, found.is_mutual)


def _on_each_other(parse: Parse, event: Found) -> bool:
    """Whether "each other" or "one another" fills a place of the predicate."""
    nouns = [*event.frame.objects, *(noun for filled in event.frame.prepositions.values() for noun in filled)]
    return any(parse.form[noun].lower() in ("other", "another") and parse.upos[noun] != "PROPN" for noun in nouns)


def is_mutual_type(event: Found) -> bool:
    """Whether several actors of such an event, where no recipient is named, are each other's recipients."""
    return event.event_type in MUTUAL and (event.event_type != "SUPPORT" or event.cameo_code in ("050", "057"))


def _is_joint(event: Found) -> bool:
    """Whether the act itself is done by both sides: talks and meetings, signed agreements, joint exercises."""
    if event.event_type == "CONSULT":
        return event.mode not in ("visit", "phone")
    return event.cameo_code in ("057", "062")


def _acting(parse: Parse, actors: Actors, event: Found) -> list[Actor]:
    found = []
    if event.event_type in ("MOBILIZE", "ASSAULT"):
        things = event.frame.subjects
        if event.rule == "nominal" and event.event_type == "MOBILIZE" and not things:
            things = [*event.frame.objects, *event.frame.prepositions.get("of", [])]
            found = [actor for noun in things if (actor := actors.at(noun)) is not None and actor.is_political]
            if found:
                return _distinct(found)
        owners = [owner for noun in things if (owner := actors.owner_at(noun)) is not None]
        if owners:
            return _distinct(owners)
    for noun in event.frame.subjects:
        actor = actors.at(noun)
        if actor is None:
            continue
        pair = actors.pair_at(noun)
        if pair:
            found.extend(pair)
            continue
        if actor.standing in ("none", "instrument"):
            actor = _behind(parse, actors, noun) or actor
        found.append(actor)
    if not found and event.frame.is_passive and event.event_type == "ASSAULT":
        for preposition in ("in", "by", "during", "from", "after"):
            for noun in event.frame.prepositions.get(preposition, []):
                actor = actors.at(noun)
                if actor is not None and actor.standing == "instrument":
                    return [_behind(parse, actors, noun) or actor]
    return _distinct(found)


def _behind(parse: Parse, actors: Actors, noun: int) -> Actor | None:
    """Who stands behind a thing that acts: its possessor, or "by" or "of" whom it is."""
    candidates = [inner for child in parse.with_dep(noun, "poss") for inner in parse.conjuncts(child)]
    for preposition in ("by", "of", "from"):
        candidates.extend(parse.prepositions(noun).get(preposition, []))
    for child in parse.with_dep(noun, "acl"):
        for agent in parse.with_dep(child, "agent"):
            candidates.extend(parse.with_dep(agent, "pobj"))
    for candidate in candidates:
        actor = actors.at(candidate)
        if actor is not None and actor.is_political:
            return actor
    return None


def _receiving(parse: Parse, actors: Actors, event: Found, acting: list[Actor]) -> list[Actor]:
    taken = {actor.token for actor in acting}
    if event.event_type == "REQUEST" and event.frame.clause is not None:
        # Who is to do it stands before what is to be done.
        found = _of_nouns(parse, actors, parse.with_dep(event.frame.clause, "nsubj", "nsubjpass"), taken)
        if found:
            return found
    places = [*event.entry.recipient, *(place for place in _FALLBACK if place not in event.entry.recipient)]
    if event.event_type == "MOBILIZE":
        places = [place for place in places if place != "dobj"]  # what is moved is no party
    for place in places:
        if place == "inner":
            if event.inner is not None:
                found = _receiving(parse, actors, event.inner, acting)
            elif event.frame.clause is not None:
                found = _of_clause(parse, actors, event.frame.clause, acting)
            else:
                found = []
        else:
            found = _of_nouns(parse, actors, _fillers(event, place), taken, only_inside=_is_named_by(event, place))
            if place not in event.entry.recipient:
                found = [actor for actor in found if actor.is_political]
            if place in _LOCATIONS:
                own = {actor.country for actor in acting}
                found = [actor for actor in found if actor.country is not None and actor.country not in own]
        if found:
            return _distinct(found)
    if event.event_type in _ABOUT_DEEDS:
        nouns = [noun for place in _ABOUT for noun in event.frame.prepositions.get(place, [])]
        return [owner for noun in nouns for owner in actors.owners_within(noun)]
    return []


def _is_named_by(event: Found, place: str) -> bool:
    """Whether the entry asks for a noun class in the place, so that what stands there names the deed and not a
    party.
    """
    return any(
        condition.place == place and condition.noun.isupper() and condition.noun not in _PARTIES
        for condition in event.entry.conditions
    )


def _of_nouns(
    parse: Parse, actors: Actors, nouns: list[int], taken: set[int], *, only_inside: bool = False
) -> list[Actor]:
    found = [party for noun in nouns for party in _parties(parse, actors, noun, only_inside=only_inside)]
    return _distinct([party for party in found if party.token not in taken])


def _fillers(event: Found, place: str) -> list[int]:
    frame = event.frame
    if place == "dobj":
        return frame.objects
    if place == "dobj2":
        return frame.second_objects
    return frame.prepositions.get(place, [])


def _of_clause(parse: Parse, actors: Actors, clause: int, acting: list[Actor]) -> list[Actor]:
    """Recipients in a clause whose verb the lexicon does not know: what is political or foreign of its nouns."""
    nouns = [child for child in parse.children[clause] if parse.dep[child] in ("nsubj", "nsubjpass", "dobj")]
    for fillers in parse.prepositions(clause).values():
        nouns.extend(fillers)
    own = {actor.country for actor in acting}
    found = _of_nouns(parse, actors, nouns, {actor.token for actor in acting})
    return [party for party in found if party.is_political or party.country not in (None, *own)][:2]


def _parties(parse: Parse, actors: Actors, noun: int, *, only_inside: bool = False) -> list[Actor]:
    """The noun as a party, or those whom its phrase names ("the Senate's call", "the arrest of the mayor")."""
    actor = actors.at(noun)
    if actor is None:
        return []
    if means_both_sides(parse, noun):
        return [actor]  # who they are, the article tells (`transforms.events.dyad`)
    if actor.standing in ("political", "civil") and not only_inside:
        return actors.pair_at(noun) or [actor]
    behind = _behind(parse, actors, noun) or (_nationality(parse, actors, noun) if only_inside else None)
    if behind is not None:
        return [behind]
    for preposition in _INSIDE:
        inside = [actors.at(inner) for inner in parse.prepositions(noun).get(preposition, [])]
        parties = [found for found in inside if found is not None and found.is_party]
        if parties:
            return parties
    if only_inside or not (actor.country is not None or actor.sector == "IGO" or parse.entity[noun] in _NAMED):
        return []
    return [actor]


def _nationality(parse: Parse, actors: Actors, noun: int) -> Actor | None:
    """The state whose thing it is ("an Icelandic trawler"), with the phrase as its words."""
    actor = actors.at(noun)
    is_marked = any(
        parse.entity[child] in ("NORP", "GPE") for child in parse.with_dep(noun, "amod", "compound", "nmod")
    )
    if actor is None or actor.country is None or not is_marked:
        return None
    return replace(actor, standing="political", basis="owner")


def _host_clause(parse: Parse, actors: Actors, event: Found, receiving: set[int]) -> list[Actor]:
    """For "during talks with X, Y said": the subject of the clause that the talks are set in."""
    for governor in parse.ancestors(event.frame.predicate):
        if parse.upos[governor] in ("VERB", "AUX"):
            sayer = actors.sayer_of(governor)
            if sayer is not None and sayer.token not in receiving and sayer.is_political:
                return [sayer]
            found = [actor for noun in parse.subjects(governor) if (actor := actors.at(noun)) and noun not in receiving]
            return _distinct([actor for actor in found if actor.is_political])
    return []


def is_anaphoric(parse: Parse, token: int) -> bool:
    """Whether the phrase only points back ("each other", "the two countries", "their ministries")."""
    return (
        means_both_sides(parse, token)
        or parse.form[token].lower() in ("other", "another")
        or any(parse.dep[child] == "poss" and parse.xpos[child] == "PRP$" for child in parse.children[token])
    )


def means_both_sides(parse: Parse, token: int) -> bool:
    """Whether the phrase is one for two parties that were named before ("the two countries", "both sides")."""
    return parse.lemma[token].lower() in _SIDES and any(
        parse.form[child].lower() in ("two", "both") for child in parse.children[token]
    )


def _pictured(parse: Parse, actors: Actors, event: Found) -> list[Actor]:
    """Who met, where only a pair of names before the noun tells: "A and B during a meeting", "A and B … their
    summit".
    """
    noun = event.frame.predicate
    above = parse.ancestors(noun)
    if any(parse.form[child].lower() == "their" for child in parse.with_dep(noun, "poss")):
        heads = [t for t in range(noun) if parse.sentence[t] == parse.sentence[noun] and parse.dep[t] != "conj"]
    else:
        heads = [above[-1]] if above and parse.upos[above[-1]] in ("NOUN", "PROPN") else []
    for head in reversed(heads):
        conjuncts = parse.conjuncts(head)
        if len(conjuncts) > 1:
            pair = [actor for token in conjuncts if (actor := actors.at(token)) and actor.is_political]
            if len(pair) > 1:
                return _distinct(pair)
    return []


def _distinct(found: list[Actor]) -> list[Actor]:
    kept: dict[object, Actor] = {}
    for actor in found:
        kept.setdefault((actor.span, actor.country), actor)
    return list(kept.values())
