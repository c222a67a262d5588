"""Reading one page: decode, extract text and metadata, tell the language, name the article.

Stays out: the tables of a day (`tables`).
"""

from __future__ import annotations

import logging

import py3langid

from transforms.articles.html_text import text_from_html
from transforms.articles.json_ld import objects
from transforms.articles.kinds import article_kind
from transforms.articles.limits import USUAL, Limits
from transforms.articles.markup import parse_html, without_unseen
from transforms.articles.metadata import metadata_from_tree
from transforms.articles.page import Extraction, Metadata, PageInput, Text, Unusable
from transforms.articles.page_lines import page_lines
from transforms.articles.scraped_text import text_from_scrape
from transforms.articles.walls import is_paywall_stub, no_text, wall, without_consent_dialogs
from transforms.decode import decode, looks_binary
from transforms.ids import stable_id
from transforms.urls import normalized_url, site

# trafilatura reports every page it gives up on; here such a page becomes a row with its reason.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

ENGLISH = "en"
_LANGUAGE_SAMPLE = 2_000
"""Code points that the language is told from: more change nothing but the time it takes."""


def extract_page(page: PageInput, limits: Limits = USUAL) -> Extraction:
    """Read one page. A page that gives no article comes back with its reason; only faults of the code raise."""
    extraction = Extraction(page.page_id)
    try:
        if looks_binary(page.body):
            raise Unusable(
                "not_text", "The bytes are no text: an image, an archive or another binary file under a page's name."
            )
        markup, extraction.charset = decode(page.body, page.content_type)
        text, metadata = _read(markup, page, limits)
    except Unusable as unusable:
        extraction.reason, extraction.detail = unusable.reason, str(unusable)
        return extraction
    extraction.blocks, extraction.removed = text.blocks, text.removed
    extraction.article = _article(page, text, metadata)
    return extraction


def _read(markup: str, page: PageInput, limits: Limits) -> tuple[Text, Metadata]:
    return _read_scrape(markup, page) if page.content_type == "text/plain" else _read_html(markup, page, limits)


def _read_scrape(markup: str, page: PageInput) -> tuple[Text, Metadata]:
    text, headline, outlet = text_from_scrape(markup)
    date = page.source_date_published
    metadata = Metadata(headline=headline, outlet_name=outlet, date_published=date)
    metadata.published_on = date.date() if date else None
    metadata.date_published_source = "feed" if date else "none"
    text.kind = article_kind(page.url, headline, text.blocks)
    return text, metadata


def _read_html(markup: str, page: PageInput, limits: Limits) -> tuple[Text, Metadata]:
    tree = parse_html(markup, limits)
    if tree is None:
        raise no_text(len(markup), limits.large_page, "The page is no HTML that could be parsed.")
    declared = list(objects(tree))
    metadata = metadata_from_tree(tree, declared, page.url, page.fetched_at, page.source_date_published)
    lines = page_lines(tree)
    title = tree.findtext(".//title")
    without_unseen(tree)
    without_consent_dialogs(tree)
    try:
        text = text_from_html(tree, lines, declared, page.url, metadata.headline, metadata.outlet_name)
    except Unusable as nothing:
        raise wall(title, lines, []) or no_text(len(markup), limits.large_page, str(nothing)) from nothing
    body = [line for zone, line in text.blocks if zone == "body"]
    if standing := wall(title, lines, body):
        raise standing
    text.is_paywall_stub = is_paywall_stub(body, lines, is_accessible_for_free=metadata.is_accessible_for_free)
    text.kind = article_kind(page.url, metadata.headline, text.blocks, declared, metadata.og_type)
    return text, metadata


def _article(page: PageInput, text: Text, metadata: Metadata) -> dict[str, object]:
    running = "\n".join(block for _, block in text.blocks)
    normalized = normalized_url(metadata.canonical_url) or normalized_url(page.url)
    body = "\n".join(block for zone, block in text.blocks if zone == "body")
    language = str(py3langid.classify(body[:_LANGUAGE_SAMPLE])[0])
    return {
        "article_id": stable_id(normalized) if normalized else stable_id(running),
        "page_id": page.page_id,
        "url": page.url,
        "canonical_url": metadata.canonical_url,
        "normalized_url": normalized,
        "outlet": site(page.url) or site(metadata.canonical_url) or "unknown",
        "outlet_name": metadata.outlet_name,
        "headline": metadata.headline,
        "authors": metadata.authors,
        "date_published": metadata.date_published,
        "published_on": metadata.published_on,
        "date_published_source": metadata.date_published_source,
        "date_modified": metadata.date_modified,
        "in_language": language,
        "section": metadata.section,
        "keywords": metadata.keywords,
        "description": metadata.description,
        "is_accessible_for_free": metadata.is_accessible_for_free,
        "license": metadata.license,
        "text": running,
        "article_kind": text.kind,
        "word_count": len(running.split()),
        "input_kind": page.source_kind,
        "text_extraction_method": text.method,
        "status": _status(language, text),
    }


def _status(language: str, text: Text) -> str:
    if language != ENGLISH:
        return "not_english"
    return "paywall" if text.is_paywall_stub else "ok"
