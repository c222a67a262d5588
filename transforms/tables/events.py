"""The table `events`: who did what to whom."""

from transforms.tables.base import (
    Evidence,
    Table,
    category,
    confidence,
    date,
    flag,
    integer,
    number,
    partition_day,
    string,
    texts,
)
from transforms.tables.blocks import ZONES

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
EVENT_STATUSES = ("actual", "background", "future", "deontic", "hypothetical", "negated")
DATE_GRAINS = ("day", "week", "month", "year", "range", "before", "unknown")


class Events(Table):
    """One row an event that a sentence reports, typed after PLOVER with the CAMEO root beside it.

    Offsets are those of the trigger; the sentence is stored as evidence. Actors and recipients are in `event_actors`.
    """

    evidence = (Evidence("char_start", "char_end", "trigger_text"),)

    event_id = string("Hash of article, trigger offsets, type, actor and recipient; 32 hexadecimal digits.", key=True)
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    sentence_no = integer("The sentence that reports the event.")
    sentence = string("That sentence as written.")
    char_start = integer("First code point of the trigger in `articles.text`.")
    char_end = integer("First code point after the trigger.", at_least=1)
    trigger_text = string("The words that name the event.")
    event_type = category(EVENT_TYPES, "One of the 16 types of PLOVER (manual, draft 0.8).")
    event_mode = string("PLOVER mode of the type, where known.", optional=True)
    contexts = texts("PLOVER contexts, where known.")
    cameo_root = string("CAMEO root code, two digits.")
    cameo_code = string("CAMEO code, where a finer one is known.", optional=True)
    goldstein = number("Goldstein score of the CAMEO code.", optional=True, at_least=-10.0, at_most=10.0)
    quad_code = integer(
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.", at_least=1, at_most=4
    )
    intensity = number(
        "PLOVER's score of the type, from -10 (conflict) to 10 (cooperation).", at_least=-10.0, at_most=10.0
    )
    is_reciprocal = flag("Whether actors and recipients do it together, so that it holds the other way round as well.")
    event_date_start = date("First possible day of the event.", optional=True)
    event_date_end = date("Last possible day of the event.", optional=True)
    date_grain = category(DATE_GRAINS, "How exactly the day is known.")
    date_basis = string(
        "The words the day was read from; `lead: ` before them where they are those of the article's lead; or `date_published`.",
        optional=True,
    )
    placename = string("Where it happened, as written.", optional=True)
    country = string("Country where it happened, ISO 3166-1 alpha-3.", optional=True)
    geonames_id = string("GeoNames number of the place, where known.", optional=True)
    latitude = number("Degrees north.", optional=True, at_least=-90.0, at_most=90.0)
    longitude = number("Degrees east.", optional=True, at_least=-180.0, at_most=180.0)
    is_place_disputed = flag("Whether another state claims the place besides the one in `country`.")
    zone = category(ZONES, "Which part of the page the sentence stands in.")
    is_quoted = flag("Whether the trigger stands in quotation marks, in somebody's own words.")
    status = category(EVENT_STATUSES, "Whether the sentence says that it happened.")
    reported_by_entity_id = string(
        "Who says so, where the event stands in reported speech.", optional=True, references="entities.entity_id"
    )
    reported_by_text = string("Who says so, as written.", optional=True)
    report_count = integer("Sentences of the article that report the event.", at_least=1)
    restatements = texts("The other sentences of the article that report the event, as written.")
    method = string("Name of the rule that made the row.")
    confidence = confidence()
