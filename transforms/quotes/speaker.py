"""Who the source is: from the words beside the cue to an entity.

Belongs here: the choice among the article's mentions, carrying a speaker forward, sources that stay unnamed. Stays out:
finding the words (`cue`, `find`), finding mentions and whom a pronoun or noun phrase means (`transforms.mentions`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transforms.lexicons.nouns import ANONYMOUS, BODIES, DOCUMENTS, EPITHETS, is_person_noun
from transforms.quotes.cue import antecedent, noun_phrase
from transforms.quotes.document import Document
from transforms.quotes.draft import Draft


@dataclass(frozen=True, slots=True)
class Mention:
    """A row of `mentions`, as far as speakers need it."""

    start: int
    end: int
    kind: str
    entity_type: str
    entity_id: str
    role: str | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Speaker:
    """The resolved source: how it was found, the entity (None where nobody can be named), its type and role."""

    resolution: str
    entity_id: str | None = None
    entity_type: str | None = None
    role: str | None = None


_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "one"})
_SURE = 0.85
"""From here on a pronoun's link says something of the person's gender (`transforms.mentions.pronouns`)."""
_IN_DOUBT = 0.6
"""Up to here a pronoun's link is hardly better than its second best: whoever has just spoken goes before it."""
_OTHERS = {"he": frozenset({"she", "her", "hers", "herself"}), "she": frozenset({"he", "him", "his", "himself"})}
_SAME_PHRASE = frozenset({"appos", "compound", "nmod", "flat", "conj"})
_UNNAMED = ("anonymity", "not authorized", "not authorised", "asked not to be named", "declined to be named", "unnamed")
_DEFINITE = frozenset({"the", "this", "that"})
_PLURAL = frozenset({"NNS", "NNPS"})
_ANY_BODY = frozenset({"agency", "company", "firm", "group", "newspaper", "organisation", "organization", "paper"})
"""Nouns that may mean whatever body has just spoken; "the campaign" or "the union" would be another."""
_RENAMED = EPITHETS | frozenset({
    "activist", "columnist", "commentator", "congressman", "congresswoman", "contender", "developer", "entrepreneur",
    "executive", "front-runner", "frontrunner", "governor", "hopeful", "investor", "lawmaker", "legislator", "magnate", "mogul",
    "pollster", "president", "runner", "scholar", "senator", "speechwriter", "star", "strategist", "tycoon",
})  # fmt: skip
"""Nouns by which writers vary the name of whoever has just spoken; "the judge" or "the spokesman" would be somebody else."""
_MANY = frozenset({
    "another", "both", "crowd", "few", "half", "least", "majority", "many", "most", "number", "none", "other", "others", "pair",
    "people", "percent", "quarter", "several", "some", "third", "those", "trio",
})  # fmt: skip
"""Words for several persons that are no plural nouns."""


def resolve_speakers(document: Document, drafts: Sequence[Draft], mentions: Sequence[Mention]) -> list[Speaker]:
    """A speaker for each draft, in the order of the drafts, which is that of their offsets."""
    named = [mention for mention in mentions if mention.kind == "name"]
    linked = {mention.end: mention for mention in mentions if mention.kind != "name"}
    starts = [mention.start for mention in named]
    speakers: list[Speaker] = []
    by_draft: dict[int, Speaker] = {}
    for draft in drafts:
        earlier = list(zip(drafts, speakers, strict=False))
        speaker = _resolve(document, draft, named, starts, linked, earlier, by_draft)
        speakers.append(speaker)
        by_draft[id(draft)] = speaker
    return speakers


def _resolve(
    document: Document,
    draft: Draft,
    named: Sequence[Mention],
    starts: Sequence[int],
    linked: Mapping[int, Mention],
    earlier: Sequence[tuple[Draft, Speaker]],
    by_draft: Mapping[int, Speaker],
) -> Speaker:
    if draft.source is None or draft.source_head is None:
        return Speaker("none")
    if draft.follows is not None:
        first = by_draft.get(id(draft.follows))
        if first is not None:
            return Speaker("continuation", first.entity_id, first.entity_type, first.role)
    head = draft.source_head
    word = document.form[head] if document.is_abbreviation(head) else document.lower[head]
    noun = antecedent(document, head)
    if noun is not None:
        begin, end = noun_phrase(document, noun, range(head, head + 1))
        found = _named_in(document, (document.start[begin], document.end[end - 1]), noun, named, starts)
        return Speaker("pronoun", found.entity_id, found.entity_type, found.role) if found else Speaker("pronoun")
    link = linked.get(document.end[head])
    if word in _PRONOUNS and draft.source[1] - draft.source[0] <= len(word):
        before = _spoke_before(document, draft, word, earlier, linked)
        if link is not None and (
            before is None or link.confidence > _IN_DOUBT or earlier[-1][0].paragraph != draft.paragraph
        ):
            return Speaker("pronoun", link.entity_id, link.entity_type, _role_of(link, named))
        return before or _body_pronoun(word, earlier)
    found = _named_in(document, draft.source, head, named, starts)
    if found is not None:
        return Speaker("name", found.entity_id, found.entity_type, found.role)
    if link is not None:
        return Speaker("nominal", link.entity_id, link.entity_type, _role_of(link, named))
    return _nominal(document, draft, head, earlier)


