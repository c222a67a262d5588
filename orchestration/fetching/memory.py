"""What earlier runs found and fetched, as the tables `links` and `fetches` tell it. Stays out: deciding what to do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import polars as pl

from orchestration.fetching.crawl import ATTEMPTS, Validators, url_key
from orchestration.storage import TableStore
from transforms.tables import Fetches, Links
from transforms.tables.base import polars_schema
from transforms.tables.fetches import FINAL_OUTCOMES

FETCHES, LINKS = "fetches", "links"
RUNS_TRIED = 3
"""After so many runs, each with all its attempts, a page that cannot be had is given up."""


class Memory:
    """Questions to the tables. A link's id is the key of its address (`url_key`)."""

    def __init__(self, store: TableStore) -> None:
        self._store = store

    def finished(self, link_ids: Collection[str]) -> set[str]:
        """Which of the links need no further attempt: fetched under any form, refused for good, or tried often enough."""
        asked = self._fetches("link_id", link_ids, "outcome")
        final = asked.filter(pl.col("outcome").is_in(FINAL_OUTCOMES))
        tried = asked.filter(pl.col("outcome") != "redirected").group_by("link_id").len()
        given_up = tried.filter(pl.col("len") >= RUNS_TRIED * ATTEMPTS)
        reached = self._fetches("url_id", link_ids, "outcome", "purpose").filter(
            (pl.col("outcome") == "ok") & (pl.col("purpose") == "page")
        )
        return {*final["link_id"], *given_up["link_id"], *reached["url_id"]}

    def known_links(self, link_ids: Collection[str], sources: Collection[str]) -> set[str]:
        """Which of the links one of these sources has given before, so that they wait for it."""
        rows = self._store.rows(LINKS, "link_id", link_ids, polars_schema(Links), ["source_name"])
        return set(rows.filter(pl.col("source_name").is_in(list(sources)))["link_id"])

    def waiting(self, source_name: str, since: dt.date) -> pl.DataFrame:
        """A source's links since a day that are not finished (`Links`), the newest first; `url` is where redirects led last."""
        schema = polars_schema(Links)
        days = [day for day in self._store.days(LINKS) if day >= since]
        found = pl.concat([pl.DataFrame(schema=schema), *(self._store.read(LINKS, day, schema) for day in days)])
        mine = found.filter(pl.col("source_name") == source_name)
        todo = mine.filter(~pl.col("link_id").is_in(list(self.finished(mine["link_id"].to_list()))))
        hops = self._fetches("link_id", todo["link_id"].to_list(), "outcome", "final_url", "fetched_at").filter(
            pl.col("outcome") == "redirected"
        )
        onward = hops.sort("fetched_at").group_by("link_id").agg(onward=pl.col("final_url").last())
        return (
            todo.join(onward, on="link_id", how="left")
            .with_columns(url=pl.coalesce("onward", "url"))
            .sort(["source_date_published", "found_at", "link_id"], descending=True, nulls_last=True)
        )

    def validators(self, url: str) -> Validators:
        """What the last good answer of a listing said."""
        columns = ("url", "purpose", "outcome", "fetched_at", "etag", "last_modified")
        answers = self._fetches("url_id", [url_key(url)], *columns).filter(
            (pl.col("url") == url) & (pl.col("purpose") == "listing") & pl.col("outcome").is_in(["ok", "not_modified"])
        )
        newest = answers.sort("fetched_at").tail(1).select("etag", "last_modified")
        return Validators(*newest.row(0)) if newest.height else Validators()

    def answered_since(self, source_names: Collection[str], moment: dt.datetime) -> set[str]:
        """Which of the sources had a list that could be had since a moment (UTC)."""
        asked = self._fetches("source_name", source_names, "purpose", "outcome", "fetched_at")
        answered = asked.filter(
            pl.col("purpose") == "listing",
            pl.col("outcome").is_in(["ok", "not_modified"]),
            pl.col("fetched_at") >= moment,
        )
        return set(answered["source_name"])

    def has_read(self, url_ids: Collection[str], state: str) -> bool:
        """Whether an archive file was read, under one of the keys, in its present state."""
        read = self._fetches("url_id", url_ids, "purpose", "etag")
        return not read.filter((pl.col("purpose") == "archive") & (pl.col("etag") == state)).is_empty()

    def _fetches(self, column: str, values: Collection[str], *more: str) -> pl.DataFrame:
        return self._store.rows(FETCHES, column, values, polars_schema(Fetches), list(more))
