"""How the warehouse behaves as it grows: a day's load, its models, audit and publish, and the questions, at several sizes.

    python -m benchmarks.warehouse --folder DIR [--days N] [--new-days N] [--snapshots N | --unpublished] [--questions FILE]
    python -m benchmarks.warehouse --folder DIR --read-again [--questions FILE]

DIR is emptied, except to read again what an earlier call has left there; it takes some 8 kB an article, and as much again for
every published version that is kept, so with `--unpublished` (where the disk cannot hold two) the warehouse is read instead,
whose blocks are the same, and no view of the dashboard is drawn. A day has 2,740 made-up articles with twelve mentions, three
quotations and two events each (`benchmarks.synthetic`): 365 days are a million articles, 1,825 five millions. The days come a
year at a time, each year modelled before the next; then further ones are loaded the way a run loads them, one at a time; then
the published file is opened anew and asked: each question once to warm up and then `ROUNDS` times, or for `ENOUGH_SECONDS`, and
every view is drawn once, with nothing kept from before. FILE holds SQL statements, each after a comment that begins with its
name; without it only reports and macros are read.

The one line printed is a JSON object; steps are told on standard error as they end. Ratios between sizes are to be taken from
runs on one machine with nothing beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import duckdb
import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks.questions import questions
from benchmarks.synthetic import ARTICLES_A_DAY, fill_core, frames_of, run_of
from dashboard.app import VIEWS
from orchestration.clustering import cluster_events, cluster_quotes, cluster_stories
from orchestration.dbt import DbtFailed, build
from orchestration.versions import models_version, rules_version
from warehouse.audit import audit
from warehouse.layout import DATA_VARIABLE, Layout
from warehouse.load import load_day, writing
from warehouse.publish import publish

DAYS_AT_ONCE = 365
"""How many days are filled, and then modelled, at a time: the first of them by a full refresh, the others as new days are."""

ROUNDS = 7
"""How often each question is timed; the median counts."""

ENOUGH_SECONDS = 10
"""After so many seconds a question is not asked again."""

READS = {
    "rpt_most_quoted": "WHERE week_start = {newest:week_start} ORDER BY quote_count DESC LIMIT 20",
    "rpt_source_diversity": "WHERE outlet_id = 'outlet0.example' ORDER BY week_start",
    "rpt_who_talks_about_whom": "WHERE month_start = {newest:month_start} ORDER BY statement_count DESC LIMIT 20",
    "rpt_quote_reuse": "WHERE first_published_at >= {newest:first_published_at} - INTERVAL 7 DAY"
    " ORDER BY outlet_count DESC LIMIT 20",
    "rpt_dyad_month": "WHERE actor_country_iso3 = 'AAA' AND recipient_country_iso3 = 'BBB' ORDER BY month_start",
    "rpt_dyad_day": "WHERE actor_country_iso3 = 'AAA' AND recipient_country_iso3 = 'BBB' ORDER BY event_date",
    "rpt_event_coverage": "WHERE first_on >= {newest:first_on} - 7 ORDER BY outlet_count DESC LIMIT 20",
    "rpt_first_to_report": "WHERE month_start = {newest:month_start} ORDER BY first_count DESC",
    "rpt_who_did_what": "WHERE event_date = {newest:event_date} LIMIT 100",
    "rpt_story": "WHERE first_on >= {newest:first_on} - 7 ORDER BY article_count DESC LIMIT 20",
    "rpt_story_day": "WHERE story_id = (SELECT story_id FROM rpt_story ORDER BY first_on DESC LIMIT 1)",
    "rpt_co_mention": "WHERE month_start = {newest:month_start} ORDER BY sentence_count DESC LIMIT 50",
    "rpt_rising_entity": "WHERE week_start = {newest:week_start} ORDER BY lift DESC LIMIT 20",
    "rpt_syndication": "WHERE month_start = {newest:month_start} ORDER BY copy_share DESC",
    "rpt_entity_day": "WHERE entity_id = '{most_mentioned}' ORDER BY covered_on",
    "rpt_data_quality": "WHERE month_start = {newest:month_start} ORDER BY outlet_id",
}
"""What a dashboard reads of each report: its newest period, or one outlet, entity or pair over all periods."""

MACROS = {
    "quotes_of": "FROM quotes_of('E0000001') LIMIT 100",
    "events_between": "FROM events_between('AAA', 'BBB') LIMIT 100",
    "search_text": "FROM search_text('w00017 w01234') LIMIT 20",
}


def reads(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The SQL of what is read of each report; the entity is the one that is mentioned most."""
    most_mentioned = connection.execute("SELECT arg_max(entity_id, mention_count) FROM dim_entity").fetchall()[0][0]
    return {
        report: f"SELECT * FROM {report} "
        + re.sub(r"\{newest:(\w+)\}", rf"(SELECT max(\1) FROM {report})", clause).replace(
            "{most_mentioned}", str(most_mentioned)
        )
        for report, clause in READS.items()
    }


