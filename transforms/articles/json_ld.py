"""What the JSON-LD of a page holds, and how its values are written. Stays out: what is believed of it (`metadata`, `body`)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from transforms.articles.cleaning import tidy

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


def article_bodies(declared: Iterable[Mapping[str, Any]]) -> list[str]:
    """The plain texts that a page's `objects` give as schema.org `articleBody`."""
    found = [item["articleBody"] for item in declared if isinstance(item.get("articleBody"), str)]
    return [_TAG.sub(" ", html.unescape(text)) for text in found]


def types(item: Mapping[str, Any]) -> list[str]:
    """The schema.org types of an object, which may be given as one or as a list."""
    kind = item.get("@type")
    return [name for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str)]


def first_text(value: object) -> str | None:
    """A text value, or the first of a list of them, tidied; None where there is none."""
    if isinstance(value, list):
        value = value[0] if value else None
    return tidy(value) or None if isinstance(value, str) else None


def _inside(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = [*item, *waiting]
        elif isinstance(item, dict):
            yield item
            waiting = [*item.values(), *waiting]
