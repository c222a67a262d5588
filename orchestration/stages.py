"""The two stages that cost: reading pages and parsing articles, in workers, each page and article once a version.

Belongs here: what is already done, what is still to do, and keeping it part by part so that a killed run goes on where it
was. Stays out: the rules (pure functions in `transforms`, called by the assets) and Dagster.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial

import polars as pl

from orchestration.compute import Failure, Outcome, guarded_map
from orchestration.progress import report
from orchestration.settings import Settings
from orchestration.stamps import EXTRACTIONS, stamp_for
from orchestration.storage import TableStore
from orchestration.versions import extractor_version, parser_version
from orchestration.worker import extract, parse
from transforms.articles.page import Extraction, PageInput
from transforms.articles.tables import EXTRACTIONS_SCHEMA, extractions_frame
from transforms.ids import stable_id
from transforms.tables import Pages, Parses, SiteLines, Tokens
from transforms.tables.base import conform, polars_schema, rows_to_frame
from transforms.tokens import ParseInput

PARSES, TOKENS = "parses", "tokens"
_PART_PAGES = 100
_BATCH_ARTICLES = 12
_BATCH_CHARACTERS = 60_000
_PART_BATCHES = 8


# ------------------------------------------------------------------------------------------------------- extraction


def extract_day(day: dt.date, settings: Settings, store: TableStore) -> pl.DataFrame:
    """Extractions of all readable pages of a day (`EXTRACTIONS_SCHEMA`), read in workers where not read before."""
    version = extractor_version(settings.limits)
    pages = store.read("pages", day, polars_schema(Pages), columns=["page_id", "status"])
    readable = pages.filter(pl.col("status") == "ok")
    done = store.read(EXTRACTIONS, day, EXTRACTIONS_SCHEMA)
    kept = done.filter(pl.col("extractor_version") == version).unique("page_id", maintain_order=True)
    todo = readable.join(kept.select("page_id"), on="page_id", how="anti")
    if todo.is_empty():
        return kept if kept.height == done.height else _replaced(store, day, kept)
    waiting: list[Extraction] = []
    parts = [kept]

    def keep() -> None:
        part = extractions_frame(waiting, version)
        store.add(EXTRACTIONS, day, part, stable_id(*part["page_id"]))
        parts.append(part)
        waiting.clear()

    inputs = _page_inputs(store, day, todo)
    for number, outcome in enumerate(
        guarded_map(
            partial(extract, limits=settings.limits), inputs, settings, timeout=lambda _: settings.page_timeout
        ),
        1,
    ):
        waiting.append(_extraction(outcome))
        if len(waiting) >= _PART_PAGES:
            keep()
        report("reading pages", number, todo.height)
    if waiting:
        keep()
    return _replaced(store, day, pl.concat(parts))


def known_site_lines(day: dt.date, extractions: pl.DataFrame, settings: Settings, store: TableStore) -> pl.DataFrame:
    """`SiteLines` of the days before, of the outlets that the day has pages of; a page of today is no news about them."""
    schema = polars_schema(SiteLines)
    since = day - dt.timedelta(days=settings.site_memory_days)
    outlets = extractions["outlet"].unique()
    parts = [
        store.read("site_lines", earlier, schema).filter(pl.col("outlet").is_in(outlets.implode()))
        for earlier in store.days("site_lines")
        if since <= earlier < day
    ]
    return pl.concat([pl.DataFrame(schema=schema), *parts])


def _replaced(store: TableStore, day: dt.date, extractions: pl.DataFrame) -> pl.DataFrame:
    ordered = extractions.sort("page_id")
    store.replace(EXTRACTIONS, day, ordered)
    return ordered


def _page_inputs(store: TableStore, day: dt.date, todo: pl.DataFrame) -> Iterator[PageInput]:
    """Pages with their bytes, a hundred in memory at a time."""
    columns = ["page_id", "content_type", "url", "fetched_at", "source_date_published", "source_kind", "body"]
    ids = todo["page_id"].to_list()
    for start in range(0, len(ids), _PART_PAGES):
        chunk = store.scan("pages", day).filter(pl.col("page_id").is_in(ids[start : start + _PART_PAGES]))
        for row in chunk.select(columns).collect().iter_rows(named=True):
            yield PageInput(**row)


def _extraction(outcome: Outcome[PageInput, Extraction]) -> Extraction:
    if outcome.result is not None:
        return outcome.result
    failure = outcome.failure or Failure("error", "The worker gave nothing.")
    return Extraction(outcome.task.page_id, reason=failure.reason, detail=failure.detail)


# ---------------------------------------------------------------------------------------------------------- parsing


def parse_day(
    day: dt.date, articles: pl.DataFrame, blocks: pl.DataFrame, settings: Settings, store: TableStore
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`Tokens` and `Parses` of a day's English articles, parsed in workers where not parsed before."""
    version = parser_version(settings.model)
    english = articles.filter(pl.col("status") == "ok").select("article_id", "text")
    wanted = english.with_columns(
        text_id=pl.Series([stable_id(text) for text in english["text"]], dtype=pl.String)
    ).sort("article_id")
    ledger = store.read(PARSES, day, polars_schema(Parses))
    kept = (
        ledger.filter(pl.col("parser_version") == version)
        .join(wanted, on=["article_id", "text_id"], how="semi")
        .unique("article_id", maintain_order=True)
    )
    todo = wanted.join(kept, on="article_id", how="anti")
    tokens = store.read(TOKENS, day, polars_schema(Tokens))
    stamp = stamp_for(TOKENS, day, settings, store)
    if todo.is_empty() and kept.height == ledger.height and _is_stamped(store, day, stamp):
        return tokens, kept
    token_parts = [_tokens_of(tokens, kept)]
    parse_parts = [kept]
    waiting: list[tuple[pl.DataFrame, pl.DataFrame]] = []

    def keep() -> None:
        new_tokens, new_parses = (pl.concat(frames) for frames in zip(*waiting, strict=True))
        name = stable_id(*new_parses["article_id"], version)
        store.add(TOKENS, day, new_tokens, name)  # the ledger after the tokens: what it lists is there
        store.add(PARSES, day, new_parses, name)
        token_parts.append(new_tokens)
        parse_parts.append(new_parses)
        waiting.clear()

    texts = dict(todo.select("article_id", "text_id").iter_rows())
    finished = 0
    for batch, batch_tokens, failure in _parsed(_batches(todo, blocks), settings):
        rows = [
            {
                "article_id": article.article_id,
                "fetched_on": day,
                "text_id": texts[article.article_id],
                "parser_version": version,
                "token_count": 0,
                "status": failure.reason if failure else "ok",
                "detail": failure.detail if failure else None,
            }
            for article in batch
        ]
        counts = batch_tokens.group_by("article_id").agg(counted=pl.len().cast(pl.Int32))
        parses = rows_to_frame(rows, Parses).join(counts, on="article_id", how="left", maintain_order="left")
        parses = parses.with_columns(token_count=pl.coalesce("counted", "token_count")).drop("counted")
        waiting.append((conform(batch_tokens.with_columns(fetched_on=pl.lit(day)), Tokens), conform(parses, Parses)))
        finished += len(batch)
        if len(waiting) >= _PART_BATCHES:
            keep()
        report("parsing articles", finished, todo.height)
    if waiting:
        keep()
    all_tokens = pl.concat(token_parts).sort("article_id", "token_no")
    all_parses = pl.concat(parse_parts).sort("article_id")
    store.replace(TOKENS, day, all_tokens, made_by=stamp)
    store.replace(PARSES, day, all_parses, made_by=stamp)
    return all_tokens, all_parses


