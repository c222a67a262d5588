"""Nouns by what they can stand for as a source: unnamed informants, persons, bodies. The lists are the project's own.

Stays out: reporting verbs and nouns (`transforms.lexicons.reporting`) and offices with their sectors.
"""

ANONYMOUS = frozenset({
    "adviser", "advisor", "aide", "diplomat", "insider", "official", "operative", "person", "source", "witness",
})  # fmt: skip
"""Sources that keep their name to themselves when the article gives none."""

BODIES = frozenset({
    "agency", "army", "bank", "board", "bureau", "campaign", "club", "coalition", "commission", "committee", "company",
    "council", "court", "department", "firm", "government", "group", "institute", "military", "ministry", "navy",
    "network", "newspaper", "office", "organisation", "organization", "paper", "party", "police", "team", "union",
    "university",
})  # fmt: skip
"""Definite noun phrases with these mean an organisation."""

_PERSONS = frozenset({
    "aide", "ambassador", "analyst", "athlete", "attorney", "author", "boss", "boy", "candidate", "chair", "chief",
    "coach", "critic", "daughter", "delegate", "democrat", "diplomat", "expert", "father", "friend", "general", "girl",
    "guard", "head", "husband", "judge", "king", "mayor", "mother", "nominee", "nurse", "official", "pilot",
    "politician", "pope", "president", "priest", "prince", "princess", "queen", "republican", "secretary", "son",
    "spokesperson", "student", "wife",
})  # fmt: skip
_NOT_PERSONS = frozenset({
    "answer", "archive", "banner", "center", "centre", "chapter", "directive", "error", "flier", "flyer", "initiative",
    "letter", "newsletter", "newspaper", "number", "order", "paper", "poster", "tower",
})  # fmt: skip
_PERSON_ENDINGS = ("man", "woman", "person", "ist", "ian", "or", "er", "ant", "ee", "ive")


def is_person_noun(lemma: str) -> bool:
    """Whether a noun names a person by trade, office or kinship; by list and by ending."""
    if lemma in _NOT_PERSONS or lemma in BODIES:
        return False
    return lemma in _PERSONS or lemma.endswith(_PERSON_ENDINGS)
