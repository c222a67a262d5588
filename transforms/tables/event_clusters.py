"""The table `event_clusters`: which reports, of whatever outlets, are of one event."""

from transforms.tables.base import Table, date, partition_day, string


class EventClusters(Table):
    """One row an event and day of fetching: the cluster of reports it belongs to, found among the events of thirty days.

    The report that came in first gives the cluster its name; reports of equal type with the same parties and place, within a day
    of it or in the same story, belong to it. It is made before the models, for every day that was loaded.
    """

    event_id = string("The event.", key=True, references="events.event_id")
    article_id = string("The article.", references="articles.article_id")
    fetched_on = partition_day()
    event_cluster_id = string("The `event_id` of the cluster's first report.")
    founded_on = date("The day (UTC) on which the founding report's article was fetched.")
