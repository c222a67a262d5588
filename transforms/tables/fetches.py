"""The table `fetches`: every attempt to get something from the web or out of an archive."""

from transforms.tables.base import Table, category, flag, integer, number, partition_day, string, timestamp

PURPOSES = ("page", "listing", "robots", "archive")

FINAL_OUTCOMES = (
    "ok",
    "known",
    "robots_disallow",
    "blocked_address",
    "bad_address",
    "too_many_redirects",
    "not_found",
    "refused",
    "too_large",
    "not_text",
)
"""Outcomes after which an article's address is not asked for again."""

PASSING_OUTCOMES = (
    "redirected",
    "not_modified",
    "robots_unreachable",
    "throttled",
    "server_error",
    "timeout",
    "unreachable",
    "broken_answer",
    "unusable",
)
"""Outcomes that say nothing for good: the next run may ask again."""


class Fetches(Table):
    """One row an attempt to fetch an address or to read an archive file, whatever came of it.

    Every hop of a redirect and every repetition is an attempt of its own. `link_id` ties the attempts for one article together.
    """

    fetch_id = string("Hash of the address asked for and the moment.", key=True)
    fetched_on = partition_day()
    source_name = string("The source, as named in `sources.toml`.")
    purpose = category(PURPOSES, "What was asked for: a page, a listing of pages, robots.txt, or an archive file.")
    url = string(
        "The address asked for; `file:` addresses are archive files, with the day that was read of them, if one."
    )
    link_id = string(
        "Hash of the normalised address that the source gave; the same for each of its tracking forms.", optional=True
    )
    url_id = string("Hash of the normalised address asked for.")
    attempt_no = integer("Which attempt at this address it was in this run, from 1.", at_least=1)
    fetched_at = timestamp("When the attempt began (UTC).")
    seconds = number("Wall-clock time of the attempt.", at_least=0.0)
    http_status = integer("Status of the HTTP answer, where there was one.", optional=True, at_least=100, at_most=999)
    outcome = category((*FINAL_OUTCOMES, *PASSING_OUTCOMES), "What came of it.")
    detail = string("What exactly was wrong, for people; null where nothing was.", optional=True)
    final_url = string(
        "Where the address led: the target of a redirect, else the address that answered.", optional=True
    )
    etag = string("ETag of the answer; of an archive file, its size and time of change.", optional=True)
    last_modified = string("Last-Modified of the answer, as sent.", optional=True)
    byte_count = integer("Size of what was received, after decompression.")
    is_robots_allowed = flag("Whether robots.txt allows the address; null where it was not asked.", optional=True)
    page_id = string("The page that was fetched; with the same bytes as one before, that page.", optional=True)
