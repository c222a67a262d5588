"""The table `entities`: who and what a day's articles speak of."""

from transforms.tables.base import Table, category, integer, partition_day, string, texts
from transforms.tables.mentions import ENTITY_TYPES

GENDERS = ("f", "m", "x", "unknown")
GENDER_METHODS = ("list", "honorific", "pronoun", "manual", "none")
SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "REB", "CVL", "BUS", "EDU", "MED", "REL", "LAB", "MNC", "IGO", "NGO",
    "PTY", "CRM", "UAF",
)  # fmt: skip


class Entities(Table):
    """One row an entity of the day. The same name and type give the same `entity_id` on every day.

    Sector codes are PLOVER's (manual, draft 0.8, section on actor sectors).
    """

    entity_id = string("Hash of type and canonical name; 32 hexadecimal digits.", key=True)
    fetched_on = partition_day()
    entity_type = category(ENTITY_TYPES, "What the entity is (OntoNotes types).")
    canonical_name = string("The fullest name found.")
    aliases = texts("Other names under which the day's articles mention it, sorted.")
    country = string("Country it belongs to or stands for, ISO 3166-1 alpha-3.", optional=True)
    sector = category(SECTORS, "Sector of society, PLOVER codes.", optional=True)
    role_text = string("The most frequent role the day's articles give a person.", optional=True)
    gender = category(GENDERS, "Gender as the texts show it by pronoun or honorific; `unknown` where they do not.")
    gender_method = category(GENDER_METHODS, "What the gender was read from.")
    geonames_id = string("GeoNames number of a place, where known.", optional=True)
    wikidata_qid = string("Wikidata item, where known.", optional=True)
    mention_count = integer("Mentions on the day.", at_least=1)
