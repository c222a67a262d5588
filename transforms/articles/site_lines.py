"""What the other pages of a site tell: lines that recur on them are furniture, not article.

Belongs here: counting an outlet's lines and taking the recurring ones out of the day's articles. Stays out: what one page
alone can tell (`body`), and where the counts of earlier days are kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import polars as pl

from transforms.articles.body.lines import is_sentence
from transforms.articles.cleaning import same_words
from transforms.ids import stable_id
from transforms.tables import SiteLines
from transforms.tables.base import conform, empty

UNKNOWN_OUTLET = "unknown"
REASON = "site_line"

_SHORT_LINE = 12
"""Words; a shorter line is taken out wherever it recurs, a longer one inside the article only if it is frequent: follow-up
stories repeat whole paragraphs of background, and those are text."""

_FREQUENT = 3
"""Other articles of the outlet from which a line inside the text, however long, is furniture, and a caption, too: follow-up
stories show a picture again, and so does the promotion below every video."""

_MOST_REMOVED = 0.5
"""Share of an article; where more than that recurs, the page is a copy of a sibling, and its lines are no furniture."""

_NUMBER = re.compile(r"\d+")


def lines_of_sites(current: pl.DataFrame, fetched_on: dt.date) -> pl.DataFrame:
    """`SiteLines` of a day, from extractions of one page an article (`EXTRACTIONS_SCHEMA`)."""
    lines = _lines(current).filter(pl.col("outlet") != UNKNOWN_OUTLET).unique(["page_id", "line_id"])
    if lines.is_empty():
        return empty(SiteLines)
    counted = lines.group_by("outlet", "line_id").agg(article_count=pl.len())
    return conform(counted.with_columns(fetched_on=pl.lit(fetched_on)), SiteLines).sort("outlet", "line_id")


def without_site_lines(current: pl.DataFrame, of_the_day: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """`current` with the recurring lines of each body, and frequent captions, moved from `blocks` to `removed`.

    `of_the_day` are the day's `SiteLines`, `known` counts of earlier days (`outlet`, `line_id`, `article_count`). An
    article whose body recurs for the most part is left alone: it is a copy of another page.
    """
    counts = (
        pl.concat(
            [
                of_the_day.select("outlet", "line_id", "article_count"),
                known.select("outlet", "line_id", "article_count"),
            ]
        )
        .group_by("outlet", "line_id")
        .agg(pl.col("article_count").sum())
        .filter(pl.col("article_count") > 1)
    )
    recurring = (
        _lines(current)
        .filter(pl.col("zone") != "headline")
        .join(counts, on=["outlet", "line_id"], how="semi")
        .select("page_id")
        .unique()
    )
    if recurring.is_empty():
        return current
    others = {(outlet, line): count - 1 for outlet, line, count in counts.iter_rows()}
    touched = set(recurring["page_id"])
    rows = [
        _cleaned(row, others) if row["page_id"] in touched else row
        for row in current.select("page_id", "outlet", "blocks", "removed", "text", "word_count").iter_rows(named=True)
    ]
    changed = pl.DataFrame(
        rows, schema=current.select("page_id", "outlet", "blocks", "removed", "text", "word_count").schema
    )
    return (
        current.drop("blocks", "removed", "text", "word_count")
        .join(changed.drop("outlet"), on="page_id", maintain_order="left")
        .select(current.columns)
    )


def line_id(line: str) -> str:
    """The name of a line, the same for lines that differ in case, marks and numbers only."""
    return stable_id(_NUMBER.sub("0", same_words(line)))


def _lines(current: pl.DataFrame) -> pl.DataFrame:
    """One row a block: `page_id`, `outlet`, `zone`, `line_id`."""
    lines = (
        current.select("page_id", "outlet", "blocks")
        .filter(pl.col("blocks").list.len() > 0)
        .explode("blocks")
        .unnest("blocks")
    )
    names = pl.Series([line_id(text) for text in lines["text"]], dtype=pl.String)
    return lines.select("page_id", "outlet", "zone").with_columns(line_id=names)


def _cleaned(row: dict[str, object], others: dict[tuple[object, str], int]) -> dict[str, object]:
    blocks: list[dict[str, str]] = list(row["blocks"])  # type: ignore[call-overload]
    counts = [others.get((row["outlet"], line_id(block["text"])), 0) for block in blocks]
    body = [(block["text"], count) for block, count in zip(blocks, counts, strict=True) if block["zone"] == "body"]
    furniture = _furniture_of([text for text, _ in body], [count for _, count in body])
    if furniture is None:
        return row
    flags = iter(furniture)
    kept: list[dict[str, str]] = []
    taken: list[dict[str, str]] = []
    for block, count in zip(blocks, counts, strict=True):
        goes = next(flags) if block["zone"] == "body" else block["zone"] == "caption" and count >= _FREQUENT
        if goes:
            taken.append({"reason": REASON, "text": block["text"]})
        else:
            kept.append(block)
    text = "\n".join(block["text"] for block in kept)
    removed: list[dict[str, str]] = list(row["removed"])  # type: ignore[call-overload]
    return {**row, "blocks": kept, "removed": removed + taken, "text": text, "word_count": len(text.split())}


def _furniture_of(body: Sequence[str], counts: Sequence[int]) -> list[bool] | None:
    """Which lines of a body go; None where too much would: the page is a copy of another."""
    for least in (1, _FREQUENT):
        recurring = _furniture(body, counts, least)
        kept = [text for text, is_furniture in zip(body, recurring, strict=True) if not is_furniture]
        if sum(map(len, kept)) >= _MOST_REMOVED * sum(map(len, body)) and any(map(is_sentence, kept)):
            return recurring
    return None


def _furniture(body: Sequence[str], counts: Sequence[int], least: int) -> list[bool]:
    """Which lines recur as furniture does: at the article's beginning or end, or short, or on many articles."""
    recurs = [count >= least for count in counts]
    before = next((number for number, again in enumerate(recurs) if not again), len(recurs))
    after = next((number for number, again in enumerate(recurs[::-1]) if not again), len(recurs))
    return [
        again
        and (
            number < before
            or number >= len(body) - after
            or len(text.split()) < _SHORT_LINE
            or counts[number] >= _FREQUENT
        )
        for number, (again, text) in enumerate(zip(recurs, body, strict=True))
    ]
