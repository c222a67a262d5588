"""The public article extractors that Dateline is compared with, each as a function that makes a reader of markup.

Belongs here: how each is called, as its own documentation has it. Stays out: which are compared and how they are run
(`peers`), and scoring (`score`). The libraries are the optional extra `bench`; nothing else of the project imports them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from typing import Any

from lxml import html as lxml_html

Line = dict[str, Any]
"""What was read of a page: `text`, and as far as the reader gives them `title`, `date` (ISO day) and `authors`."""

Reader = Callable[[str, str | None], Line]
"""Markup and URL to a line."""

_BLOCKS = "p | .//h1 | .//h2 | .//h3 | .//h4 | .//li | .//blockquote | .//pre | .//td"


def trafilatura(**settings: bool) -> Reader:
    bare_extraction = import_module("trafilatura").bare_extraction

    def read(markup: str, url: str | None) -> Line:
        found = bare_extraction(markup, url=url, with_metadata=True, include_comments=False, **settings)
        if found is None:
            return {}
        authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        return {"text": found.text, "title": found.title, "date": found.date, "authors": authors}

    return read


def newspaper4k() -> Reader:
    article = import_module("newspaper").Article

    def read(markup: str, url: str | None) -> Line:
        found = article(url or "http://localhost/", fetch_images=False)
        found.download(input_html=markup)
        found.parse()
        return {
            "text": found.text,
            "title": found.title,
            "date": _day(found.publish_date),
            "authors": list(found.authors),
        }

    return read


def news_please() -> Reader:
    from_html = import_module("newsplease").NewsPlease.from_html

    def read(markup: str, url: str | None) -> Line:
        found = from_html(markup, url=url, fetch_images=False)
        return {
            "text": found.maintext,
            "title": found.title,
            "date": _day(found.date_publish),
            "authors": list(found.authors or []),
        }

    return read


def readability() -> Reader:
    document = import_module("readability").Document

    def read(markup: str, url: str | None) -> Line:
        found = document(markup, url=url)
        title = found.short_title()
        # It gives markup: its paragraphs, headings and list items are the lines, as its users take them.
        summary = lxml_html.fromstring(found.summary(html_partial=True))
        blocks = [" ".join(block.text_content().split()) for block in summary.xpath(f".//{_BLOCKS}")]
        text = "\n".join(filter(None, blocks)) or " ".join(summary.text_content().split())
        return {"text": text, "title": title}

    return read


def resiliparse() -> Reader:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    parse = import_module("resiliparse.parse.html").HTMLTree.parse

    def read(markup: str, _url: str | None) -> Line:
        tree = parse(markup)
        return {"text": extract(tree, main_content=True, alt_texts=False, list_bullets=False), "title": tree.title}

    return read


def _day(date: object) -> str | None:
    if isinstance(date, dt.datetime):
        return date.date().isoformat()
    return date[:10] if isinstance(date, str) else None
