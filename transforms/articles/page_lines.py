"""The lines of a page as a reader sees them, in order, each with where it stands in the markup.

Belongs here: walking the tree, and what an element's tag and class say of the lines below it. Stays out: which lines
are the article (`body`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from transforms.articles.cleaning import same_words, tidy

_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
        "kbd", "label", "mark", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr",
    )
)  # fmt: skip
_UNSEEN = frozenset(
    (
        "script", "style", "noscript", "template", "svg", "select", "option", "iframe", "textarea", "head", "object", "embed",
        "audio", "video", "canvas", "math", "map",
    )
)  # fmt: skip
_EDGE = r"(?:^|[-_ #:./\[\]])(?:%s)(?=$|[-_ #:./\[\]])"
_FURNITURE = re.compile(
    _EDGE
    % r"bio|author-?(?:bio\w*|info\w*|box|card|desc\w*|details?|profile|about)|about-?(?:the-?)?authors?|writer-?bio|"
    r"by-?line|promo\w*|newsletters?|subscri\w*|sign-?up|register|registration|related\w*|recirc\w*|recommend\w*|"
    r"read-?(?:more|next|also)|more-?(?:stories|from|on|news|about)|most-?(?:read|popular|viewed|wanted)|trending|popular|"
    r"teasers?|cta|advert\w*|ads|sponsor\w*|affiliate|share\w*|social\w*|follow|comments?|disqus|feedback|rating|"
    r"breadcrumbs?|tags|topics?|cookies?|consent|privacy\w*|gdpr|cmp|modal|pop-?up|lightbox|overlay|tooltip|paywall|piano|"
    r"regwall|capping|log-?in|disclaimer|boilerplate|citations?|references|footnotes?|infobox|donat\w*|support-?us|"
    r"visually-?hidden|sr-only|screen-?reader\w*|print-?(?:only|info)|timestamp|dateline|carousel|gallery|playlist|"
    r"video-?(?:title|info|description|meta)|media-?info|stock-?quote|ticker|pros?-?cons?",
    re.IGNORECASE,
)
"""Words of class names and ids that newsrooms give to what stands around an article."""

_STANDFIRST = re.compile(
    _EDGE
    % r"dek|deck|sub-?head\w*|subhed|sub-?title|stand-?first|lede?|lead|excerpt|summary|intro|preface|strap(?:line)?|"
    r"description|desc|abstract|chapo|sommario|entradilla|subtitulo",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"caption|credit|photo|image-?desc|img-?desc|media-?info|media-?desc|figure", re.IGNORECASE)
_EMBEDDED_POST = "twitter-tweet"
"""A quoted post is part of the article, whatever the widget around it is called."""

_NUMBER = re.compile(r"\d+")


class Shape(NamedTuple):
    """What paragraphs of one text have in common: the tag, and tags and classes of the two elements around it."""

    tag: str
    parent: str
    grandparent: str


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line: inline text up to the next block or line break."""

    text: str
    words: str
    tag: str
    link_share: float
    tags: frozenset[str]
    furniture: frozenset[str]
    is_caption: bool
    is_standfirst: bool
    parent: int
    shape: Shape


class _Element(NamedTuple):
    """What the walk knows of an open element; everything is inherited downwards."""

    number: int
    signature: str
    tags: frozenset[str]
    furniture: frozenset[str]
    is_caption: bool
    is_standfirst: bool
    is_inline: bool
    in_link: bool


_ROOT = _Element(0, "", frozenset(), frozenset(), False, False, False, False)


