"""CPU time of the article step against plain trafilatura, on the same pages in the same run.

    python -m benchmarks.articles --pages DIR [--limit N] [--rounds N]

The article step is all that `dateline run` does from a page's bytes to the tables of articles: decoding, text, metadata,
zones, what sites repeat, language. Plain trafilatura is `bare_extraction(with_metadata=True)` on the same bytes, nothing else.
Each runs as one process, in turns; imports and one page to warm up are not counted, reading the files neither. The last line
printed is one JSON object.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import trafilatura

from orchestration.settings import Settings
from orchestration.sources.html_dir import find_pages, read_file
from transforms.articles.extraction import extract_page
from transforms.articles.page import PageInput
from transforms.articles.tables import articles_from_extractions, extractions_frame

_DAY = dt.date(2026, 11, 24)


def plain(bodies: Sequence[bytes]) -> None:
    """What a user writes first: trafilatura on every page."""
    for body in bodies:
        trafilatura.bare_extraction(body, with_metadata=True)


def dateline(bodies: Sequence[bytes]) -> None:
    """The article step of a day that has these pages."""
    fetched = dt.datetime.combine(_DAY, dt.time(12))
    read = [
        extract_page(PageInput(f"page{number}", body, "text/html", None, fetched, None, "html_dir"))
        for number, body in enumerate(bodies)
    ]
    articles_from_extractions(extractions_frame(read, "measured"), _DAY)


_STEPS = {"plain": plain, "dateline": dateline}


def cpu_seconds(step: str, files: Sequence[Path]) -> float:
    """CPU seconds that a step takes for the pages, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_timed, step, files).result()


def _timed(step: str, files: Sequence[Path]) -> float:
    logging.disable(logging.CRITICAL)
    limit = Settings.from_environment().max_page_bytes
    bodies = [body for file in files if (body := read_file(file, limit).body)]
    _STEPS[step](bodies[:1])
    start = time.process_time()
    _STEPS[step](bodies)
    return time.process_time() - start


def compare(pages: Path, limit: int | None, rounds: int) -> dict[str, object]:
    """Milliseconds a page of both (medians over the rounds) and their ratio, round by round too."""
    files = [page.file for page in find_pages([pages]) if not page.name.endswith((".txt", ".txt.gz"))][:limit]
    if not files:
        sys.exit(f"{pages} holds no HTML pages.")
    measured: dict[str, list[float]] = {step: [] for step in _STEPS}
    for number in range(rounds):
        for step in _STEPS if number % 2 == 0 else reversed(_STEPS):
            measured[step].append(cpu_seconds(step, files))
            print(f"round {number + 1} {step:<9} {measured[step][-1]:7.1f} CPU-s", flush=True)
    ratios = [ours / theirs for ours, theirs in zip(measured["dateline"], measured["plain"], strict=True)]
    return {
        "pages": len(files),
        **{f"{step}_ms_a_page": round(median(times) / len(files) * 1e3, 1) for step, times in measured.items()},
        "ratio": round(median(ratios), 3),
        "ratio_by_round": [round(ratio, 3) for ratio in ratios],
    }


def main() -> None:
    """Entry point of `python -m benchmarks.articles`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.articles", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True, help="folder of HTML pages")
    parser.add_argument("--limit", type=int, help="only the first N pages")
    parser.add_argument("--rounds", type=int, default=2, help="how often each runs")
    options = parser.parse_args()
    print(json.dumps(compare(options.pages, options.limit, options.rounds)))


if __name__ == "__main__":
    main()
