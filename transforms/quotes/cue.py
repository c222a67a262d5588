"""Cues: the words that report, and whose words they report.

Belongs here: which tokens are cues, their subject, the noun phrase of the source. Stays out: what was said (`content`)
and which entity the source is (`speaker`). Terms are PARC's: source, cue, content (Pareti, "PARC 3.0", LREC 2016).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.lexicons.nouns import BODIES, is_person_noun
from transforms.lexicons.reporting import reporting_words
from transforms.quotes.document import Document
from transforms.tags import TENSED, TIMES

_SUBJECT = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "auxpass", "csubjpass")
# Through these relations a verb takes its subject from the verb that governs it.
_INHERITS = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"})
_QUOTED_AS = frozenset({"quote", "cite", "record", "report"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOT_A_SPEAKER = frozenset({"there", "this", "that", "these", "what", "which"})
_CLAUSES_OF_A_NOUN = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "dep"})
_DECLINING = frozenset({"decline", "refuse", "fail", "neglect", "stop", "avoid"})
_NOBODY = frozenset({"nobody", "none", "neither", "no-one"})
_MAY = frozenset({"may", "might", "could", "will", "'ll", "’ll", "shall"})
_IF = frozenset({"if", "unless", "whether"})
_ALLEGEDLY = frozenset(
    {"allegedly", "apparently", "maybe", "perhaps", "possibly", "purportedly", "reportedly", "supposedly"}
)
_SEEMS = frozenset({
    "appear", "certain", "due", "expect", "going", "hope", "intend", "likely", "mean", "plan", "prepare", "ready",
    "schedule", "seem", "set", "unlikely", "want", "wish",
})  # fmt: skip
"""What governs an infinitive that is not known to have happened: "appeared to say", "is expected to announce"."""
_IS_SAID_TO = frozenset({"believe", "know", "rumor", "rumour", "suppose", "think"})
_MAKES = frozenset({
    "air", "deliver", "express", "file", "give", "have", "issue", "level", "lodge", "make", "offer", "post", "publish", "raise",
    "reiterate", "release", "renew", "repeat", "send", "submit", "utter", "voice", "write",
})  # fmt: skip
"""Verbs whose subject speaks where their object is a statement; of "rejected claims that …" it does not."""
_OPENS_INSERTION = frozenset({",", "(", "—", "–", "-", "--"})
_CLOSES_INSERTION = frozenset({",", ")", "—", "–", "-", "--"})
_PARTS = frozenset({",", "–", "—", "--"})
_PARTICLES = frozenset({"prt", "advmod", "prep", "acomp", "ccomp", "dobj"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its tokens (first, first after), lemma, class, and the head token of its source, where there is one."""

    token: int
    first: int
    last: int
    lemma: str
    speech_class: str
    source: int | None
    is_negated: bool
    is_hedged: bool = False
    is_phrase: bool = False


def find_cues(document: Document, is_quoted: Sequence[bool]) -> dict[int, Cue]:
    """Cues by token number; words inside quotation marks report nothing of the article's own."""
    verbs, nouns = reporting_words("verb"), reporting_words("noun")
    found: dict[int, Cue] = {}
    for token, lemma in enumerate(document.lemma):
        if is_quoted[token]:
            continue
        if document.lower[token] == "according":
            phrase = _according_to(document, token)
            if phrase is not None:
                found[token] = phrase
            continue
        if document.upos[token] == "NOUN":
            speech_class = nouns.get(lemma.lower())
            if speech_class is None or _is_medium(document, token):
                continue
            if reported_by_noun(document, token) is not None or _leads(document, token):
                source = _source_of_noun(document, token)
                found[token] = Cue(token, token, token + 1, lemma.lower(), speech_class, source, False)
            continue
        if not document.is_verb(token):
            continue
        multiword = _multiword(document, token, lemma.lower())
        if multiword is not None:
            last, name = multiword
            found[token] = _verb_cue(document, token, last, name, verbs[name])
        elif lemma.lower() in verbs:
            found[token] = _verb_cue(document, token, token + 1, lemma.lower(), verbs[lemma.lower()])
    return found


def reported_by_noun(document: Document, noun: int) -> int | None:
    """Head of the clause that a noun reports: "her claim that the bridge was safe", not "the claim that she made"."""
    for child in document.children[noun]:
        if document.lemma[child] in _MAKES and document.child(child, "dobj", "ccomp", "xcomp", "conj") is None:
            continue
        if child > noun and document.deprel[child] in ("acl", "ccomp", "relcl", "appos"):
            mark = document.child(child, "mark")
            if mark is not None and document.lower[mark] == "that" and mark > noun:
                return child
    return None