def _named_in(
    document: Document, source: tuple[int, int], head: int, named: Sequence[Mention], starts: Sequence[int]
) -> Mention | None:
    """The mention that is the source: the one over its head, else a person in the same phrase ("the poet Ana Ruiz")."""
    inside = [
        mention
        for mention in named[bisect_left(starts, source[0]) : bisect_left(starts, source[1])]
        if mention.end <= source[1]
    ]
    over = [mention for mention in inside if mention.start <= document.start[head] < mention.end]
    determined = any(document.deprel[child] == "det" for child in document.children[head])
    if determined and all(mention.entity_type == "NORP" for mention in over):
        over = []  # "the Ohio Democrat" is a person, not the party's followers
    if over:
        return max(over, key=lambda mention: (mention.entity_type == "PERSON", mention.end - mention.start))
    if document.lemma[head].lower() in BODIES:
        return None  # "the Ruiz campaign" is not Ruiz
    for mention in inside:
        if mention.entity_type == "PERSON" and _belongs(document, mention, head):
            return mention
    return None


def _belongs(document: Document, mention: Mention, head: int) -> bool:
    token = document.first_from(mention.end) - 1
    for _ in range(6):
        if token == head:
            return True
        if document.deprel[token] not in _SAME_PHRASE:
            return False
        token = document.head[token]
    return False


def _role_of(link: Mention, named: Sequence[Mention]) -> str | None:
    """The last role that the article has given the person before the pronoun or noun phrase."""
    return next(
        (m.role for m in reversed(named) if m.entity_id == link.entity_id and m.role and m.end <= link.start), None
    )


def _spoke_before(
    document: Document,
    draft: Draft,
    word: str,
    earlier: Sequence[tuple[Draft, Speaker]],
    linked: Mapping[int, Mention],
) -> Speaker | None:
    """For a "he" or "she" that no mention explains: the person who spoke last, here or in the paragraph before.

    Not one whom the article has called by the other pronoun.
    """
    if word not in _OTHERS or not earlier:
        return None
    last, speaker = earlier[-1]
    if speaker.entity_type != "PERSON" or speaker.entity_id is None or draft.paragraph - last.paragraph > 1:
        return None
    for mention in linked.values():
        said_otherwise = document.text[mention.start : mention.end].lower() in _OTHERS[word]
        if said_otherwise and mention.entity_id == speaker.entity_id and mention.confidence >= _SURE:
            return None
    return Speaker("pronoun", speaker.entity_id, "PERSON", speaker.role)


def _body_pronoun(word: str, earlier: Sequence[tuple[Draft, Speaker]]) -> Speaker:
    """ "It" and "they" are the last body that spoke; persons are linked by the mentions."""
    if word in ("it", "they"):
        for _, speaker in reversed(earlier[-3:]):
            if speaker.entity_type in ("ORG", "GPE", "NORP") and speaker.entity_id:
                return Speaker("pronoun", speaker.entity_id, speaker.entity_type, speaker.role)
    return Speaker("pronoun")


def _nominal(document: Document, draft: Draft, head: int, earlier: Sequence[tuple[Draft, Speaker]]) -> Speaker:
    """A noun phrase: unnamed persons stay so; a definite one goes back to the last speaker whom it can mean."""
    source = draft.source or (draft.start, draft.start)
    phrase = document.text[source[0] : source[1]]
    lemma = document.lemma[head].lower()
    if lemma in DOCUMENTS and lemma not in BODIES:
        return Speaker("document")
    role = _role(phrase) if is_person_noun(lemma) or lemma in ANONYMOUS else None
    begin, end = document.bounds(head)
    sentence = document.text[document.start[begin] : document.end[end - 1]].lower()
    definite = any(document.lower[child] in _DEFINITE for child in document.children[head])
    several = (document.xpos[head] in _PLURAL and document.lower[head] != "police") or lemma in _MANY
    unnamed = lemma in ANONYMOUS and (not definite or several)
    if unnamed or (not definite and any(sign in sentence for sign in _UNNAMED)):
        return Speaker("anonymous", role=role)
    if several:
        return Speaker("collective", role=role)
    simple = not any(document.deprel[child] in ("poss", "prep") for child in document.children[head])
    if not definite or not simple:
        return Speaker("nominal", role=role)
    if lemma in _ANY_BODY and earlier:
        last, speaker = earlier[-1]
        if speaker.entity_type == "ORG" and speaker.entity_id and draft.paragraph - last.paragraph <= 1:
            return Speaker("nominal", speaker.entity_id, "ORG", None)
    if lemma in _RENAMED:
        near = [speaker for before, speaker in earlier if draft.paragraph - before.paragraph <= 2]
        persons = [speaker for speaker in near if speaker.entity_type == "PERSON" and speaker.entity_id]
        if persons:
            return Speaker("nominal", persons[-1].entity_id, "PERSON", persons[-1].role or role)
    return Speaker("nominal", role=role if is_person_noun(lemma) else None)


def _role(phrase: str) -> str:
    """The phrase without its article."""
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "this", "that", "some", "one") else phrase
