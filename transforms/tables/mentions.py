"""The table `mentions`: where an article speaks of whom."""

from transforms.tables.base import Evidence, Table, category, confidence, flag, integer, partition_day, string
from transforms.tables.blocks import ZONES

ENTITY_TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT")
MENTION_KINDS = ("name", "nominal", "pronoun")


class Mentions(Table):
    """One row a mention of a person, organisation, place, group, named event or product.

    Names do not overlap each other; a noun phrase may hold a name ("the Norwegian minister").
    """

    evidence = (
        Evidence("char_start", "char_end", "mention_text"),
        Evidence("role_char_start", "role_char_end", "role_text"),
    )

    mention_id = string("Hash of article, offsets and type; 32 hexadecimal digits.", key=True)
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    sentence_no = integer("The sentence the mention stands in.")
    char_start = integer("First code point of the mention in `articles.text`.")
    char_end = integer("First code point after the mention.", at_least=1)
    mention_text = string("The mention as written.")
    mention_kind = category(MENTION_KINDS, "Whether a name, a noun phrase or a pronoun is used.")
    entity_type = category(ENTITY_TYPES, "What is mentioned (OntoNotes types).")
    entity_id = string("The entity that is meant.", references="entities.entity_id")
    canonical_name = string("The fullest name that the article gives the entity.")
    is_partial = flag("Whether the article gives a person no more than a surname or first name.")
    is_metonym = flag('Whether a seat of government stands for the government ("Moscow said", "the White House").')
    role_text = string('What the text calls the person beside the name ("Russian Defense Minister").', optional=True)
    role_char_start = integer("First code point of the role in `articles.text`.", optional=True)
    role_char_end = integer("First code point after the role.", optional=True, at_least=1)
    zone = category(ZONES, "Which part of the page the mention stands in.")
    method = string("Name of the rule that found the mention.")
    confidence = confidence()
