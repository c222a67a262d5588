"""The table `quote_mentions`: whom a quotation speaks of."""

from transforms.tables.base import Table, integer, partition_day, string


class QuoteMentions(Table):
    """One row a mention inside a quotation's content."""

    quote_id = string("The quotation.", key=True, references="quotes.quote_id")
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    entity_id = string("Whom the quotation speaks of.", references="entities.entity_id")
    char_start = integer("First code point of the mention in `articles.text`.", key=True)
    char_end = integer("First code point after the mention.", key=True, at_least=1)
