"""Whether readers are ever disturbed, and whether a killed run ever loses or doubles anything.

    python -m benchmarks.endurance publishes --data DIR [--times 100]
    python -m benchmarks.endurance kills --data DIR --pages FOLDER [--times 50] [--seed 1]

`publishes`: DIR is a data folder that holds a finished run; it works on a copy of it. A process of its own opens the
published file again and again and asks it, while it is published `--times` times from a warehouse that changes every time;
each answer must show one version, whole, and never an older one than before.

`kills`: DIR is emptied. Pages out of FOLDER come in one after the other; a run that reads one is killed (SIGKILL, with all its
processes) at a random moment of the time that such a run takes, and then a `dateline publish`, which goes on where the run was
(models, audit, publishing), at a random moment of its own time; and so on in turn, `--times` kills. How far the work had come
at each kill is counted. After each, the published file must hold every promise. At the end a run is left to finish, and what
it publishes must be, row for row, what an undisturbed run over the same pages publishes.

The last line printed is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb

from transforms.tables import STEPS
from warehouse.checks import violations
from warehouse.layout import Layout
from warehouse.progress import NEWEST_LOADS
from warehouse.publish import publish

_READER = """
import json, os, sys
import duckdb
published, stop = sys.argv[1], sys.argv[2]
QUESTIONS = (
    "SELECT count(DISTINCT state), min(state) FROM (SELECT state FROM proof UNION ALL"
    " SELECT value::INT AS state FROM about WHERE name = 'state')",
    "SELECT count(*) FROM fct_quote q ANTI JOIN dim_article a USING (article_id)",
    "SELECT count(*) FROM fct_quote q JOIN dim_article a USING (article_id)"
    " WHERE a.text[q.char_start + 1:q.char_end] <> q.quotation",
)
reads, faults, last, versions = 0, [], -1, set()
while not os.path.exists(stop):
    try:
        with duckdb.connect(published, read_only=True) as connection:
            (states, state), (orphans,), (wrong,) = (connection.execute(question).fetchone() for question in QUESTIONS)
        if states != 1 or orphans or wrong or state < last:
            faults.append([states, state, last, orphans, wrong])
        last = state
        versions.add(state)
    except Exception as error:
        faults.append(repr(error))
    reads += 1
print(json.dumps({"reads": reads, "versions_seen": len(versions), "faults": faults[:5], "fault_count": len(faults)}))
"""


def publishes(data: Path, times: int) -> dict[str, object]:
    """Publish over and over beside a reader; what the reader saw."""
    layout = Layout(data.with_name(f"{data.name}-publishes"))
    shutil.rmtree(layout.data, ignore_errors=True)
    shutil.copytree(data, layout.data)
    stop = layout.data / "stop"
    _change(layout.warehouse, 0)
    publish(layout.warehouse, layout.published, {"state": "0"})
    reader = subprocess.Popen(
        [sys.executable, "-c", _READER, str(layout.published), str(stop)], stdout=subprocess.PIPE, text=True
    )
    seconds = []
    for state in range(1, times + 1):
        _change(layout.warehouse, state)
        start = time.perf_counter()
        publish(layout.warehouse, layout.published, {"state": str(state)})
        seconds.append(time.perf_counter() - start)
    stop.touch()
    told, _ = reader.communicate()
    seen: dict[str, object] = json.loads(told)
    return {"publishes": times, "seconds_each": round(sum(seconds) / times, 3), **seen}


def _change(warehouse: Path, state: int) -> None:
    """A table whose thousands of rows all hold the number."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(f"CREATE OR REPLACE TABLE proof AS SELECT {state} AS state FROM range(20000)")


