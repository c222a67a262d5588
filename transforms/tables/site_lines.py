"""The table `site_lines`: which lines an outlet printed on its pages, as a memory of what is furniture there."""

from transforms.tables.base import Table, integer, partition_day, string


class SiteLines(Table):
    """One row a line of an outlet's pages a day: on how many articles it stood.

    A line that stands on several articles of an outlet is furniture of its pages. The counts of the days before are
    what the next day's articles are cleaned with.
    """

    outlet = string("The publishing site.", key=True)
    fetched_on = partition_day()
    line_id = string(
        "SHA-256 of the line's words in lower case with every number as 0; 32 hexadecimal digits.", key=True
    )
    article_count = integer("Articles of the day with the line as headline or in the body.", at_least=1)
