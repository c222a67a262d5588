"""The table `event_clusters`: which reports, of whatever outlets, are of one event."""

from transforms.tables.base import Table, flag, partition_day, string


class EventClusters(Table):
    """One row an event, over all days: the cluster of reports it belongs to. It is made anew with every model run.

    The event reported first gives the cluster its name; reports of equal type with the same parties and place, within a day of
    it or in the same story, belong to it.
    """

    event_id = string("The event.", key=True, references="events.event_id")
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    event_cluster_id = string("The `event_id` of the cluster's first report.")
    is_first = flag("Whether the event is the first report of its cluster.")