def kills(folder: Path, pages: list[Path], times: int, seed: int) -> dict[str, object]:
    """Kill runs and publishes in turn, each run with a page that is new; what was there in between and at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    layout, undisturbed = Layout(folder / "killed"), Layout(folder / "undisturbed")
    first, second, *_ = pages
    if _run(layout, [first]).wait():
        sys.exit(f"The run over {first} failed: there is nothing to kill.")
    shutil.copytree(layout.data, undisturbed.data)
    seconds_of_run = _seconds(_run(undisturbed, [second]))
    _forget_models(undisturbed)
    seconds_of_publish = _seconds(_publish(undisturbed))
    moments = random.Random(seed)
    reached: Counter[str] = Counter()
    ended, faults = 0, []
    came_in = iter(pages[1:])
    page = second
    for number in range(times):
        if number % 2 == 0:
            page = next(came_in)
            running, usual = _run(layout, [page]), seconds_of_run
        else:
            running, usual = _publish(layout), seconds_of_publish
        try:
            running.wait(timeout=moments.uniform(0.2, usual))
            ended += 1
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            reached[_reached(layout, page)] += 1
        with duckdb.connect(str(layout.published), read_only=True) as connection:
            faults += [str(violation) for violation in violations(connection)]
        print(f"  {number + 1}: {dict(reached)}, ended before {ended}", file=sys.stderr, flush=True)
    seen = pages[: pages.index(page) + 1]
    for one in (layout, undisturbed):
        _run(one, seen).wait()
    return {
        "killed": reached.total(),
        "killed_when": dict(reached),
        "ended_before": ended,
        "seconds_of_a_run": round(seconds_of_run, 1),
        "seconds_of_a_publish": round(seconds_of_publish, 1),
        "faults_between": faults[:5],
        "tables_that_differ": _differing(layout, undisturbed),
        "leftovers": [path.name for path in layout.data.rglob("*") if path.name.endswith((".tmp", ".new", ".wal"))],
    }


def _seconds(running: subprocess.Popen[bytes]) -> float:
    start = time.perf_counter()
    running.wait()
    return time.perf_counter() - start


def _forget_models(layout: Layout) -> None:
    """As if the newest loads were not modelled yet, so that a publish has everything to do."""
    with duckdb.connect(str(layout.warehouse)) as connection:
        connection.execute("DELETE FROM core.progress")


def _reached(layout: Layout, page: Path) -> str:
    """How far the work on a page had come, by what the two files hold."""
    holds = "SELECT count(*) > 0 FROM core.pages WHERE ends_with(source_name, $name)"
    with duckdb.connect(str(layout.warehouse), read_only=True) as connection:
        loaded = connection.execute(holds, {"name": page.name}).fetchall()[0][0]
        modelled = not connection.execute(
            f"SELECT count(*) FROM {NEWEST_LOADS} AS l ANTI JOIN (FROM core.progress WHERE step = '{STEPS[-1]}') AS p"
            " USING (fetched_on, run_id)"
        ).fetchall()[0][0]
    with duckdb.connect(str(layout.published), read_only=True) as connection:
        published = connection.execute(holds, {"name": page.name}).fetchall()[0][0]
    if not loaded:
        return "before the day was loaded"
    if not modelled:
        return "loaded, not modelled"
    return "published" if published else "modelled, not published"


_DAY = "2026-11-01"
"""All pages come in on one day, so that every run loads it anew."""


def _run(layout: Layout, pages: list[Path]) -> subprocess.Popen[bytes]:
    return _start("run", *map(str, pages), "--data", str(layout.data), "--day", _DAY)


def _publish(layout: Layout) -> subprocess.Popen[bytes]:
    return _start("publish", "--data", str(layout.data))


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "orchestration.cli", *arguments]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


_OF_RUNS = ("runs", "progress", "ops_run", "about")
_OF_RUN_COLUMNS = ("indexed_at", "fetched_at", "date_crawled", "run_id", "quarantined_at")
"""Tables that tell of the runs themselves, and columns of others that do."""


def _differing(one: Layout, other: Layout) -> list[str]:
    """The tables that do not hold the same rows in both published files, with the rows that only one side has."""
    with duckdb.connect() as connection:
        connection.execute(
            f"ATTACH '{one.published}' AS one (READ_ONLY); ATTACH '{other.published}' AS other (READ_ONLY)"
        )
        tables = connection.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = 'one'"
            " AND schema_name IN ('core', 'main') AND NOT list_contains($of_runs, table_name)",
            {"of_runs": list(_OF_RUNS)},
        ).fetchall()
        found = []
        for (table,) in tables:
            rows = f"SELECT COLUMNS(c -> NOT list_contains({list(_OF_RUN_COLUMNS)}, c)) FROM"
            mine, theirs = f"{rows} one.{table}", f"{rows} other.{table}"
            counts = [
                connection.execute(f"SELECT count(*) FROM ({left} EXCEPT ALL {right})").fetchall()[0][0]
                for left, right in ((mine, theirs), (theirs, mine))
            ]
            if any(counts):
                found.append(f"{table}: {counts[0]} and {counts[1]}")
        return found


def main() -> None:
    """Entry point of `python -m benchmarks.endurance`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("proof", choices=("publishes", "kills"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--times", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.proof == "publishes":
        print(json.dumps(publishes(arguments.data, arguments.times or 100)))
    elif arguments.pages is None:
        parser.error("kills needs --pages FOLDER")
    else:
        pages, times = sorted(arguments.pages.rglob("*.html*")), arguments.times or 50
        if len(pages) < times // 2 + 2:
            parser.error(f"{times} kills need {times // 2 + 2} pages; {arguments.pages} has {len(pages)}")
        print(json.dumps(kills(arguments.data, pages, times, arguments.seed)))


if __name__ == "__main__":
    main()
