"""The table `parses`: which article was parsed by what, and how it went."""

from transforms.tables.base import Table, category, integer, partition_day, string

PARSE_STATUSES = ("ok", "error", "timeout", "crashed", "out_of_memory")


class Parses(Table):
    """One row an English article: the ledger by which tokens are reused. It stays in Parquet."""

    in_warehouse = False

    article_id = string("The article.", key=True, references="articles.article_id")
    fetched_on = partition_day()
    text_id = string("Hash of the text that was parsed.")
    parser_version = string("Version of the token code and language model.")
    token_count = integer("Tokens the article gave.")
    status = category(PARSE_STATUSES, "`ok`, or why there are no tokens.")
    detail = string("What exactly was wrong, for people.", optional=True)
