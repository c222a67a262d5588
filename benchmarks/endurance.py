"""Whether readers are ever disturbed, and whether a killed run ever loses or doubles anything.

    python -m benchmarks.endurance publishes --data DIR [--times 100]
    python -m benchmarks.endurance kills --data DIR --pages FOLDER [--times 50] [--seed 1]

`publishes`: DIR is a data folder that holds a finished run; it works on a copy of it. A process of its own opens the
published file again and again and asks it, while it is published `--times` times from a warehouse that changes every time;
each answer must show one version, whole, and never an older one than before.

`kills`: DIR is emptied. Pages out of FOLDER, a kill each, come in one after the other; each run is killed (SIGKILL, with all
its processes) at a random moment of the time that such a run takes. After each kill the published file must hold every
promise. At the end a run is left to finish, and what it publishes must be, row for row, what an undisturbed run over the same
pages publishes.

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
from pathlib import Path

import duckdb

from warehouse.checks import violations
from warehouse.layout import Layout
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


def kills(folder: Path, pages: list[Path], seed: int) -> dict[str, object]:
    """Kill run after run, each with a page that is new; what was there in between and at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    layout, undisturbed = Layout(folder / "killed"), Layout(folder / "undisturbed")
    first, second, *_ = pages
    if _run(layout, [first]).wait():
        sys.exit(f"The run over {first} failed: there is nothing to kill.")
    shutil.copytree(layout.data, undisturbed.data)
    start = time.perf_counter()
    _run(undisturbed, [second]).wait()
    usual = time.perf_counter() - start
    moments = random.Random(seed)
    killed, ended, faults = 0, 0, []
    for page in pages[1:]:
        running = _run(layout, [page])
        try:
            running.wait(timeout=moments.uniform(0.2, usual))
            ended += 1
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            killed += 1
        with duckdb.connect(str(layout.published), read_only=True) as connection:
            faults += [str(violation) for violation in violations(connection)]
    for one in (layout, undisturbed):
        _run(one, pages).wait()
    return {
        "killed": killed,
        "ended_before": ended,
        "seconds_of_a_run": round(usual, 1),
        "faults_between": faults[:5],
        "tables_that_differ": _differing(layout, undisturbed),
        "leftovers": [path.name for path in layout.data.rglob("*") if path.name.endswith((".tmp", ".new", ".wal"))],
    }


_DAY = "2026-11-01"
"""All pages come in on one day, so that every run loads it anew."""


def _run(layout: Layout, pages: list[Path]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "orchestration.cli", "run", *map(str, pages), "--data", str(layout.data)]
    return subprocess.Popen(
        [*command, "--day", _DAY], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


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
        pages = sorted(arguments.pages.rglob("*.html"))[: (arguments.times or 50) + 1]
        print(json.dumps(kills(arguments.data, pages, arguments.seed)))


if __name__ == "__main__":
    main()
