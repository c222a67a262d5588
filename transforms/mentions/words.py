"""Closed word lists of the naming rules; own work.

Stays out: lists that other rule sets share (`transforms.lexicons`) and the rules.
"""

from __future__ import annotations

AGENCIES = frozenset(
    {"reuters", "ap", "afp", "associated press", "agence france-presse", "xinhua", "interfax", "tass", "itar-tass",
     "yonhap", "kyodo", "bloomberg", "dpa", "epa", "anadolu", "getty images"}
)  # fmt: skip
"""News and picture agencies: never persons."""

NOT_PERSONS = AGENCIES | {
    "twitter", "facebook", "instagram", "youtube", "telegram", "tiktok", "whatsapp", "google", "covid-19", "covid",
    "brexit", "trumpism", "bitcoin", "wikipedia", "hezbollah", "hamas", "taliban",
}  # fmt: skip

NO_NAMES = frozenset(
    {"newsfeed", "subscribe", "photo", "file photo", "copyright", "covid-19", "covid", "coronavirus", "slideshow",
     "brexit", "advertisement", "read more", "related", "topics", "share", "comments", "breaking news"}
)  # fmt: skip
"""What taggers take for names and what names nobody: furniture of pages, diseases."""

GLUED_TAILS = ("People", "Photo", "Picture", "Image", "File", "The", "This", "Getty", "Handout", "Workers", "Police")
"""Words that lost pages glue to the end of a photographer's name ("Ann LeePeople")."""

PARTICLES = frozenset({"von", "van", "der", "den", "bin", "ibn", "bint", "ter", "ten", "zu"})
"""Particles that join a person's names wherever they stand between two of them."""

WEAK_PARTICLES = frozenset({"de", "di", "da", "del", "della", "du", "dos", "das", "al", "el", "la", "le"})
"""Particles that names of places and companies have too; they need a person's label beside them."""

COMPOUND_TAILS = frozenset(
    {"led", "era", "like", "run", "style", "type", "born", "based", "made", "free", "owned", "only", "less", "wide",
     "area", "old", "hit", "bound", "held", "ally", "fuel", "loss", "gate", "ism", "mart", "plus", "backed", "linked"}
)  # fmt: skip
"""Words after a hyphen that are no part of the name before it ("Lee-era")."""

AMBIGUOUS_COUNTRIES = frozenset(
    {"jordan", "chad", "georgia", "israel", "france", "holland", "ireland", "england", "scotland", "wales", "paris",
     "london", "india", "china", "america", "turkey", "victoria", "sofia", "florence", "dominica", "jersey", "san juan",
     "san jose", "santiago", "georgetown", "kingston", "nassau", "hamilton", "lima", "wellington", "jamaica", "praia",
     "muscat", "niger", "guinea", "male", "bern", "castries", "us", "hague", "congo", "samoa", "washington", "cayman"}
)  # fmt: skip
"""Names of countries and capitals that are also names of persons, companies or common words."""

TYPE_BY_LAST_WORD = {
    "EVENT": frozenset(
        [
            "cup",
            "championship",
            "championships",
            "festival",
            "olympics",
            "paralympics",
            "tournament",
            "prix",
            "marathon",
            "biennale",
            "playoffs",
            "grammys",
            "oscars",
            "oktoberfest",
        ]
    ),
    "FAC": frozenset(
        ["arena", "stadium", "circuit", "airport", "bridge", "street", "avenue", "highway", "boulevard", "racecourse"]
    ),
    "LOC": frozenset(
        [
            "river",
            "lake",
            "sea",
            "ocean",
            "strait",
            "peninsula",
            "desert",
            "mountains",
            "island",
            "islands",
            "archipelago",
        ]
    ),
    "ORG": frozenset(
        [
            "university",
            "college",
            "institute",
            "ministry",
            "commission",
            "committee",
            "party",
            "bank",
            "corp",
            "corp.",
            "inc",
            "inc.",
            "ltd",
            "ltd.",
            "plc",
            "llc",
            "gmbh",
            "council",
            "court",
            "agency",
            "association",
            "union",
            "company",
            "group",
            "foundation",
            "department",
            "news",
            "airlines",
            "airways",
            "holdings",
            "federation",
            "police",
            "army",
            "navy",
            "parliament",
            "senate",
            "newspaper",
            "motors",
            "times",
            "tribune",
            "authority",
            "bureau",
            "partners",
            "capital",
            "securities",
            "industries",
            "technologies",
        ]
    ),
}
"""What the last word of a name of several words says about its type."""

ADMINISTRATIVE_NOUNS = frozenset(
    {"province", "prefecture", "district", "county", "region", "oblast", "governorate", "municipality", "canton"}
)
"""Lower-case nouns after the name of an area."""

GEOGRAPHIC_NOUNS = frozenset(
    {"islands", "island", "sea", "peninsula", "river", "mountains", "strait", "valley", "desert"}
)
"""Lower-case nouns that belong to the name before them ("Ruritanian islands" where the label is LOC)."""

CREDIT_VERBS = frozenset({"reporting", "writing", "editing", "compiled", "edited", "written", "reported"})
"""What opens a credit line: "(Reporting by …; Editing by …)"."""
