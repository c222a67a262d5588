"""The table `entity_evidence`: which words of which article say what of an entity."""

from transforms.tables.base import Evidence, Table, category, confidence, integer, partition_day, string

ATTRIBUTES = ("role", "office", "country", "sector", "gender", "place", "short_name", "wikidata")
EVIDENCE_METHODS = (
    "title",
    "apposition",
    "counterpart",
    "organisation",
    "name",
    "place",
    "description",
    "lexicon",
    "gazetteer",
    "honorific",
    "pronoun",
    "brackets",
    "initials",
    "list",
)


class EntityEvidence(Table):
    """One row a thing that an article says of an entity, once an article and value: where it says it first.

    `entities` is made of these rows. A value of the user's own list points at a mention of the name.
    """

    evidence = (Evidence("char_start", "char_end", "evidence_text"),)

    evidence_id = string("Hash of article, entity, attribute and value; 32 hexadecimal digits.", key=True)
    entity_id = string("The entity.", references="entities.entity_id")
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    attribute = category(ATTRIBUTES, "What is said: the column of `entities` it speaks for, or a short name.")
    value = string(
        "What it is said to be: a role's words, an ISO 3166-1 alpha-3 code, a PLOVER sector, f or m, a place's key."
    )
    char_start = integer("First code point of the words in `articles.text`.")
    char_end = integer("First code point after them.", at_least=1)
    evidence_text = string("The words that say so.")
    method = category(EVIDENCE_METHODS, "How the words say so.")
    confidence = confidence()
