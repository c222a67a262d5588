"""What earlier runs found and fetched, as the tables `links` and `fetches` tell it. Stays out: deciding what to do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cached_property

import polars as pl

from orchestration.fetching.crawl import ATTEMPTS, Validators
from orchestration.storage import TableStore
from transforms.tables import Fetches, Links
from transforms.tables.base import polars_schema
from transforms.tables.fetches import FINAL_OUTCOMES

FETCHES, LINKS = "fetches", "links"
RUNS_TRIED = 3
"""After so many runs, each with all its attempts, a page that cannot be had is given up."""


class Memory:
    """What the tables hold when it is asked for the first time. A link's id is the key of its address (`url_key`).

    Each table is read once, its ids as 64-bit hashes: a run asks of every listing, and the tables hold every day.
    """

    def __init__(self, store: TableStore) -> None:
        self._store = store

    def finished(self, link_ids: Collection[str]) -> set[str]:
        """Which of the links need no further attempt: fetched under any form, refused for good, or tried often enough."""
        hashes = _hashes(link_ids)
        asked = self._tried.join(hashes, on="link", how="inner")
        final = asked.filter(pl.col("is_final"))
        given_up = (
            asked.filter(~pl.col("is_redirect")).group_by("id").len().filter(pl.col("len") >= RUNS_TRIED * ATTEMPTS)
        )
        reached = self._tried.filter(pl.col("is_page")).join(hashes, left_on="url", right_on="link", how="inner")
        return {*final["id"], *given_up["id"], *reached["id"]}

    def known_links(self, link_ids: Collection[str], sources: Collection[str]) -> set[str]:
        """Which of the links one of these sources has given before, so that they wait for it."""
        known = self._given.filter(pl.col("source_name").is_in(list(sources)))
        return set(known.join(_hashes(link_ids), on="link", how="inner")["id"])

    def waiting(self, source_name: str, since: dt.date) -> pl.DataFrame:
        """A source's links since a day that are not finished (`Links`), the newest first; `url` is where redirects led last."""
        schema = polars_schema(Links)
        days = [day for day in self._store.days(LINKS) if day >= since]
        found = pl.concat([pl.DataFrame(schema=schema), *(self._store.read(LINKS, day, schema) for day in days)])
        mine = found.filter(pl.col("source_name") == source_name)
        todo = mine.filter(~pl.col("link_id").is_in(list(self.finished(mine["link_id"].to_list()))))
        return (
            todo.join(self._led_to(todo["link_id"].to_list()), on="link_id", how="left")
            .with_columns(url=pl.coalesce("onward", "url"))
            .sort(["source_date_published", "found_at", "link_id"], descending=True, nulls_last=True)
        )

    def validators(self, url: str) -> Validators:
        """What the last good answer of a listing said."""
        newest = self._listed.filter(pl.col("url") == url).sort("fetched_at").tail(1).select("etag", "last_modified")
        return Validators(*newest.row(0)) if newest.height else Validators()

    def answered_since(self, source_names: Collection[str], moment: dt.datetime) -> set[str]:
        """Which of the sources had a list that could be had since a moment (UTC)."""
        answered = self._listed.filter(pl.col("fetched_at") >= moment)
        return set(answered["source_name"]) & set(source_names)

    def has_read(self, url_ids: Collection[str], state: str) -> bool:
        """Whether an archive file was read, under one of the keys, in its present state."""
        read = self._archived.filter(pl.col("url_id").is_in(list(url_ids)), pl.col("etag") == state)
        return not read.is_empty()

    @cached_property
    def _tried(self) -> pl.DataFrame:
        return self._fetches.select(
            link=pl.col("link_id").hash(),
            url=pl.col("url_id").hash(),
            is_final=pl.col("outcome").is_in(FINAL_OUTCOMES),
            is_redirect=pl.col("outcome") == "redirected",
            is_page=(pl.col("outcome") == "ok") & (pl.col("purpose") == "page"),
        ).collect()

    @cached_property
    def _given(self) -> pl.DataFrame:
        links = self._store.scan_all(LINKS, polars_schema(Links))
        return links.select("source_name", link=pl.col("link_id").hash()).collect()

    @cached_property
    def _listed(self) -> pl.DataFrame:
        good = (pl.col("purpose") == "listing") & pl.col("outcome").is_in(["ok", "not_modified"])
        columns = ["source_name", "url", "fetched_at", "etag", "last_modified"]
        return self._fetches.filter(good).select(columns).collect()

    @cached_property
    def _archived(self) -> pl.DataFrame:
        return self._fetches.filter(pl.col("purpose") == "archive").select("url_id", "etag").collect()

    def _led_to(self, link_ids: Collection[str]) -> pl.DataFrame:
        """Where redirects of the links led last: link_id, onward."""
        hops = self._fetches.filter(pl.col("outcome") == "redirected", pl.col("link_id").is_in(list(link_ids)))
        newest = hops.select("link_id", "final_url", "fetched_at").collect().sort("fetched_at")
        return newest.group_by("link_id").agg(onward=pl.col("final_url").last())

    @property
    def _fetches(self) -> pl.LazyFrame:
        return self._store.scan_all(FETCHES, polars_schema(Fetches))


def _hashes(ids: Collection[str]) -> pl.DataFrame:
    """The ids with their hashes: id, link."""
    return pl.DataFrame({"id": list(ids)}, schema={"id": pl.String}).with_columns(link=pl.col("id").hash())
