"""The table `rejects`: what could not be used, and why."""

from transforms.tables.base import Table, category, partition_day, string

REJECT_STAGES = ("pages", "articles", "tokens")


class Rejects(Table):
    """One row a page that gave no usable article, with the stage that gave it up and the reason."""

    page_id = string("The page.", key=True, references="pages.page_id")
    fetched_on = partition_day()
    stage = category(REJECT_STAGES, "Where it stopped.", key=True)
    reason = string("Why, as in `pages.status`.")
    detail = string("What exactly was wrong, for people.")
