"""One article's tokens as Python columns, for rules that walk through a text in order.

Belongs here: the view and what is read straight off it (children, the token at an offset). Stays out: every rule.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

_COLUMNS = (
    "char_start", "char_end", "form", "lemma", "xpos", "upos", "head", "deprel", "sentence_no",
    "subtree_start", "subtree_end", "entity_type",
)  # fmt: skip


_DATELINE = re.compile(
    r"(?:[A-Z][^()\n.:;“\"]{1,30}(?:\.[^()\n:;“\"]{0,20})?\([A-Z][\w/ .]{1,24}\)"
    r"|\([A-Z][\w/ .]{1,24}\)"
    r"|[A-Z][A-Z.’' ]{2,24}(?:,[^()\n:;“\"–—]{1,24})?)\s*(?:[–—]|--?\s)\s*"
)
"""Place, day and agency before the first sentence: `LYON, May 3 (Newswire) --`, `SAN JOSE, Calif. —`."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block with its zone, offsets (after any dateline) and tokens (first, first after)."""

    zone: str
    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True)
class Document:
    """Columns of the token table for one article; position i of each list is token number i."""

    article_id: str
    fetched_on: dt.date
    published: dt.date | None
    text: str
    start: list[int]
    end: list[int]
    form: list[str]
    lemma: list[str]
    xpos: list[str]
    upos: list[str]
    head: list[int]
    deprel: list[str]
    sentence: list[int]
    subtree_start: list[int]
    subtree_end: list[int]
    entity_type: list[str | None]
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    sentence_bounds: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lower = [form.lower() for form in self.form]
        self.children = [[] for _ in self.start]
        for token, head in enumerate(self.head):
            if head != token:
                self.children[head].append(token)
        for token, sentence in enumerate(self.sentence):
            first, _ = self.sentence_bounds.get(sentence, (token, token))
            self.sentence_bounds[sentence] = (first, token + 1)

    def paragraph(self, zone: str, start: int, end: int) -> Paragraph:
        """The block as a paragraph; a dateline belongs to no statement."""
        dateline = _DATELINE.match(self.text, start, end)
        start = dateline.end() if dateline else start
        return Paragraph(zone, start, end, self.first_from(start), self.first_from(end))

    def first_from(self, offset: int) -> int:
        """The first token that begins at the offset or after it."""
        return bisect_left(self.start, offset)

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that lie wholly or partly in the offsets."""
        first = bisect_left(self.end, start + 1)
        return range(first, bisect_left(self.start, end))

    def child(self, token: int, *relations: str) -> int | None:
        """The first child in one of the relations."""
        return next((child for child in self.children[token] if self.deprel[child] in relations), None)

    def bounds(self, token: int) -> tuple[int, int]:
        """First token and first token after the token's sentence."""
        return self.sentence_bounds[self.sentence[token]]

    def is_abbreviation(self, token: int) -> bool:
        """Whether the word is all capitals: the WHO is nobody's "who"."""
        return len(self.form[token]) > 1 and self.form[token].isupper()

    def is_verb(self, token: int) -> bool:
        """Whether the tagger calls the token a verb form (not a modal)."""
        return self.xpos[token].startswith("VB")


def documents(tokens: pl.DataFrame, articles: pl.DataFrame, blocks: pl.DataFrame) -> Iterator[Document]:
    """The articles that have tokens, in the order of their ids."""
    columns_of_articles = ("article_id", "fetched_on", pl.col("date_published").dt.date(), "text")
    texts = {article_id: row for article_id, *row in articles.select(columns_of_articles).iter_rows()}
    by_article: dict[str, list[tuple[str, int, int]]] = {}
    ordered_blocks = blocks.sort("article_id", "block_no").select("article_id", "zone", "char_start", "char_end")
    for article, zone, block_start, block_end in ordered_blocks.iter_rows():
        by_article.setdefault(article, []).append((zone, block_start, block_end))
    ordered = tokens.sort("article_id", "token_no")
    columns = [ordered[name].to_list() for name in _COLUMNS]
    position = 0
    for article_id, count in ordered.group_by("article_id", maintain_order=True).len().iter_rows():
        if article_id not in texts:
            raise ValueError(f"tokens of an article that is not among the articles: {article_id}")
        fetched_on, published, text = texts[article_id]
        part = slice(position, position + count)
        (start, end, form, lemma, xpos, upos, head, deprel, sentence, subtree_start, subtree_end, entity_type) = (
            column[part] for column in columns
        )
        document = Document(
            article_id, fetched_on, published, text, start, end, form, lemma, xpos, upos, head, deprel, sentence,
            subtree_start, subtree_end, entity_type,
        )  # fmt: skip
        document.paragraphs = [
            document.paragraph(zone, block_start, block_end)
            for zone, block_start, block_end in by_article.get(article_id, [])
        ]
        position += count
        yield document
