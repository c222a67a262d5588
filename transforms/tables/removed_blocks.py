"""The table `removed_blocks`: what our own cleaners took out of an article."""

from transforms.tables.base import Table, category, integer, partition_day, string

REMOVAL_REASONS = (
    "navigation",
    "furniture",
    "caption",
    "after_the_end",
    "closing_line",
    "site_line",
    "site_name",
    "credit",
    "duplicate",
    "headline_repeated",
    "teaser",
    "promo",
    "login_prompt",
    "footer",
    "foreign_script",
    "date_line",
    "short_caption",
)


class RemovedBlocks(Table):
    """One row a line that a cleaner of ours removed, with the reason; nothing disappears silently."""

    article_id = string("The article.", key=True, references="articles.article_id")
    fetched_on = partition_day()
    removed_no = integer("Number of the removed line in the article, from 0.", key=True)
    reason = category(REMOVAL_REASONS, "Why the line is not part of the article.")
    text = string("The line as it stood on the page.")
