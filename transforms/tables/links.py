"""The table `links`: articles' addresses that sources gave."""

from transforms.tables.base import Table, category, partition_day, string, timestamp
from transforms.tables.pages import SOURCE_KINDS


class Links(Table):
    """One row an article's address that a source gave, on the day it was first seen.

    What a run finds is kept here before anything of it is fetched: a link that is not yet among the fetches is still to do.
    """

    in_warehouse = False

    link_id = string("Hash of the normalised address: the same for each of its tracking forms.", key=True)
    fetched_on = partition_day()
    url = string("The address as the source gave it.")
    source_name = string("The source that gave it first.")
    source_kind = category(SOURCE_KINDS, "What kind of source that is.")
    found_at = timestamp("When it was found (UTC).")
    source_date_published = timestamp("Publication time that the source gives.", optional=True)
