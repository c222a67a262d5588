"""What kind of piece an article is: running text, a live blog, a gallery, a video, a few words.

Belongs here: what the page declares and how its text is made up. Stays out: pages that are no article (`walls`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from transforms.articles import json_ld
from transforms.articles.cleaning import word_count
from transforms.tables.articles import ARTICLE_KINDS

ARTICLE, LIVE_BLOG, GALLERY, VIDEO, SHORT = ARTICLE_KINDS
_SHORT_WORDS = 80
"""Words of body below which there is no article to speak of; a news item in brief has about as many."""

_STUB_WORDS = 200
"""Words of body below which a page with a video or pictures is about them, and not an article illustrated by them."""

_LIVE = re.compile(r"(?:^|[/_-])(?:live-?(?:blog|updates?|ticker|news|reporting)|newsticker)(?=$|[/_.-])|^/live/")
_LIVE_HEADLINE = re.compile(r"^live\s*[:|–—-]|\blive (?:updates|blog)\b|[–—:-]\s*live$", re.IGNORECASE)
_GALLERY = re.compile(
    r"(?:^|/)(?:galler(?:y|ies)|photo-?galler(?:y|ies)|photos|pictures|slideshows?|fotos?|fotostrecke|in-pictures)(?=$|/)"
)
_GALLERY_HEADLINE = re.compile(
    r"\b(?:in (?:pictures|photos)|photos? (?:gallery|essay)|photos of the (?:day|week))\b", re.IGNORECASE
)
_VIDEO = re.compile(r"(?:^|/)(?:videos?|watch|av|mediathek|clips?)(?=$|/)")
_VIDEO_HEADLINE = re.compile(r"^(?:watch|video)\s*[:|–—-]|[\[(](?:video|watch)[\])]", re.IGNORECASE)


def article_kind(
    url: str | None,
    headline: str | None,
    blocks: Sequence[tuple[str, str]],
    declared: Iterable[Mapping[str, Any]] = (),
    og_type: str | None = None,
) -> str:
    """One of `ARTICLE_KINDS`. `declared` are the page's JSON-LD objects, `blocks` the article's as (zone, text)."""
    path = urlsplit(url or "").path.lower()
    title = headline or ""
    types = {kind for item in declared for kind in json_ld.types(item)}
    words = {zone: sum(word_count(text) for z, text in blocks if z == zone) for zone in ("body", "caption")}
    if "LiveBlogPosting" in types or _LIVE.search(path) or _LIVE_HEADLINE.search(title):
        return LIVE_BLOG
    is_gallery = types & {"ImageGallery", "MediaGallery"} or _GALLERY.search(path) or _GALLERY_HEADLINE.search(title)
    if is_gallery and words["body"] < max(_STUB_WORDS, words["caption"]):
        return GALLERY
    is_video = (og_type or "").startswith("video") or _VIDEO.search(path) or _VIDEO_HEADLINE.search(title)
    if (is_video or ("VideoObject" in types and words["body"] < _SHORT_WORDS)) and words["body"] < _STUB_WORDS:
        return VIDEO
    return SHORT if words["body"] < _SHORT_WORDS else ARTICLE
