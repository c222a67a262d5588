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

COMMENTATORS = frozenset({
    "academic", "analyst", "author", "columnist", "commentator", "critic", "economist", "editor", "expert", "fellow", "historian",
    "lecturer", "observer", "philosopher", "pollster", "professor", "pundit", "researcher", "scholar", "scientist", "specialist",
    "strategist", "writer",
})  # fmt: skip
"""Those who judge events and take no part in them: their opinions are no events, for PLOVER codes what actors do and say."""

_PERSONS = frozenset({
    "academic", "agent", "aide", "ally", "analyst", "astronaut", "athlete", "attorney", "aunt", "bishop", "boss",
    "boy", "candidate", "captain", "ceo", "cfo", "chair", "chef", "chief", "cleric", "clerk", "client", "coach",
    "colleague", "colonel", "cop", "correspondent", "cousin", "critic", "delegate", "democrat", "deputy", "diplomat",
    "dissident", "duke", "envoy", "exec", "expert", "fan", "fiance", "friend", "general", "girl", "grandson", "guard",
    "guest", "head", "heir", "host", "hostage", "husband", "imam", "judge", "king", "monk", "mp", "nephew", "niece",
    "nun", "nurse", "official", "opponent", "parent", "patient", "pilot", "pope", "president", "priest", "prince",
    "princess", "proponent", "queen", "rabbi", "rebel", "republican", "resident", "respondent", "rival", "scholar",
    "secretary", "sheriff", "sibling", "son", "spouse", "student", "superintendent", "surgeon", "suspect", "teen",
    "thief", "uncle", "vet", "veteran", "victim", "widow", "wife", "witness",
})  # fmt: skip
"""Nouns for persons that none of the endings below tells."""
_NOT_PERSONS = frozenset({
    "accelerator", "adapter", "alternative", "anchor", "anger", "answer", "archive", "assist", "banner", "barrier",
    "bee", "beer", "behavior", "bellwether", "blockbuster", "bluster", "bomber", "border", "browser", "bulldozer",
    "bumper", "bunker", "burger", "butter", "caliber", "cancer", "career", "carrier", "center", "chamber",
    "chandelier", "chapter", "charter", "chatter", "cheer", "cluster", "coffee", "coffer", "color", "committee",
    "computer", "conditioner", "connector", "container", "copper", "corner", "corridor", "counter", "cover",
    "crossover", "cucumber", "cyber", "cylinder", "dagger", "danger", "decor", "decree", "deer", "defensive",
    "degree", "demeanor", "destroyer", "diameter", "diffuser", "dimmer", "dinner", "directive", "disaster",
    "dishwasher", "disorder", "dive", "door", "dossier", "drawer", "drive", "dryer", "elephant", "elevator",
    "epicenter", "equator", "error", "factor", "favor", "fee", "fever", "fiber", "filibuster", "filter", "finger",
    "flavor", "flicker", "flier", "floor", "flower", "flyer", "folder", "freezer", "fundraiser", "furor", "gender",
    "generator", "ginger", "glimmer", "grant", "guarantee", "gutter", "harbor", "heater", "heist", "helicopter",
    "honor", "horror", "horsepower", "houseplant", "humor", "hunger", "imperative", "incentive", "indicator",
    "indoor", "initiative", "instant", "interior", "jeer", "jubilee", "jumper", "kilometer", "knee", "labor",
    "ladder", "laser", "latter", "laughter", "layer", "leather", "ledger", "letter", "list", "liter", "liver",
    "locker", "makeover", "maneuver", "manner", "marker", "marquee", "matter", "melee", "merger", "metaphor", "meter",
    "mirror", "monitor", "motor", "multiplayer", "murder", "narrative", "newsletter", "newspaper", "number",
    "objective", "odor", "offensive", "offer", "order", "pant", "paper", "parameter", "parser", "penchant",
    "perimeter", "perspective", "plant", "pollutant", "polymer", "positive", "poster", "powder", "prayer", "printer",
    "razor", "receptor", "refrigerator", "register", "remainder", "reminder", "render", "restaurant", "river",
    "roller", "roster", "router", "rubber", "rumor", "scanner", "scooter", "sector", "semiconductor", "sensor",
    "server", "shader", "shelter", "shoulder", "shower", "silver", "sliver", "sneaker", "soccer", "specter", "spider",
    "spree", "sticker", "subcommittee", "summer", "super", "supercharger", "swagger", "sweater", "takeover", "tanker",
    "teleprompter", "temper", "tenor", "terror", "theater", "three", "tier", "tiger", "timer", "tinder", "tower",
    "tractor", "trailer", "transfer", "tree", "trigger", "turnover", "twist", "vapor", "variant", "vector",
    "viewfinder", "voiceover", "voucher", "waiver", "warrant", "water", "weather", "winter", "wonder", "wrist",
})  # fmt: skip
"""Nouns that only end like those for persons."""
_PERSON_ENDINGS = ("man", "woman", "person", "ist", "ian", "or", "er", "ant", "ee", "ive")


def is_person_noun(lemma: str) -> bool:
    """Whether a noun names a person by trade, office or kinship; by list and by ending."""
    if lemma in _NOT_PERSONS or lemma in BODIES or lemma.endswith("water"):
        return False
    return lemma in _PERSONS or lemma.endswith(_PERSON_ENDINGS)
