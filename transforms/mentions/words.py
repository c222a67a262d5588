"""Closed word lists of the naming rules; own work.

Stays out: lists that other rule sets share (`transforms.lexicons`) and the rules.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


AGENCIES = frozenset(
    {"reuters", "ap", "afp", "associated press", "agence france-presse", "xinhua", "interfax", "tass", "itar-tass",
     "yonhap", "kyodo", "bloomberg", "dpa", "epa", "anadolu", "getty images"}
)  # fmt: skip
"""News and picture agencies: never persons."""

NOT_PERSONS = AGENCIES | {
    "twitter", "facebook", "instagram", "youtube", "telegram", "tiktok", "whatsapp", "google", "covid-19", "covid",
    "brexit", "trumpism", "bitcoin", "wikipedia", "hezbollah", "hamas", "taliban",
}  # fmt: skip

FURNITURE = _set("""read more watch also related live breaking exclusive update updated video photos see listen subscribe sign up
    click here advertisement sponsored share follow trending opinion analysis explainer newsletter gallery podcast latest
    interactive caption photo image file login menu search comments newsfeed""")
"""Words that pages set in capitals around the text ("READ MORE"); a span of nothing else is no name."""

NO_NAMES = frozenset(
    {"newsfeed", "pool", "handout", "handout photo", "pool photo", "subscribe", "photo", "file photo", "copyright",
     "covid-19", "covid", "coronavirus", "slideshow", "brexit", "advertisement", "read more", "related", "topics",
     "share", "comments", "breaking news"}
)  # fmt: skip
"""What taggers take for names and what names nobody: furniture of pages, diseases."""

GLUED_TAILS = ("People", "Photo", "Picture", "Image", "File", "The", "This", "Getty", "Handout", "Workers", "Police")
"""Words that lost pages glue to the end of a photographer's name ("Ann LeePeople")."""

PARTICLES = frozenset({"von", "van", "der", "den", "bin", "ibn", "bint", "ter", "ten", "zu"})
"""Particles that join a person's names wherever they stand between two of them."""

WEAK_PARTICLES = frozenset({"de", "di", "da", "del", "della", "du", "dos", "das", "al", "el", "la", "le"})
"""Particles that names of places and companies have too; they need a person's label beside them."""

ALL_PARTICLES = PARTICLES | WEAK_PARTICLES

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

ORG_NOUNS = _set(
    """academy agency airlines airways alliance army assembly association authority bank bloc board bureau capital
    centers centre church club coalition college commission committee company confederation congress corp corp. corps
    council court department federation force forces foundation front fund gmbh group holdings inc inc. industries
    institute institutes institution institutions labour league llc ltd ltd. ministry motors movement navy network news
    newspaper ngo organisation organization parliament partners party plc police secretariat securities senate society
    technologies times treasury tribunal tribune union unions university international laboratory"""
)
"""What a body's own name may end in, or have before "of"."""

