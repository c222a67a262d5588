"""The table `stories`: which articles print the same text."""

from transforms.tables.base import Table, date, number, partition_day, string


class Stories(Table):
    """One row an article and day: the near-duplicate cluster it belongs to, found among the articles of thirty days.

    The article that came in first gives the cluster its name. It is made before the models, for every day that was loaded.
    """

    article_id = string("The article.", key=True, references="articles.article_id")
    fetched_on = partition_day()
    story_id = string("The `article_id` of the article that founded the cluster.")
    founded_on = date("The day (UTC) on which that article was fetched; no article of the cluster was fetched earlier.")
    similarity = number(
        "Share of the shorter text's word trigrams that the founding article and this one have in common.",
        at_least=0.0,
        at_most=1.0,
    )