def _is_stamped(store: TableStore, day: dt.date, stamp: str | None) -> bool:
    """Whether tokens and ledger lie in one part each, stamped: parts that a killed run left are gone through once more."""
    return all(store.part_count(name, day) == 1 and store.made_by(name, day) == stamp for name in (TOKENS, PARSES))


def _tokens_of(tokens: pl.DataFrame, parses: pl.DataFrame) -> pl.DataFrame:
    """Tokens that the ledger vouches for; a part that was written twice is taken once."""
    listed = tokens.join(parses.select("article_id"), on="article_id", how="semi")
    return listed.unique(["article_id", "token_no"], maintain_order=True)


def _batches(todo: pl.DataFrame, blocks: pl.DataFrame) -> Iterator[tuple[ParseInput, ...]]:
    """Articles of similar length together, the longest first, so that no worker is left with a long one at the end."""
    starts = {
        article_id: tuple(positions)
        for article_id, positions in blocks.sort("article_id", "block_no")
        .group_by("article_id", maintain_order=True)
        .agg("char_start")
        .iter_rows()
    }
    ordered = todo.sort([pl.col("text").str.len_chars(), "article_id"], descending=[True, False])
    batch: list[ParseInput] = []
    size = 0
    for article_id, text in ordered.select("article_id", "text").iter_rows():
        if batch and (len(batch) >= _BATCH_ARTICLES or size + len(text) > _BATCH_CHARACTERS):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(ParseInput(article_id, text, starts[article_id]))
        size += len(text)
    if batch:
        yield tuple(batch)


def _parsed(
    batches: Iterable[tuple[ParseInput, ...]], settings: Settings
) -> Iterator[tuple[tuple[ParseInput, ...], pl.DataFrame, Failure | None]]:
    """Each batch with its tokens. A batch that fails is parsed article by article: only the bad one is lost."""
    alone: list[tuple[ParseInput, ...]] = []

    def timeout(batch: tuple[ParseInput, ...]) -> float:
        return settings.page_timeout * len(batch)

    for outcome in guarded_map(parse, batches, settings, timeout=timeout):
        if outcome.result is not None:
            yield outcome.task, outcome.result, None
        elif len(outcome.task) > 1:
            alone += [(article,) for article in outcome.task]
        else:
            yield outcome.task, _no_tokens(), outcome.failure
    for outcome in guarded_map(parse, alone, settings, timeout=timeout) if alone else ():
        yield outcome.task, _no_tokens() if outcome.result is None else outcome.result, outcome.failure


def _no_tokens() -> pl.DataFrame:
    return pl.DataFrame(schema=polars_schema(Tokens)).drop("fetched_on")
