"""The table `stories`: which articles print the same text."""

from transforms.tables.base import Table, flag, number, partition_day, string


class Stories(Table):
    """One row an article, over all days: the near-duplicate cluster it belongs to. It is made anew with every model run.

    The earliest article of a cluster is the canonical one and gives the cluster its name.
    """

    article_id = string("The article.", key=True, references="articles.article_id")
    fetched_on = partition_day()
    story_id = string("The `article_id` of the cluster's canonical article.")
    is_canonical = flag("Whether the article is the earliest of its cluster.")
    similarity = number(
        "Share of the shorter text's word trigrams that the canonical article and this one have in common.",
        at_least=0.0,
        at_most=1.0,
    )
