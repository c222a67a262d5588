"""The table `entities`: who and what a day's articles speak of."""

from transforms.tables.base import Table, category, flag, integer, number, partition_day, string, texts
from transforms.tables.mentions import ENTITY_TYPES

GENDERS = ("f", "m", "x", "unknown")
GENDER_METHODS = ("list", "honorific", "pronoun", "manual", "none")
SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "REB", "CVL", "BUS", "EDU", "MED", "REL", "LAB", "MNC", "IGO", "NGO",
    "PTY", "CRM", "UAF",
)  # fmt: skip
PLACE_KINDS = ("country", "region", "city", "sea", "area", "disputed")


class Entities(Table):
    """One row an entity of the day. The same input gives the same `entity_id`, whatever the day.

    The id is a hash of type and name; of a place found in the gazetteer, of the place; of a person who is only called
    by a surname, of the surname and the office (country and role) or, without an office, of the article. What the day's
    articles say of the entity, and where, is in `entity_evidence`; where they differ, the better founded value stands.
    Sector codes are PLOVER's (manual, draft 0.8, section on actor sectors).
    """

    entity_id = string("See the table; 32 hexadecimal digits.", key=True)
    fetched_on = partition_day()
    entity_type = category(ENTITY_TYPES, "What the entity is (OntoNotes types).")
    canonical_name = string("The fullest name found.")
    is_partial = flag("Whether no more than a surname or first name of the person is known.")
    aliases = texts("Other names under which the day's articles mention it, sorted.")
    country = string("Country it belongs to or stands for, ISO 3166-1 alpha-3.", optional=True)
    claimed_by = texts("Countries that claim the place besides the one that `country` names, ISO 3166-1 alpha-3.")
    sector = category(SECTORS, "Sector of society, PLOVER codes.", optional=True)
    role_text = string("The role that the day's articles give a person most often.", optional=True)
    office = string(
        'The office of a person who is only called somebody\'s counterpart ("Defense Minister").', optional=True
    )
    gender = category(GENDERS, "Gender as the texts show it by pronoun or honorific; `unknown` where they do not.")
    gender_method = category(GENDER_METHODS, "What the gender was read from; `list` is the user's own list.")
    place_kind = category(PLACE_KINDS, "What kind of place the gazetteer says it is.", optional=True)
    geonames_id = string("GeoNames number of a place, where known.", optional=True)
    latitude = number("Degrees north of a place's middle.", optional=True, at_least=-90.0, at_most=90.0)
    longitude = number("Degrees east of a place's middle.", optional=True, at_least=-180.0, at_most=180.0)
    wikidata_qid = string("Wikidata item, from the user's own list.", optional=True)
    mention_count = integer("Mentions on the day, by name, noun phrase or pronoun.", at_least=1)
