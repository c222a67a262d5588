"""Clusters that are made stretch by stretch, in whatever order days are loaded, are those of making all days at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.clustering import cluster
from tests.warehouse import day as sample
from transforms.quote_clusters import clusters_of_quotes
from warehouse.clusters import Stretch, quotations
from warehouse.load import load_day, writing
from warehouse.progress import mark_done, pending_days

WHOLE = "we built this dam with our own hands and we will not leave the valley before the last house is dry"
WORDS = WHOLE.split()
LOADS = st.lists(
    st.tuples(st.sampled_from([0, 1, 20, 29, 30, 31, 62, 90]), st.integers(0, 10), st.integers(5, 20)),
    min_size=1,
    max_size=6,
)
"""Loads: days after the first, and which words of the quotation the day's article prints."""


def load(core: duckdb.DuckDBPyConnection, number: int, offset: int, start: int, end: int) -> dt.date:
    """A day with one article whose one quotation is a part of the whole."""
    day = sample.DAY + dt.timedelta(days=offset)
    frames = sample.frames(day)
    words = " ".join(WORDS[start:end])
    text = f"Headline\n“{words}”"
    quote = frames["quotes"].with_columns(
        quotation=pl.lit(words), char_start=pl.lit(10, pl.Int32), char_end=pl.lit(10 + len(words), pl.Int32),
        quote_id=pl.lit(f"q{offset}"), statement_id=pl.lit(f"q{offset}"), article_id=pl.lit(f"a{offset}"),
        **{f"{part}_{side}": pl.lit(None) for part in ("cue", "speaker") for side in ("text", "char_start", "char_end")},
        speaker_entity_id=pl.lit(None),
    )  # fmt: skip
    article = frames["articles"].with_columns(text=pl.lit(text), article_id=pl.lit(f"a{offset}"))
    blocks = frames["blocks"].head(2).with_columns(
        article_id=pl.lit(f"a{offset}"), char_start=pl.Series([0, 9], dtype=pl.Int32),
        char_end=pl.Series([8, len(text)], dtype=pl.Int32),
    )  # fmt: skip
    kept = {"pages", "rejects"}
    day_frames = {name: frame if name in kept else frame.clear() for name, frame in frames.items()}
    day_frames |= {"articles": article, "blocks": blocks, "quotes": quote}
    finished = dt.datetime(2030, 1, 1) + dt.timedelta(minutes=number)
    load_day(core, day, day_frames, sample.run(f"r{number}", day).with_columns(finished_at=finished))
    return day


def make(core: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    def clusterer(days: Stretch, before: Stretch) -> pl.DataFrame:
        return clusters_of_quotes(quotations(core, days), quotations(core, before))

    cluster(core, "quote_clusters", "1", clusterer)
    return core.execute("FROM core.quote_clusters ORDER BY ALL").fetchall()


@given(LOADS)
@settings(max_examples=25, deadline=None)
def test_in_whatever_order_days_are_loaded_the_clusters_are_the_same(loads: list[tuple[int, int, int]]) -> None:
    with writing(Path(":memory:")) as core:
        for number, (offset, start, end) in enumerate(loads):
            day = load(core, number, offset, start, max(end, start + 1))
            made = make(core)
            assert pending_days(core, "quote_clusters", "1") == []
            assert day in {row[2] for row in made}
        core.execute("DELETE FROM core.quote_clusters; DELETE FROM core.progress")
        assert make(core) == made


def test_models_are_due_again_where_a_cluster_has_changed(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as core:
        later = load(core, 0, 20, 0, 20)
        load(core, 1, 90, 0, 20)
        make(core)
        mark_done(core, "models", "1", [later, sample.DAY + dt.timedelta(days=90)])
        first = load(core, 2, 0, 0, 20)
        made = make(core)
        assert [row[3] for row in made] == ["q0", "q0", "q90"]
        assert pending_days(core, "models", "1") == [first, later]
