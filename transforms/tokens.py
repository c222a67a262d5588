"""From the arrays of a parse to the token table.

Belongs here: white space that would disturb a parser, sentence starts at block starts, and the assembly of `Tokens` from
arrays. Stays out: the language engine itself (`orchestration.engine`); nothing here knows spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.tables import Tokens
from transforms.tables.base import conform

_ODD_SPACE = re.compile(r"[^\S\n ]")


@dataclass(frozen=True)
class ParseInput:
    """An article's text with the offsets at which its blocks begin."""

    article_id: str
    text: str
    block_starts: tuple[int, ...]


@dataclass(frozen=True)
class TokenArrays:
    """One article's parse, an array entry a token; white-space tokens included, heads absolute."""

    article_id: str
    char_start: NDArray[np.int64]
    char_length: NDArray[np.int64]
    is_space: NDArray[np.bool_]
    is_sentence_start: NDArray[np.bool_]
    head: NDArray[np.int64]
    form: NDArray[np.int64]
    tag: NDArray[np.int64]
    deprel: NDArray[np.int64]
    entity_iob: NDArray[np.int64]
    entity_label: NDArray[np.int64]
    block_start: NDArray[np.int64]


@dataclass(frozen=True)
class Names:
    """What the numbers in `TokenArrays` stand for. `lemma` and `upos` are keyed by (form, tag)."""

    form: dict[int, str]
    tag: dict[int, str]
    deprel: dict[int, str]
    entity_label: dict[int, str]
    lemma: dict[tuple[int, int], str]
    upos: dict[tuple[int, int], str]


def parser_text(text: str) -> str:
    """The text as a parser should see it: every odd space (U+00A0, tab …) a plain one, so that no offset moves."""
    return _ODD_SPACE.sub(" ", text)


def subtree_edges(head: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First token of every token's subtree, and the first token after it, from absolute heads (a root heads itself)."""
    own = np.arange(head.size, dtype=np.int64)
    left, right = own.copy(), own.copy()
    while True:
        new_left, new_right = left.copy(), right.copy()
        np.minimum.at(new_left, head, left)
        np.maximum.at(new_right, head, right)
        if np.array_equal(new_left, left) and np.array_equal(new_right, right):
            return left, right + 1
        left, right = new_left, new_right


def _without_spaces(parse: TokenArrays) -> dict[str, NDArray[np.int64]]:
    """Columns of one article with the white-space tokens taken out and every number counted anew."""
    keep = ~parse.is_space
    new_number = np.cumsum(keep) - 1
    head = parse.head.copy()
    while bool(parse.is_space[head[keep]].any()):  # a token that hangs on white space hangs on what that hangs on
        hangs = parse.is_space[head]
        climbed = np.where(hangs, parse.head[head], head)
        stuck = hangs & (climbed == head)
        head = np.where(stuck, np.arange(head.size), climbed)
    kept_head = new_number[head[keep]]
    subtree_start, subtree_end = subtree_edges(kept_head)
    start = parse.char_start[keep]
    # A sentence that begins with white space begins at the first word after it.
    sentence = np.cumsum(parse.is_sentence_start)[keep]
    _, sentence_no = np.unique(sentence, return_inverse=True)
    label = np.where(parse.entity_iob >= 2, parse.entity_label, 0)
    label = np.where(parse.entity_iob == 1, parse.entity_label, label)[keep]
    return {
        "token_no": np.arange(int(keep.sum())),
        "sentence_no": sentence_no,
        "block_no": np.searchsorted(parse.block_start, start, side="right") - 1,
        "char_start": start,
        "char_end": start + parse.char_length[keep],
        "form": parse.form[keep],
        "tag": parse.tag[keep],
        "head": kept_head,
        "deprel": parse.deprel[keep],
        "subtree_start": subtree_start,
        "subtree_end": subtree_end,
        "entity_label": label,
        "is_entity_start": (parse.entity_iob[keep] == 3).astype(np.int64),
    }


def tokens_from_arrays(parses: Sequence[TokenArrays], names: Names) -> pl.DataFrame:
    """The parses of several articles as one frame of `Tokens`, but for `fetched_on`, which the caller knows."""
    columns = [_without_spaces(parse) for parse in parses]
    sizes = [column["token_no"].size for column in columns]
    merged = {name: np.concatenate([column[name] for column in columns]) for name in columns[0]} if columns else {}
    if not merged:
        return pl.DataFrame(schema={name: column.dtype for name, column in Tokens.columns().items()}).drop("fetched_on")
    form, tag = merged.pop("form"), merged.pop("tag")
    pair, pair_index = np.unique(np.stack([form, tag]), axis=1, return_inverse=True)
    pairs = [(int(f), int(t)) for f, t in pair.T]
    index = pair_index.reshape(-1)

    def named(values: NDArray[np.int64], strings: dict[int, str]) -> pl.Series:
        unique, position = np.unique(values, return_inverse=True)
        return pl.Series([strings.get(int(v)) for v in unique], dtype=pl.String).gather(position.reshape(-1))

    article_ids = pl.Series([parse.article_id for parse in parses], dtype=pl.String)
    deprel, label = merged.pop("deprel"), merged.pop("entity_label")
    frame = pl.DataFrame(merged).with_columns(
        article_id=article_ids.gather(np.repeat(np.arange(len(parses)), sizes)),
        form=pl.Series([names.form[f] for f, _ in pairs], dtype=pl.String).gather(index),
        xpos=pl.Series([names.tag[t] for _, t in pairs], dtype=pl.String).gather(index),
        lemma=pl.Series([names.lemma[p] for p in pairs], dtype=pl.String).gather(index),
        upos=pl.Series([names.upos[p] for p in pairs], dtype=pl.String).gather(index),
        deprel=named(deprel, names.deprel),
        entity_type=named(label, names.entity_label),
        is_entity_start=pl.col("is_entity_start").cast(pl.Boolean),
    )
    auxiliary = pl.col("deprel").is_in(["aux", "auxpass"]) | (
        (pl.col("lemma") == "be") & pl.col("xpos").str.starts_with("VB")
    )
    frame = frame.with_columns(
        upos=pl.when(auxiliary).then(pl.lit("AUX")).otherwise(pl.col("upos")),
        fetched_on=pl.lit(None, dtype=pl.Date),
    )
    return conform(frame, Tokens).drop("fetched_on")
