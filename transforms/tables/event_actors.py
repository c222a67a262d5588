"""The table `event_actors`: who did it and to whom."""

from transforms.tables.base import Evidence, Table, category, integer, partition_day, string

ACTOR_ROLES = ("actor", "recipient")
BASES = ("named", "pronoun", "owner", "dyad", "implied")
"""How a party is known: by its own words; by a pronoun or noun phrase that stands for it; as the owner of a weapon or the state
that an institution is of; as one of the two states that the article is about ("bilateral", "both sides"); or left unsaid, and
implied by an act that only a state commits ("was arrested")."""


class EventActors(Table):
    """One row an actor or recipient of an event."""

    evidence = (Evidence("char_start", "char_end", "raw_text"),)

    event_id = string("The event.", key=True, references="events.event_id")
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    role = category(ACTOR_ROLES, "Whether it acts or is acted upon.", key=True)
    actor_no = integer("Number among the event's actors of that role, from 0.", key=True)
    char_start = integer("First code point of the words in `articles.text`; null where implied.", optional=True)
    char_end = integer("First code point after them.", optional=True)
    raw_text = string("The words; null where implied.", optional=True)
    entity_id = string("The entity, where one is mentioned there.", optional=True, references="entities.entity_id")
    basis = category(
        BASES, "How the party is known: by name, by pronoun, as owner, as one of the article's dyad, or implied."
    )
    country = string("Country, ISO 3166-1 alpha-3.", optional=True)
    sector = string("Sector of society, PLOVER codes.", optional=True)