def _is_medium(document: Document, noun: int) -> bool:
    """Whether the noun only says where a verb of saying was said: "said in a statement that …"."""
    preposition = document.head[noun]
    above = document.head[preposition]
    return document.deprel[noun] == "pobj" and document.lemma[above].lower() in reporting_words("verb")


def _leads(document: Document, noun: int) -> bool:
    """Whether a colon follows the noun: "Her reply: “No.”" """
    return noun + 1 < len(document.form) and document.form[noun + 1] == ":"


def _source_of_noun(document: Document, noun: int) -> int | None:
    """Whose claim it is: the owner ("her claim"), an agent ("a claim by the union"), or who makes it ("she made the claim")."""
    owner = document.child(noun, "poss")
    if owner is not None:
        return owner
    for child in document.children[noun]:
        if document.deprel[child] == "prep" and document.lower[child] in ("by", "from", "of"):
            by = document.child(child, "pobj")
            if by is not None and can_speak(document, by):
                return by
    verb = document.head[noun]
    if document.deprel[noun] == "dobj" and document.lemma[verb] in _MAKES:
        subject = subject_of(document, verb)
        return subject if subject is not None and can_speak(document, subject) else None
    return None


def verb_as_cue(document: Document, token: int) -> Cue:
    """A verb that stands where only a cue can stand, whether the lexicon knows it or not."""
    return _verb_cue(document, token, token + 1, document.lemma[token].lower(), "neutral")


def _verb_cue(document: Document, token: int, last: int, lemma: str, speech_class: str) -> Cue:
    source = subject_of(document, token)
    negated, hedged = is_negated(document, token, source), is_hedged(document, token)
    return Cue(token, token, last, lemma, speech_class, source, negated, hedged)


def _according_to(document: Document, token: int) -> Cue | None:
    if token + 1 >= len(document.form) or document.lower[token + 1] != "to":
        return None
    source = document.child(token + 1, "pobj", "pcomp")
    if source is None:
        source = document.child(token, "pobj")
    return Cue(token, token, token + 2, "according to", "neutral", source, False, is_phrase=True)


def _multiword(document: Document, token: int, lemma: str) -> tuple[int, str] | None:
    """The longest entry of the lexicon with several words that begins at the token ("point out")."""
    if token + 1 >= len(document.form):
        return None
    name = f"{lemma} {document.lower[token + 1]}"
    if name in reporting_words("verb") and document.deprel[token + 1] in _PARTICLES:
        return token + 2, name
    return None


def is_negated(document: Document, token: int, source: int | None) -> bool:
    """Whether it was not said: "did not say", "declined to say", "without saying", "no official said"."""
    if document.child(token, "neg") is not None:
        return True
    if source is not None and _is_nobody(document, source):
        return True
    above = document.head[token]
    if document.deprel[token] == "pcomp":
        return document.lower[above] == "without"
    if document.deprel[token] == "xcomp":
        declines = document.lemma[above] in _DECLINING
        return (document.child(above, "neg") is None) == declines
    return False


def _is_nobody(document: Document, source: int) -> bool:
    return document.lower[source] in _NOBODY or any(
        document.lower[child] in ("no", "neither") and child < source for child in document.children[source]
    )


def is_hedged(document: Document, token: int) -> bool:
    """Whether the article leaves open that it was said, or says that it is still to come.

    "Reportedly said", "may have said", "is said to have warned", "will announce", "if she says". PARC marks such attributions
    as not factual (Pareti, "PARC 3.0", LREC 2016).
    """
    for child in document.children[token]:
        word, relation = document.lower[child], document.deprel[child]
        if (relation == "aux" and word in _MAY) or (relation == "mark" and word in _IF) or word in _ALLEGEDLY:
            return True
    above = document.head[token]
    if document.deprel[token] == "xcomp" and document.upos[above] in ("VERB", "ADJ", "AUX"):
        passive = document.child(above, "auxpass") is not None
        lemma = document.lemma[above].lower()
        return lemma in _SEEMS or (passive and (lemma in _IS_SAID_TO or lemma in reporting_words("verb")))
    return False


def is_passive(document: Document, token: int) -> bool:
    """Whether the cue's subject is spoken of or to ("was asked", "asked whether …"), so that nobody need be named."""
    if document.child(token, "auxpass") is not None:
        return True
    return document.xpos[token] == "VBN" and document.child(token, "nsubj", "aux") is None


