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

DOCUMENTS = frozenset({
    "ad", "advert", "advertisement", "affidavit", "analysis", "article", "audit", "banner", "bill", "blog", "book", "brief",
    "briefing", "broadcast", "bulletin", "charge", "communique", "communiqué", "complaint", "constitution", "contract",
    "declaration", "decision", "diary", "directive", "document", "draft", "dossier", "editorial", "email", "e-mail",
    "filing", "flier", "flyer", "guideline", "indictment", "invitation", "invoice", "judgement", "judgment", "law",
    "lawsuit", "leaflet", "letter", "manifesto", "manual", "memo", "memoir", "memorandum", "message", "motion", "note",
    "notice", "op-ed", "opinion", "order", "pamphlet", "petition", "placard", "platform", "plaque", "poll", "post",
    "poster", "record", "release", "report", "resolution", "review", "ruling", "rule", "sign", "statement", "statistic",
    "statute", "story", "study", "subpoena", "suit", "summary", "summons", "survey", "testimony", "text", "transcript",
    "treaty", "tweet", "verdict", "video", "warrant", "website", "will", "writ",
})  # fmt: skip
"""What is written and speaks in the place of its author: "the report said"."""

VENUES = frozenset({
    "address", "ad", "appearance", "article", "blog", "book", "breakfast", "briefing", "broadcast", "call", "campaign",
    "ceremony", "chat", "column", "comment", "commentary", "commercial", "committee", "conference", "congress", "convention",
    "conversation", "court", "debate", "dinner", "discussion", "document", "editorial", "email", "e-mail", "essay", "event",
    "exchange", "fax", "filing", "forum", "fundraiser", "gathering", "hall", "hearing", "interview", "issue",
    "lecture", "letter", "livestream", "lunch", "luncheon", "mail", "meeting", "memo", "memoir", "memorandum", "message",
    "note", "op-ed", "panel", "paper", "parliament", "petition", "phone", "podcast", "post", "posting", "presentation",
    "presser", "program", "programme", "radio", "rally", "reception", "release", "remark", "report",
    "seminar", "sermon", "session", "show", "speech", "statement", "submission", "summit", "symposium",
    "telegram", "telephone", "television", "testimony", "text", "thread", "trial", "tv", "tweet", "video", "videolink",
    "vigil", "visit", "voicemail", "webcast", "webinar", "website",
})  # fmt: skip
"""Occasions and media in which something is said: "in an interview", "at a rally", "in a letter"."""

UTTERANCES = frozenset({
    "address", "briefing", "conference", "email", "e-mail", "interview", "letter", "memo", "post", "presser", "remark", "speech",
    "statement", "testimony", "tweet",
})  # fmt: skip
"""Those venues that are made of the speaker's own words."""

EPITHETS = frozenset({
    "analyst", "author", "billionaire", "businessman", "candidate", "democrat", "expert", "lawyer", "leader", "man",
    "nominee", "official", "politician", "republican", "woman",
})  # fmt: skip
"""Nouns by which a text may call a person of whom it said nothing before."""

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
