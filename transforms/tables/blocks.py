"""The table `blocks`: the parts an article's text is made of."""

from transforms.tables.base import Table, category, integer, partition_day, string

ZONES = ("headline", "body", "caption")


class Blocks(Table):
    """One row a block (a paragraph, the headline, a caption); the article's text is its blocks in order, one a line."""

    article_id = string("The article.", key=True, references="articles.article_id")
    fetched_on = partition_day()
    block_no = integer("Number of the block in the article, from 0.", key=True)
    zone = category(ZONES, "Which part of the page the block is.")
    char_start = integer("First code point of the block in `articles.text`.")
    char_end = integer("First code point after the block.", at_least=1)