def subject_of(document: Document, token: int) -> int | None:
    """Head token of the noun phrase that says it; None where the sentence does not tell (passives, impersonal "it")."""
    verb = token
    if document.xpos[token] == "VBN" and document.child(token, "nsubj", "aux") is None:
        return _agent(document, token)  # "asked about …": a participle without auxiliary is a passive
    for _ in range(8):
        if any(document.deprel[child] in _PASSIVE for child in document.children[verb]):
            passive = document.child(verb, "nsubjpass")
            if document.lemma[verb] in _QUOTED_AS and verb != token:
                return passive
            return _agent(document, verb) if verb == token else passive
        subject = _nearest_subject(document, verb)
        if subject is not None:
            if document.lower[subject] in _NOT_A_SPEAKER and antecedent(document, subject) is None:
                return None
            return subject
        relation, above = document.deprel[verb], document.head[verb]
        if above == verb or document.child(verb, "expl") is not None:
            return None
        if relation in ("acl", "relcl"):
            return _noun_or_its_owner(document, above)
        if relation not in _INHERITS and not (relation == "acomp" and document.upos[verb] == "ADJ"):
            return None
        verb = above
        if document.upos[verb] in ("NOUN", "PROPN"):
            if relation != "prep":
                return None
            # "answered the questions by saying …": the preposition hangs on the noun, its subject on the verb above
            for _ in range(4):
                if document.deprel[verb] not in ("pobj", "dobj", "prep", "prt", "attr"):
                    break
                verb = document.head[verb]
            if not document.is_verb(verb):
                return None
    return None


def _nearest_subject(document: Document, verb: int) -> int | None:
    """The verb's subject; of several, as the parse of “The school,” said Ana Ruiz has them, the one beside the verb.

    Of a phrase that the parser cut into pieces ("said vice-president Ana Ruiz") the last piece: the name.
    """
    subjects = [child for child in document.children[verb] if document.deprel[child] in _SUBJECT]
    nearest = min(subjects, key=lambda one: _gap(document, verb, one), default=None)
    for subject in subjects:
        if nearest is None or nearest < verb or document.upos[nearest] == "PROPN":
            break
        if document.subtree_start[subject] == document.subtree_end[nearest]:
            nearest = subject
    return nearest


def _gap(document: Document, verb: int, phrase: int) -> int:
    return max(document.subtree_start[phrase] - verb, verb - document.subtree_end[phrase])


def _noun_or_its_owner(document: Document, noun: int) -> int:
    """In "she issued a statement saying …" the subject speaks; in "a man saying …" the noun does."""
    if document.deprel[noun] == "dobj" and document.lemma[noun] in reporting_words("noun"):
        verb = document.head[noun]
        subject = document.child(verb, "nsubj")
        if subject is not None:
            return subject
    return noun


def _agent(document: Document, verb: int) -> int | None:
    by = document.child(verb, "agent")
    return None if by is None else document.child(by, "pobj")


def antecedent(document: Document, subject: int) -> int | None:
    """The noun that a relative pronoun stands for; None where the token is no relative pronoun.

    In "it was Ana Ruiz who said …" the parser makes the clause a complement of "was".
    """
    if (
        document.is_abbreviation(subject)
        or document.lower[subject] not in _RELATIVE
        or document.xpos[subject] not in ("WP", "WDT")
    ):
        return None
    clause = document.head[subject]
    for _ in range(3):
        if document.deprel[clause] == "relcl":
            return document.head[clause]
        if document.deprel[clause] != "conj":
            break
        clause = document.head[clause]
    above = document.head[clause]
    if document.deprel[clause] == "ccomp" and document.lemma[above] == "be" and above < subject:
        return document.child(above, "attr")
    return None


def shared_sources(document: Document, cues: dict[int, Cue]) -> dict[int, Cue]:
    """The cues, with sources set right where one cue goes on from another and the parse took it into the content.

    In "He added that ties grew and added that …" and "She said it had failed, noting that …" the second cue has no
    subject of its own: its source is that of the first.
    """
    found = dict(cues)
    for token, cue in cues.items():
        if cue.is_phrase or cue.speech_class == "thinking":
            continue
        if cue.source is None and document.child(token, "ccomp") is not None:
            found[token] = cue = replace(cue, source=_adjacent(document, cue))
        if document.deprel[token] not in ("conj", "advcl") or document.child(token, "nsubj", "nsubjpass") is not None:
            continue
        above = document.head[token]
        for _ in range(4):
            outer = found.get(above)
            if outer is not None and outer.speech_class != "thinking" and _is_by_somebody(document, outer):
                if outer.source is not None and above < token:
                    found[token] = replace(cue, source=outer.source)
                break
            if document.deprel[above] not in ("ccomp", "conj", "xcomp") or document.head[above] >= above:
                break
            above = document.head[above]
    return found