def measure(folder: Path, days: int, new_days: int, keep: int | None, asked: dict[str, str]) -> dict[str, object]:
    """Seconds of each step and milliseconds of each read, at one size; `keep` None publishes nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    layout = Layout(folder)
    figures: dict[str, object] = {"articles": days * ARTICLES_A_DAY, "days": days}
    stages: list[dict[str, object]] = []
    for first in range(0, days, DAYS_AT_ONCE):
        stages.append({"first_day": first})
        with timed(stages[-1], "fill_seconds"), writing(layout.warehouse) as connection:
            fill_core(connection, first, min(days, first + DAYS_AT_ONCE), rules_version())
        with timed(stages[-1], "build_seconds"):
            _build(layout)
    figures["stages"] = stages
    if keep is not None:
        with timed(figures, "first_publish_seconds"):
            publish(layout.warehouse, layout.published, {}, keep)
    figures["file_gigabytes"] = round(layout.warehouse.stat().st_size / 1e9, 2)
    each = [_one_day(layout, days + number, keep) for number in range(new_days)]
    figures["new_day"] = {step: [one[step] for one in each] for step in each[0]} if each else {}
    return figures | read(layout, asked)


def read(layout: Layout, asked: dict[str, str]) -> dict[str, object]:
    """Milliseconds of each read and seconds of each view, on the published file, or on the warehouse if there is none."""
    figures: dict[str, object] = {}
    file = layout.published if layout.published.exists() else layout.warehouse
    with duckdb.connect(str(file), read_only=True) as connection:
        figures["mentions"] = connection.execute("SELECT count(*) FROM fct_mention").fetchone()[0]  # type: ignore[index]
        for kind, queries in (("reports", reads(connection)), ("macros", MACROS), ("questions", asked)):
            figures[f"{kind}_milliseconds"] = {
                name: _milliseconds(connection, name, query) for name, query in queries.items()
            }
    if layout.published.exists():
        figures["views_seconds"] = _views(layout)
    return figures


def _views(layout: Layout) -> dict[str, float]:
    """Seconds to draw each view of the dashboard as it opens, with nothing kept from before."""
    os.environ[DATA_VARIABLE] = str(layout.data)
    seconds: dict[str, object] = {}
    for view in VIEWS:
        st.cache_data.clear()
        page = AppTest.from_function(_alone, args=(view.name,), default_timeout=600)
        page.query_params["words"] = MACROS["search_text"].split("'")[1]
        with timed(seconds, view.name):
            page.run()
        if page.exception:
            sys.exit(f"The view {view.name} cannot be drawn: {page.exception}")
    return seconds  # type: ignore[return-value]


def _alone(name: str) -> None:
    from dashboard.app import alone

    alone(name)


def _one_day(layout: Layout, number: int, keep: int | None) -> dict[str, float]:
    """Seconds of each step with which one more day comes in."""
    with duckdb.connect() as elsewhere:
        frames = frames_of(elsewhere, number)
    seconds: dict[str, object] = {}
    day = run_of(number)["fetched_on"][0]
    with timed(seconds, "load"), writing(layout.warehouse) as connection:
        load_day(connection, day, frames, run_of(number))
    with timed(seconds, "clusters"), writing(layout.warehouse) as connection:
        for clustering in (cluster_stories, cluster_quotes, cluster_events):
            clustering(connection, rules_version())
    with timed(seconds, "models"):
        _build(layout)
    with timed(seconds, "audit"), writing(layout.warehouse) as connection:
        audit(connection, [day])
    if keep is not None:
        with timed(seconds, "publish"):
            publish(layout.warehouse, layout.published, {}, keep)
    start = time.process_time()
    _build(layout)
    seconds["unchanged_run_cpu"] = round(time.process_time() - start, 2)
    return seconds  # type: ignore[return-value]


def _build(layout: Layout) -> None:
    failed = [node for node in build(layout, models_version()) if not node.passed]
    if failed:
        raise DbtFailed("\n".join(f"{node.unique_id}: {node.message}" for node in failed[:20]))


def _milliseconds(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> float:
    times: list[float] = []
    while len(times) < 2 or (len(times) <= ROUNDS and sum(times) < ENOUGH_SECONDS):
        start = time.perf_counter()
        connection.execute(query).fetchall()
        times.append(time.perf_counter() - start)
    milliseconds = round(1000 * median(times[1:]), 1)
    print(f"  {name}: {milliseconds} ms", file=sys.stderr, flush=True)
    return milliseconds


@contextmanager
def timed(figures: dict[str, object], name: str) -> Iterator[None]:
    """Note how many seconds the block takes."""
    start = time.perf_counter()
    yield
    figures[name] = round(time.perf_counter() - start, 2)
    print(f"  {name}: {figures[name]}", file=sys.stderr, flush=True)


def main() -> None:
    """Entry point of `python -m benchmarks.warehouse`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--new-days", type=int, default=4)
    parser.add_argument("--snapshots", type=int, default=2)
    parser.add_argument("--unpublished", action="store_true")
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--read-again", action="store_true")
    arguments = parser.parse_args()
    asked = questions(arguments.questions) if arguments.questions else {}
    keep = None if arguments.unpublished else arguments.snapshots
    if arguments.read_again:
        figures = read(Layout(arguments.folder), asked)
    else:
        figures = measure(arguments.folder, arguments.days, arguments.new_days, keep, asked)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
