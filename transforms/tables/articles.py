"""The table `articles`: the text and what the page says about it."""

from transforms.tables.base import Table, category, date, flag, integer, partition_day, string, texts, timestamp

DATE_SOURCES = ("jsonld", "meta", "url", "feed", "text", "none")
ARTICLE_STATUSES = ("ok", "not_english", "paywall", "parse_failed")
ARTICLE_KINDS = ("article", "live_blog", "gallery", "video", "short")
TEXT_METHODS = ("trafilatura-precision", "trafilatura-default", "paragraphs", "scraped-text")


class Articles(Table):
    """One row an article of the day; names follow schema.org NewsArticle.

    `text` is the article's blocks in order, one a line; every offset of the warehouse counts code points in it.
    """

    article_id = string("SHA-256 of the normalised URL, else of the text; 32 hexadecimal digits.", key=True)
    fetched_on = partition_day()
    page_id = string("The page the article was read from.", references="pages.page_id")
    url = string("The address the page was fetched from, where known.", optional=True)
    canonical_url = string("The address the page itself names as canonical.", optional=True)
    normalized_url = string(
        "Canonical address, else the page's own, without tracking parameters and fragment.", optional=True
    )
    outlet = string("The publishing site: host name without `www.`, or `unknown`.")
    outlet_name = string("The publisher's name as the page gives it.", optional=True)
    headline = string("Headline, without the site's name.", optional=True)
    authors = texts("Names of the authors as the byline gives them.")
    date_published = timestamp("Publication time (UTC; midnight where only the day is known).", optional=True)
    published_on = date("The day of publication as the page writes it, in the outlet's own time.", optional=True)
    date_published_source = category(DATE_SOURCES, "Where the publication time was read; never from the running text.")
    date_modified = timestamp("Time of the last change (UTC) that the page states.", optional=True)
    in_language = string("Language of the text, BCP 47.", optional=True)
    section = string("Section of the outlet, as the page gives it.", optional=True)
    keywords = texts("Keywords, as the page gives them.")
    description = string("The page's own summary.", optional=True)
    is_accessible_for_free = flag("Whether the page declares itself free to read.", optional=True)
    license = string("Licence that the page declares.", optional=True)
    text = string("The article: its blocks in order, one a line.")
    article_kind = category(
        ARTICLE_KINDS,
        "What kind of piece it is; galleries, videos and short ones hold few words, live blogs many voices.",
    )
    word_count = integer("Words of headline, body and captions together.")
    input_kind = string("Kind of source, as in `pages.source_kind`.")
    text_extraction_method = category(TEXT_METHODS, "Which reader gave the text.")
    extractor_version = string("Version of the extraction code and of trafilatura.")
    parser_version = string(
        "Version of the token code and language model; null where nothing was parsed.", optional=True
    )
    status = category(
        ARTICLE_STATUSES, "`ok`, or why the article has no tokens; of a `paywall` only the first lines are there."
    )
