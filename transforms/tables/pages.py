"""The table `pages`: what came in."""

import dataframely as dy

from transforms.tables.base import Table, category, integer, partition_day, string, timestamp

SOURCE_KINDS = ("html_dir", "txt", "feed", "sitemap", "url_list", "warc")
PAGE_STATUSES = (
    "ok",
    "not_english",
    "paywall",
    "duplicate",
    "empty",
    "too_large",
    "unreadable",
    "not_text",
    "no_text",
    "no_text_large_page",
    "cookie_wall",
    "blocked",
    "error",
    "timeout",
    "crashed",
    "out_of_memory",
)


class Pages(Table):
    """One row an input page, whatever became of it.

    The key is the SHA-256 of the bytes, so that the same bytes are never processed twice (of status and name where no
    bytes were kept: empty, too large, unreadable). `body` stays in Parquet.
    """

    stage_only = ("body",)

    page_id = string("SHA-256 of the page's bytes as fetched, in hexadecimal.", key=True)
    fetched_on = partition_day()
    url = string("The address the page was fetched from, where known.", optional=True)
    site = string("Host name of the address without `www.`, where the address is known.", optional=True)
    fetched_at = timestamp("When the page was fetched (UTC); for a file without sidecar, when it was read in.")
    source_kind = category(SOURCE_KINDS, "What kind of source the page came from.")
    source_name = string("The source's name, with a file's path inside it; of a folder given by hand, the path alone.")
    content_type = category(("text/html", "text/plain"), "Media type, by the file's name.")
    charset = string("Character set found while decoding, where the page could be decoded.", optional=True)
    byte_count = integer("Size of the page in bytes, after decompression.")
    source_date_published = timestamp("Publication time that the source itself gives (sidecar, feed).", optional=True)
    body = dy.Binary(description="The page's bytes; null where the page is not kept (empty, too large).", nullable=True)
    status = category(PAGE_STATUSES, "What became of the page: `ok`, or why it gave no English article.")
