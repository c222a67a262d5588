"""One article's tokens as plain columns, and the spans that the rules of this package hand on to each other.

Stays out: every rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from transforms.known_entities import KnownEntity
from transforms.places.gazetteer import Place

_COLUMNS = (
    "article_id", "fetched_on", "sentence_no", "block_no", "char_start", "char_end", "form", "lemma", "upos", "xpos", "head",
    "deprel", "subtree_start", "subtree_end", "entity_type", "is_entity_start",
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    """The token columns of one article (a list entry a token), its text, its outlet's name and its blocks' zones."""

    article_id: str
    fetched_on: dt.date
    text: str
    outlet_name: str | None
    zone_of_block: Mapping[int, str]
    sentence: list[int]
    block: list[int]
    start: list[int]
    end: list[int]
    form: list[str]
    lemma: list[str]
    upos: list[str]
    xpos: list[str]
    head: list[int]
    deprel: list[str]
    subtree_start: list[int]
    subtree_end: list[int]
    entity_type: list[str | None]
    is_entity_start: list[bool]

    def __len__(self) -> int:
        return len(self.form)

    def slice(self, first: int, last: int) -> str:
        """The text from the token `first` up to the token `last`, which is not included."""
        return self.text[self.start[first] : self.end[last - 1]]

    def name(self, first: int, last: int) -> str:
        """The same with every run of white space as one space, so that a name over U+00A0 equals its plain form."""
        return " ".join(self.slice(first, last).split())

    def touches_next(self, token: int) -> bool:
        """Whether nothing stands between the token and the next one ("al-Sadr")."""
        return token + 1 < len(self.form) and self.end[token] == self.start[token + 1]


@dataclass
class Span:
    """A mention in the making: tokens `first` up to `last`, which is not included. `kind` is that of `mentions`."""

    first: int
    last: int
    entity_type: str
    method: str
    confidence: float
    name: str
    canonical: str = ""
    in_headline: bool = False
    kind: str = "name"
    role: tuple[int, int] | None = None
    """First token of the role beside the name, and the token after it."""
    role_method: str = ""
    place: Place | None = None
    located: tuple[int, int, str] | None = None
    """Tokens of the name that says where it lies ("in …", "…, Japan"), from and up to, and that place's country."""
    known: KnownEntity | None = None
    """The line of the user's own list, where it is listed."""
    is_partial: bool = False
    is_metonym: bool = False
    entity_id: str = ""

    @property
    def size(self) -> int:
        return self.last - self.first


def documents(tokens: pl.DataFrame, articles: pl.DataFrame, blocks: pl.DataFrame) -> Iterator[Document]:
    """The articles that have tokens, in order of `article_id`."""
    about = {
        article_id: (text, outlet_name)
        for article_id, text, outlet_name in articles.select("article_id", "text", "outlet_name").iter_rows()
    }
    zones: dict[str, dict[int, str]] = {}
    for article_id, block_no, zone in blocks.select("article_id", "block_no", "zone").iter_rows():
        zones.setdefault(article_id, {})[block_no] = zone
    ordered = tokens.select(*_COLUMNS, "token_no").sort("article_id", "token_no")
    for part in ordered.partition_by("article_id", maintain_order=True):
        columns = {name: part[name].to_list() for name in _COLUMNS[2:]}
        article_id = part.item(0, "article_id")
        text, outlet_name = about[article_id]
        yield Document(
            article_id,
            part.item(0, "fetched_on"),
            text,
            outlet_name,
            zones.get(article_id, {}),
            *(columns[name] for name in _COLUMNS[2:]),
        )
