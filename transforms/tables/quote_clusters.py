"""The table `quote_clusters`: which quotations are one."""

from transforms.tables.base import Table, flag, number, partition_day, string


class QuoteClusters(Table):
    """One row a quotation, over all days: the reuse cluster it belongs to. It is made anew with every model run.

    The quotation published first gives the cluster its name; trimmed and slightly edited ones belong to it.
    """

    quote_id = string("The quotation.", key=True, references="quotes.quote_id")
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    quote_cluster_id = string("The `quote_id` of the cluster's first quotation.")
    is_first = flag("Whether the quotation is the first of its cluster.")
    similarity = number(
        "Share of the shorter content's runs of three words that this one and the earlier one most like it have in common.",
        at_least=0.0,
        at_most=1.0,
    )
