"""What the JSON-LD of a page holds, read once for whoever asks. Stays out: what is believed of it (`metadata`, `body`)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_TAG = re.compile(r"<[^>]*>")


def objects(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of a page's JSON-LD, outer before inner; blocks that are no JSON are passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json") and script.text:
            try:
                data = json.loads(script.text, strict=False)
            except ValueError:  # a broken block says nothing; the page's other sources are asked instead
                continue
            yield from _inside(data)


def article_bodies(tree: HtmlElement) -> list[str]:
    """The plain texts that the page gives as schema.org `articleBody`."""
    found = [item["articleBody"] for item in objects(tree) if isinstance(item.get("articleBody"), str)]
    return [_TAG.sub(" ", html.unescape(text)) for text in found]


def _inside(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = [*item, *waiting]
        elif isinstance(item, dict):
            yield item
            waiting = [*item.values(), *waiting]
