"""Speed of `dateline rerun` against the full run that it spares, on the same pages and in the same data folder.

    python -m benchmarks.rerun --pages DIR [--limit N] [--rounds N]

A full run on a new folder comes first, from files to the published one, then a rerun from each of the later stages. All are
processes of their own, start-up included, and every day is really made, loaded, modelled and published again: that is looked
up in `core.runs`. Shown are the seconds of the whole command; those of the days alone, without what is done once a command
however many pages there are (starting Dagster, models, audit, publishing); and CPU seconds. The last line printed is one JSON
object with medians over the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.speed import Measurement, measure
from orchestration.sources.html_dir import find_pages
from warehouse.ddl import CORE_SCHEMA
from warehouse.layout import Layout

STARTS = ("quotes", "events")


@dataclass(frozen=True)
class Timed:
    """One command: all that it took, and the seconds of its days."""

    whole: Measurement
    days_seconds: float


def compare(pages: Path, limit: int | None, rounds: int) -> dict[str, object]:
    """Seconds of the full run and of each rerun, and how many times faster the rerun is; medians over the rounds."""
    files = [page.file for page in find_pages([pages])][:limit]
    if not files:
        sys.exit(f"There are no pages below {pages}.")
    measured: dict[str, list[Timed]] = {name: [] for name in ("full", *STARTS)}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            measured["full"].append(_timed("full run", ["run", *map(str, files)], data, loads_before=0))
            for number, stage in enumerate(STARTS, 1):
                measured[stage].append(_timed(f"rerun from {stage}", ["rerun", "--from", stage], data, number))
            days = _days(data)
    figures: dict[str, object] = {"pages": len(files), "days": days, "rounds": rounds}
    full = measured["full"]
    for name, results in measured.items():
        figures[f"{name}_seconds"] = round(median(r.whole.wall_seconds for r in results), 1)
        figures[f"{name}_days_seconds"] = round(median(r.days_seconds for r in results), 1)
        figures[f"{name}_cpu_seconds"] = round(median(r.whole.cpu_seconds for r in results), 1)
    for stage in STARTS:
        pairs = list(zip(full, measured[stage], strict=True))
        figures[f"{stage}_ratio"] = round(median(f.whole.wall_seconds / r.whole.wall_seconds for f, r in pairs), 1)
        figures[f"{stage}_days_ratio"] = round(median(f.days_seconds / r.days_seconds for f, r in pairs), 1)
        figures[f"{stage}_cpu_ratio"] = round(median(f.whole.cpu_seconds / r.whole.cpu_seconds for f, r in pairs), 1)
    return figures


def _timed(name: str, arguments: list[str], data: Path, loads_before: int) -> Timed:
    """Run the command to its end; ends the benchmark if it fails, or has not loaded every day once more."""
    whole = measure([sys.executable, "-m", "orchestration.cli", *arguments, "--data", str(data)], dict(os.environ))
    with duckdb.connect(str(Layout(data).warehouse), read_only=True) as connection:
        fewest, days_seconds = connection.execute(
            "SELECT min(loads), sum(newest) FROM (SELECT count(*) AS loads, arg_max(seconds, finished_at) AS newest"
            f" FROM {CORE_SCHEMA}.runs GROUP BY fetched_on)"
        ).fetchall()[0]
    if fewest != loads_before + 1:
        sys.exit(f"{name} has not loaded every day.")
    print(
        f"{name:<18} {whole.wall_seconds:8.1f} s, its days {days_seconds:8.1f} s {whole.cpu_seconds:8.1f} CPU-s",
        flush=True,
    )
    return Timed(whole, days_seconds)


def _days(data: Path) -> int:
    with duckdb.connect(str(Layout(data).warehouse), read_only=True) as connection:
        return int(connection.execute(f"SELECT count(DISTINCT fetched_on) FROM {CORE_SCHEMA}.runs").fetchall()[0][0])


def main() -> None:
    """Entry point of `python -m benchmarks.rerun`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rerun", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True, help="folder of pages")
    parser.add_argument("--limit", type=int, help="only the first N pages")
    parser.add_argument("--rounds", type=int, default=1, help="how often everything is measured")
    options = parser.parse_args()
    print(json.dumps(compare(options.pages, options.limit, options.rounds)))


if __name__ == "__main__":
    main()
