"""From pages to articles: text as zoned blocks, and what the page says about it.

Reading one page is `extraction.extract_page`; a day's tables out of what was read are `tables.articles_from_extractions`.
Stays out: running it in workers, storing, and everything about words. Nothing is imported here, so that the tables can be
made without loading the libraries that read pages.
"""