def page_lines(tree: HtmlElement) -> list[PageLine]:
    """The lines of a page's body in reading order; scripts, controls and embedded media have none."""
    body = tree.find("body")
    walk = _Walk()
    events = etree.iterwalk(tree if body is None else body, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start":
            if element.tag in _UNSEEN:
                events.skip_subtree()
            walk.start(element)
        elif event == "end":
            walk.end(element)
        else:
            walk.say(element.tail)
    walk.finish_line()
    return walk.lines


class _Walk:
    """Collects inline text until a block begins or ends."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self._open: list[_Element] = [_ROOT, _ROOT]
        self._numbered = 0
        self._text: list[str] = []
        self._linked = 0
        self._block_tags: list[tuple[_Element, str]] = [(_ROOT, "body")]

    def start(self, element: HtmlElement) -> None:
        outer = self._open[-1]
        tag = element.tag
        is_inline = tag in _INLINE
        if not is_inline:
            self.finish_line()
        names = element.get("class") or ""
        if (name := element.get("id")) is not None:
            names = f"{names} {name}"
        said = _said_by(names)
        self._numbered += 1
        here = _Element(
            number=self._numbered,
            signature=outer.signature if is_inline else f"{tag} {said.shape}",
            tags=outer.tags if tag in outer.tags else _with_tag(outer.tags, tag),
            furniture=(outer.furniture | said.furniture if said.furniture else outer.furniture)
            if not said.is_post
            else frozenset(),
            is_caption=said.is_caption or tag in ("figure", "figcaption"),
            is_standfirst=said.is_standfirst,
            is_inline=is_inline,
            in_link=outer.in_link or tag == "a",
        )
        self._open.append(here)
        if not is_inline:
            self._block_tags.append((here, tag))
        if tag not in _UNSEEN:
            self.say(element.text)

    def end(self, element: HtmlElement) -> None:
        here = self._open.pop()
        if not here.is_inline:
            self.finish_line()
            self._block_tags.pop()
        self.say(element.tail)

    def say(self, text: str | None) -> None:
        """More of the current line."""
        if not text or (not self._text and not text.strip()):
            return
        self._text.append(text)
        if self._open[-1].in_link:
            self._linked += len(text.strip())

    def finish_line(self) -> None:
        """The current line ends here."""
        if not self._text:
            return
        raw = "".join(self._text)
        text = tidy(raw)
        words = same_words(text)
        if words:
            block, tag = self._block_tags[-1]
            parent = self._block_tags[-2][0] if len(self._block_tags) > 1 else _ROOT
            grandparent = self._block_tags[-3][0] if len(self._block_tags) > 2 else _ROOT
            in_caption_tag = bool(block.tags & {"figure", "figcaption"})
            self.lines.append(
                PageLine(
                    text=text,
                    words=words,
                    tag=tag,
                    link_share=1.0 if block.in_link else min(1.0, self._linked / len(raw.strip())),
                    tags=block.tags,
                    furniture=block.furniture,
                    is_caption=in_caption_tag or block.is_caption or parent.is_caption,
                    is_standfirst=block.is_standfirst or parent.is_standfirst,
                    parent=parent.number,
                    shape=Shape(tag, parent.signature, grandparent.signature),
                )
            )
        self._text, self._linked = [], 0


def furniture_words(element: HtmlElement) -> frozenset[str]:
    """What the class and id of an element say of furniture: `related`, `newsletter` …"""
    return _said_by(f"{element.get('class') or ''} {element.get('id') or ''}").furniture


class _Said(NamedTuple):
    """What a class and id say of an element; `shape` are they without numbers."""

    shape: str
    furniture: frozenset[str]
    is_caption: bool
    is_standfirst: bool
    is_post: bool


@lru_cache(maxsize=20_000)
def _said_by(names: str) -> _Said:
    found = frozenset(word.group().strip("-_ #:./[]").lower() for word in _FURNITURE.finditer(names))
    return _Said(
        _NUMBER.sub("0", names),
        found,
        bool(_CAPTION.search(names)),
        bool(_STANDFIRST.search(names)),
        _EMBEDDED_POST in names,
    )


@lru_cache(maxsize=2_000)
def _with_tag(tags: frozenset[str], tag: str) -> frozenset[str]:
    return tags | {tag}
