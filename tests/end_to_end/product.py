"""The product as its users have it: the command in a process of its own, and one run of it on the sample for all tests.

Stays out: what the tests expect.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample" / "pages"
COMMAND = (str(Path(sys.executable).with_name("dateline")),)

Finished = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class SampleRun:
    """What a run on the bundled sample left: the data folder and what it printed."""

    data: Path
    finished: Finished

    @property
    def published(self) -> Path:
        """The file that everybody reads."""
        return self.data / "published" / "dateline.duckdb"


_runs: list[SampleRun] = []


def sample_run(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """The run on the sample, made by the first test that asks for it; later ones, wherever they lie, get the same."""
    if not _runs:
        data = tmp_path_factory.mktemp("sample") / "data"
        _runs.append(SampleRun(data, dateline("run", SAMPLE, "--data", data)))
    return _runs[0]


def dateline(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Finished:
    """Run the command to its end, as from a shell in which nothing of Dateline is set."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment(env),
        timeout=600,
    )


def environment(additions: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without Dateline's and Dagster's settings, and a terminal 120 columns wide."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DAGSTER_"))}
    return clean | {"COLUMNS": "120", "PYTHONIOENCODING": "utf-8"} | dict(additions or {})


@contextmanager
def held_by_another(lock: Path) -> Iterator[int]:
    """A process that holds a lock until the end of the block; its number."""
    program = (
        "import sys, pathlib, orchestration.lock as lock\n"
        "with lock.only_writer(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder.pid
    finally:
        holder.communicate()


def rows(database: Path, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
    """The answer of a DuckDB file, opened read-only."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql, list(parameters)).fetchall()


def value(database: Path, sql: str, parameters: Sequence[object] = ()) -> object:
    """The one value that a question gives."""
    ((answer,),) = rows(database, sql, parameters)
    return answer


def complaint(finished: Finished, code: int = 1) -> str:
    """What the command said on standard error, on one line: it must have ended with the code and without a traceback."""
    assert "Traceback" not in finished.stdout + finished.stderr, finished.stderr
    assert finished.returncode == code, finished.stdout + finished.stderr
    return " ".join(finished.stderr.split())