TYPE_BY_LAST_WORD = {
    "EVENT": _set(
        """cup championship championships festival olympics paralympics tournament prix marathon biennale playoffs
        grammys oscars oktoberfest war wars summit crisis trials revolution uprising open derby referendum
        election elections by-election earthquake biathlon regatta triathlon"""
    ),
    "FAC": _set(
        """arena stadium circuit airport bridge street avenue highway boulevard racecourse raceway palace theatre theater
        cathedral mosque temple prison jail airfield monument speedway ballpark velodrome"""
    ),
    "LOC": _set("""river lake sea ocean strait peninsula desert mountains island islands archipelago alps"""),
    "GPE": frozenset({"empire", "republic", "kingdom"}),
    "ORG": _set(
        """university college institute ministry commission committee party bank corp corp. inc inc. ltd ltd. plc llc gmbh
        council court agency association union company group foundation department news airlines airways holdings
        federation police army navy parliament senate newspaper motors times tribune authority bureau partners capital
        securities industries technologies movement league alliance coalition bloc congress confederation tribunal
        secretariat"""
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

EDGE_WORDS = frozenset(
    {"and", "of", "for", "in", "the", "a", "&", "to", "at", "or", "with", "on", "by", "from", "-", "–", "amp"}
)
"""What no name ends in."""

CREDIT_HEADS = frozenset({"Writing", "Editing", "Reporting", "Additional", "Graphics", "Compiled", "Photo"})
"""Words of credit lines that a tagger adds to the name before them."""

COMPANY_FORMS = frozenset({"inc", "ltd", "llc", "corp", "co", "lp", "l.p", "plc", "gmbh", "s.a", "sa", "n.v", "d.c"})
"""Legal forms, which a comma parts from the name they belong to."""

COMPANY_NOUNS = _set(
    """company firm group miner maker retailer carmaker automaker airline brand newspaper broadcaster brokerage startup
    start-up conglomerate supplier manufacturer provider lender insurer bank drugmaker chipmaker
    planemaker shipbuilder utility party agency magazine daily tabloid consultancy website subsidiary business
    refiner charity nonprofit watchdog outlet network channel"""
)
"""Nouns for a firm, a paper or a body; the name right after one is the body's ("the miner X")."""

FACILITY_NOUNS = _set(
    """station airport airbase airfield prison jail bridge stadium base harbour harbor shipyard refinery dam
    tunnel hospital hotel mosque temple cathedral monastery palace terminal reactor spaceport
    cosmodrome barracks checkpoint museum metro"""
)
"""Lower-case nouns after a name that make it a building's or a site's."""

STATE_FORMS = _set(
    """kingdom duchy county republic principality sultanate emirate city province governorate grand-duchy crown"""
)
"""What stands before "of" in the name of a country or a part of one."""

LAWS = frozenset({"Act", "Treaty", "Amendment", "Protocol", "Constitution", "Accord", "Accords", "Doctrine"})
"""Last words of the names of laws and treaties, which are no type of mention."""

PLATFORMS = frozenset({"Twitter", "Facebook", "Instagram", "YouTube", "Telegram", "TikTok", "WhatsApp", "LinkedIn", "WeChat",
                       "Weibo", "VKontakte", "Snapchat", "Reddit", "Parler"})  # fmt: skip
"""Services that people write on; the name is the company's only where the company acts."""

FIRMS_LIKE_PERSONS = frozenset(
    {"morgan stanley", "charles schwab", "philip morris", "ted baker", "john deere", "johns hopkins", "merrill lynch",
     "john lewis", "eli lilly", "christian dior", "calvin klein", "ralph lauren", "hugo boss", "louis vuitton",
     "tommy hilfiger", "michael kors", "kate spade", "ernst young", "raymond james", "harry winston",
     "edward jones", "jack daniels", "max mara", "marc jacobs", "kenneth cole", "jenny craig"}
)  # fmt: skip
"""Firms that are called by a person's full name."""

PARTY_NOUNS = _set(
    "democrats greens liberals conservatives socialists radicals communists progressives labour unionists"
)
"""Plurals that are a party's name when an adjective goes before them ("Ruritanian Greens")."""

PARTY_ADJECTIVES = _set("liberal social christian united independent progressive national free new official young european "
                        "radical centre conservative democratic centrist popular real true")  # fmt: skip

GEOGRAPHIC_HEADS = _set("Alps Mountains Sea Ocean Islands Peninsula Strait Straits Desert Archipelago Coast Highlands")
"""Last words of the names of landscapes and seas, after an adjective."""

NAME_LINKS = _set("na al del des du di da upon sur y e ul el la le van der den do dos ve va of-the zur am an")
"""Lower-case words inside the names of places and parties that are not English ("Kingston upon Hull")."""

NOT_SURNAMES = _set("""center centre statement report memorial house hall park poll survey show award prize day doctrine hospital
    school library museum trust hotel live today tonight city county town road square island cup plan law effect test war act
    file files supporter supporters morning show voters fans campaign administration presidency interview news""")
"""Nouns after a first name that make the name no person's ("Ingrid Solberg Hospital")."""

NOT_BODIES = frozenset({"JFK", "FDR", "LBJ", "RFK", "MLK", "AOC", "MBS", "LGBT", "LGBTQ", "LGBTI", "BAME", "WASP"})
"""Abbreviations that stand for persons and peoples."""

PLACES_LIKE_BODIES = {"soviet union": "GPE", "west bank": "LOC", "left bank": "LOC", "south bank": "LOC"}
"""Places that end in a word for a body."""

PORTFOLIOS = _set("health interior defence defense foreign finance education justice state energy trade labor labour commerce "
                  "agriculture transport transportation home economy environment culture industry tourism "
                  "immigration housing information planning water oil")  # fmt: skip
"""What a minister is minister of; before a title no name of a body."""

WEAPON_NOUNS = _set("""missile missiles rocket rockets launcher launchers interceptor interceptors jet jets fighter fighters
    bomber bombers drone drones warplane warplanes helicopter helicopters tank tanks howitzer howitzers gunship gunships
    frigate frigates destroyer destroyers submarine submarines corvette corvettes warship warships torpedo torpedoes icbm
    icbms slbm slbms uav uavs mlrs munition munitions""")
"""What a weapon is; a capitalised name right before it is the weapon's."""

NOT_ONLY_WEAPONS = _set(
    "fighter fighters bomber bombers tank tanks jet jets destroyer destroyers cruiser cruisers launcher launchers"
)
"""Weapon nouns that mean persons and other things too; before them only the names of the list are weapons."""

WEAPON_MODIFIERS = _set("""missile missiles rocket air defense defence ballistic cruise anti tank ship aircraft stealth attack
    combat multirole fighter intercontinental surface to range short medium long coastal system systems weapon weapons
    hypersonic strike strategic surveillance reconnaissance armed class type series nuclear battle main transport guided
    warhead-carrying launch launched submarine ground mobile area interceptor kamikaze suicide supersonic""")
"""Words between a weapon's name and its noun ("a Javelin anti-tank missile")."""

MILITARY_WORDS = _set("""marine marines army navy air force forces coast guard soviet nazi allied western cold war world royal
    pentagon security state government islamic mr mrs ms houthi rebel us u.s. new old first second""")
"""Whose weapons they are, not what they are called."""

MATCH_WORDS = _set("""touchdown touchdowns quarterback points rebounds rebound season coach game games innings goal goals playoff
    playoffs yards halftime half win wins quarter tournament scored rushing lead inning homer homers kicker shutout overtime
    match matches seed title championship league striker midfielder seconds minute minutes victory defeat draw""")
"""Words of reports on matches."""

MATCH_VERBS = _set("""beat beats defeated defeat won win wins host hosts hosted lead leads led score scored scores rallied edged
    topped improved routed clinched advanced tied trailed trails held blanked outscored cruised recorded closed managed
    finished visited visits lost loses face faces faced play plays played drew threw stunned""")
"""What teams do."""

TITLES_IN_NAMES = frozenset(
    {"pope", "king", "queen", "prince", "princess", "emperor", "empress", "sultan", "emir", "patriarch", "saint", "tsar",
     "archduke", "duke", "duchess", "sheikh", "sheikha"}
)  # fmt: skip
"""Titles that are part of the name of those who go by one name ("Pope Francis", "King Harald V")."""
