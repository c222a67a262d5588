"""The table `quote_clusters`: which quotations are one."""

from transforms.tables.base import Table, date, number, partition_day, string


class QuoteClusters(Table):
    """One row a quotation and day: the reuse cluster it belongs to, found among the quotations of thirty days.

    The quotation that came in first gives the cluster its name; trimmed and slightly edited ones belong to it. It is made before
    the models, for every day that was loaded.
    """

    quote_id = string("The quotation.", key=True, references="quotes.quote_id")
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    quote_cluster_id = string("The `quote_id` of the cluster's first quotation.")
    founded_on = date("The day (UTC) on which that quotation's article was fetched.")
    similarity = number(
        "Share of the shorter content's runs of three words that this one and the earlier one most like it have in common.",
        at_least=0.0,
        at_most=1.0,
    )
