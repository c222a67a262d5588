"""Guarded workers: whatever a task does, it costs only itself, and it says why.

The pool loads the language model when it starts, once for all tests here. Nothing is timed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.compute import Outcome, guarded_map, release_workers
from orchestration.settings import Settings
from tests.orchestration import hostile

EVIL = {  # task → reason, and what the detail must say
    "raise": ("error", "ValueError: the page made no sense"),
    "raise awkwardly": ("error", "Awkward: code 7"),
    "quit": ("error", "SystemExit: enough"),
    "recurse": ("error", "RecursionError"),
    "hang": ("timeout", "longer than 1 seconds"),
    "loop": ("timeout", "longer than 1 seconds"),
    "kill": ("crashed", "signal SIGKILL"),
    "fault": ("crashed", "signal SIGSEGV"),
    "exit": ("crashed", "exit code 3"),
    "memory": ("out_of_memory", "more memory than a page may have"),
    "array": ("out_of_memory", "more memory than a page may have"),
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    environment = {"DATELINE_WORKERS": "2", "DATELINE_PAGE_MEMORY": "1000000000"}
    yield Settings.from_environment(environment)
    release_workers()


def seconds(task: str) -> float:
    return 1.0 if task in ("hang", "loop") else 120.0


def run(tasks: list[str], settings: Settings) -> dict[str, Outcome[str, str]]:
    outcomes = list(guarded_map(hostile.behave, tasks, settings, timeout=seconds))
    assert Counter(outcome.task for outcome in outcomes) == Counter(tasks)
    return {outcome.task: outcome for outcome in outcomes}


def test_good_tasks_all_come_back_once(settings: Settings) -> None:
    tasks = [f"good {number}" for number in range(40)]
    outcomes = run(tasks, settings)
    assert all(outcome.result == task and outcome.failure is None for task, outcome in outcomes.items())


def test_no_tasks_give_nothing(settings: Settings) -> None:
    assert run([], settings) == {}


def test_tasks_run_in_other_processes(settings: Settings) -> None:
    outcomes = list(guarded_map(hostile.process, range(8), settings, timeout=lambda _: 120.0))
    processes = {outcome.result for outcome in outcomes}
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= 2


def test_an_evil_task_costs_only_itself_and_says_why(settings: Settings) -> None:
    """Good tasks stand before, between and after the evil ones, on the same workers."""
    tasks = []
    for number, kind in enumerate(EVIL):
        tasks += [f"good {2 * number}", kind, f"good {2 * number + 1}"]
    outcomes = run(tasks, settings)
    for task, outcome in outcomes.items():
        if task not in EVIL:
            assert (outcome.result, outcome.failure) == (task, None)
            continue
        reason, detail = EVIL[task]
        assert outcome.result is None
        assert outcome.failure is not None, task
        assert outcome.failure.reason == reason, (task, outcome.failure)
        assert detail in outcome.failure.detail


def test_many_deaths_in_a_row_do_not_end_the_pool(settings: Settings) -> None:
    outcomes = list(guarded_map(hostile.behave, ["exit"] * 12 + ["good 1"] * 4, settings, timeout=seconds))
    assert Counter(outcome.failure.reason if outcome.failure else "ok" for outcome in outcomes) == {
        "crashed": 12,
        "ok": 4,
    }


def test_a_result_that_cannot_be_sent_costs_only_its_task(settings: Settings) -> None:
    (outcome,) = guarded_map(hostile.give_back_what_cannot_be_sent, ["good 1"], settings, timeout=seconds)
    assert outcome.failure is not None
    assert outcome.failure.reason == "crashed"
    assert run(["good 2"], settings)["good 2"].result == "good 2"


def test_tasks_are_taken_only_as_workers_get_free(settings: Settings) -> None:
    """A long list of pages is never held in memory at once."""
    taken = 0

    def tasks() -> Iterator[str]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield f"good {number}"

    outcomes = guarded_map(hostile.behave, tasks(), settings, timeout=seconds)
    next(outcomes)
    assert taken <= 20
    assert len(list(outcomes)) == 99


def test_workers_that_were_released_come_back(settings: Settings, tmp_path: Path) -> None:
    release_workers()
    assert run(["good 1"], settings)["good 1"].result == "good 1"
