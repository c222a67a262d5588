"""Speed of the whole pipeline against the plain loop that a user would write, on the same pages.

    python -m benchmarks.speed --pages DIR [--limit N] [--rounds N] [--workers N]

The plain loop is trafilatura's `bare_extraction(with_metadata=True)` and the language model as shipped on its text, nothing
else. The pipeline is `dateline run`: from the same bytes to the published file, with everything in between. Both run as
processes of their own, in turns; CPU time is that of all their processes together, start-up included, and memory the highest
sum of proportional set sizes (shared pages counted once). The last line printed is one JSON object.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from orchestration.settings import Settings
from orchestration.sources.html_dir import find_pages

_PR_SET_CHILD_SUBREAPER = 36
_SAMPLE_SECONDS = 0.25
_MEMORY_WORKERS = 2


@dataclass(frozen=True)
class Measurement:
    """CPU seconds, wall seconds and peak memory of one program with all its processes."""

    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int


class _PeakMemory(threading.Thread):
    """Samples the proportional set size of everything below this process."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._end = threading.Event()

    def run(self) -> None:
        while not self._end.wait(_SAMPLE_SECONDS):
            self.peak = max(self.peak, sum(map(_proportional_bytes, psutil.Process().children(recursive=True))))

    def stop(self) -> int:
        self._end.set()
        self.join()
        return self.peak


def _proportional_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # it ended while we looked
        return 0


def measure(command: list[str], environment: dict[str, str]) -> Measurement:
    """Run a command to its end; raises `SystemExit` with its last words if it fails.

    This process becomes the reaper of orphans, so that the time of a forkserver that outlives its parent is counted too.
    """
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    memory = _PeakMemory()
    memory.start()
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = process.stderr.read() if process.stderr else ""
    cpu = 0.0
    while True:
        try:
            pid, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += usage.ru_utime + usage.ru_stime
        if pid == process.pid and os.waitstatus_to_exitcode(status):
            sys.exit(f"{' '.join(command)} failed:\n{said[-2000:]}")
    return Measurement(cpu, time.monotonic() - started, memory.stop())


_PLAIN_LOOP = """
import gzip, sys
from pathlib import Path
import trafilatura
from orchestration.engine import load_model
nlp = load_model(sys.argv[1])
for name in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
    data = Path(name).read_bytes()
    page = trafilatura.bare_extraction(gzip.decompress(data) if name.endswith(".gz") else data, with_metadata=True)
    if page is not None and page.text:
        nlp(page.text)
"""


def compare(pages: Path, limit: int | None, rounds: int, workers: int) -> dict[str, object]:
    """Medians over the rounds, the ratio of pages per CPU-second, and the peak memory at two workers.

    Time is compared with one worker beside the plain loop's one process: where two cores are two threads of one, as on rented
    machines, two busy workers slow each other down and CPU seconds are no longer a measure of work.
    """
    files = [page.file for page in find_pages([pages])][:limit]
    if not files:
        sys.exit(f"There are no pages below {pages}.")
    environment = {**os.environ, "DATELINE_WORKERS": str(workers)}
    measured: dict[str, list[Measurement]] = {"plain": [], "dateline": []}
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "files.txt"
        listed.write_text("\n".join(str(file.resolve()) for file in files), encoding="utf-8")
        plain = [sys.executable, "-c", _PLAIN_LOOP, Settings.from_environment().model, str(listed)]
        for number in range(rounds):
            data = Path(folder) / "data"
            shutil.rmtree(data, ignore_errors=True)
            pipeline = [sys.executable, "-m", "orchestration.cli", "run", *map(str, files), "--data", str(data)]
            turns = [("plain", plain), ("dateline", pipeline)]
            for name, command in turns if number % 2 == 0 else reversed(turns):
                measured[name].append(_reported(f"round {number + 1} {name}", command, environment))
        shutil.rmtree(Path(folder) / "data", ignore_errors=True)
        two_workers = {**environment, "DATELINE_WORKERS": str(_MEMORY_WORKERS)}
        at_two = _reported(f"dateline, {_MEMORY_WORKERS} workers", pipeline, two_workers)
    figures: dict[str, object] = {"pages": len(files), "rounds": rounds, "workers": workers}
    for name, results in measured.items():
        figures[f"{name}_pages_per_cpu_second"] = round(len(files) / median(r.cpu_seconds for r in results), 2)
        figures[f"{name}_cpu_seconds"] = round(median(r.cpu_seconds for r in results), 1)
        figures[f"{name}_peak_gb"] = round(max(r.peak_bytes for r in results) / 1e9, 2)
    figures[f"dateline_peak_gb_at_{_MEMORY_WORKERS}_workers"] = round(at_two.peak_bytes / 1e9, 2)
    figures[f"dateline_pages_per_second_at_{_MEMORY_WORKERS}_workers"] = round(len(files) / at_two.wall_seconds, 2)
    ratios = [p.cpu_seconds / d.cpu_seconds for p, d in zip(measured["plain"], measured["dateline"], strict=True)]
    figures["ratio"] = round(median(ratios), 3)
    figures["ratio_by_round"] = [round(ratio, 3) for ratio in ratios]
    return figures


def _reported(name: str, command: list[str], environment: dict[str, str]) -> Measurement:
    result = measure(command, environment)
    print(
        f"{name:<24} {result.cpu_seconds:8.1f} CPU-s {result.wall_seconds:8.1f} s {result.peak_bytes / 1e9:6.2f} GB",
        flush=True,
    )
    return result


def main() -> None:
    """Entry point of `python -m benchmarks.speed`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True, help="folder of pages")
    parser.add_argument("--limit", type=int, help="only the first N pages")
    parser.add_argument("--rounds", type=int, default=2, help="how often each runs")
    parser.add_argument(
        "--workers", type=int, default=1, help="worker processes of the pipeline where time is compared"
    )
    options = parser.parse_args()
    print(json.dumps(compare(options.pages, options.limit, options.rounds, options.workers)))


if __name__ == "__main__":
    main()