def _is_by_somebody(document: Document, cue: Cue) -> bool:
    return cue.source is None or can_speak(document, cue.source)


def _adjacent(document: Document, cue: Cue) -> int | None:
    """The noun phrase directly before the cue, for sentences whose subject the parser hung elsewhere."""
    token = cue.token
    if document.xpos[token] not in TENSED or document.child(token, "expl") is not None:
        return None
    begin, _ = document.bounds(token)
    before = token - 1
    while before > begin and document.upos[before] in ("ADV", "AUX"):
        before -= 1
    if before > begin and document.form[before] in _CLOSES_INSERTION:
        return _interrupted(document, begin, before)
    if before < begin or document.upos[before] not in ("PROPN", "NOUN", "PRON"):
        return None
    if document.lower[before] in _NOT_A_SPEAKER or document.lower[before] in _RELATIVE:
        return None
    while begin <= document.head[before] < token and document.upos[document.head[before]] in ("PROPN", "NOUN") and (
        document.deprel[before] in ("compound", "nmod", "flat")
    ):  # fmt: skip
        if document.head[before] == before:
            break
        before = document.head[before]
    return before


def _interrupted(document: Document, begin: int, end: int) -> int | None:
    """The noun that begins the sentence, where an insertion parts it from its verb: "Ms Ito, whose party lost, said …"

    The parser then takes noun and insertion for a clause of their own.
    """
    first = next((k for k in range(begin, end) if document.upos[k] in ("PROPN", "NOUN", "PRON")), None)
    if first is None or any(document.upos[k] in ("VERB", "AUX", "ADP") for k in range(begin, first)):
        return None
    head = first
    while document.deprel[head] in ("compound", "nmod", "poss", "amod", "nummod") and head < document.head[head] < end:
        head = document.head[head]
    if head + 1 < end and document.form[head + 1] in _OPENS_INSERTION:
        return head
    return None


def can_speak(document: Document, noun: int) -> bool:
    """Whether the head of a noun phrase is a name, a personal pronoun, or a noun for a person or body."""
    if document.upos[noun] == "PROPN" or document.lower[noun] in ("he", "she", "they", "we", "i", "who"):
        return True
    lemma = document.lemma[noun].lower()
    return document.upos[noun] == "NOUN" and (is_person_noun(lemma) or lemma in BODIES)


def noun_phrase(document: Document, token: int, avoid: range | None = None) -> tuple[int, int]:
    """Tokens (first, first after) of the phrase around a head noun: with title and apposition, without clauses.

    `avoid` are tokens that cannot belong to it: the cue's, the content's.
    """
    first, last = document.subtree_start[token], document.subtree_end[token]
    for child in document.children[token]:
        if child > token and (document.deprel[child] in _CLAUSES_OF_A_NOUN or _is_date(document, child)):
            last = min(last, max(document.subtree_start[child], token + 1))
    if avoid is not None and len(avoid):
        if avoid.start > token:
            last = min(last, avoid.start)
        else:
            first = max(first, avoid.stop)
    first, last = min(first, token), max(last, token + 1)
    for comma in range(token - 1, first, -1):
        # "Ms Ito, Governor Ana Ruiz said": the parse took the neighbour for a part of the name
        if document.form[comma] in _PARTS and any(document.upos[k] in ("PROPN", "NOUN") for k in range(first, comma)):
            first = comma + 1
            break
    while last > token + 1 and (document.upos[last - 1] in ("PUNCT", "SPACE", "CCONJ")):
        last -= 1
    while first < token and document.upos[first] in ("PUNCT", "SPACE", "CCONJ"):
        first += 1
    opens = document.form[token:last].count("(") > document.form[token:last].count(")")
    return first, last + 1 if opens and document.form[last : last + 1] == [")"] else last


def _is_date(document: Document, child: int) -> bool:
    """ "Her office on Sunday denied …": the day is that of the denial."""
    noun = document.child(child, "pobj") if document.deprel[child] == "prep" else None
    return noun is not None and document.entity_type[noun] in TIMES and document.lower[child] == "on"
