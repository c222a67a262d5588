"""Guarded workers: a task that raises, hangs, eats memory or kills its process costs only itself.

Belongs here: the pool and what becomes of a failed task. Stays out: the tasks (`worker`) and what their results mean.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.util
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, TimeoutError, wait
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from orchestration.settings import Settings
from orchestration.worker import attempt, limit_memory

Task = TypeVar("Task")
Result = TypeVar("Result")
Attempt = tuple[Result | None, tuple[str, str] | None]
"""What `worker.attempt` gives."""

_WAITING_TASKS_A_WORKER = 3
"""How many tasks wait in the pool for each worker: enough to keep it busy, few enough to keep memory low."""

_RECYCLE_AFTER = 5_000
"""Tasks after which a worker is replaced, so that what libraries leak stays small."""


@dataclass(frozen=True)
class Failure:
    """Why a task gave nothing: `reason` is one of `pages.status`, `detail` is for people."""

    reason: str
    detail: str


@dataclass(frozen=True)
class Outcome(Generic[Task, Result]):
    """A task with its result or its failure."""

    task: Task
    result: Result | None
    failure: Failure | None


def guarded_map(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    settings: Settings,
    *,
    timeout: Callable[[Task], float],
) -> Iterator[Outcome[Task, Result]]:
    """Run the tasks in worker processes; yields every task exactly once, in the order they end.

    `timeout` gives the seconds a task may take. Nothing that happens inside a task raises here.
    """
    remaining = iter(tasks)
    pool = _pool(settings)
    running: dict[ProcessFuture[Attempt[Result]], Task] = {}

    def schedule() -> None:
        while len(running) < settings.workers * (1 + _WAITING_TASKS_A_WORKER):
            try:
                task = next(remaining)
            except StopIteration:
                return
            running[pool.schedule(attempt, args=(function, task), timeout=timeout(task))] = task

    schedule()
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield _outcome(running.pop(future), future, timeout)
        schedule()


_pools: dict[tuple[int, int, str], ProcessPool] = {}


def _pool(settings: Settings) -> ProcessPool:
    """The process's pool, made at first use and kept, since starting one costs a second."""
    key = (settings.workers, settings.page_memory, settings.model)
    if key not in _pools or not _pools[key].active:
        # Before Python waits for child processes at its end: a run that Dagster started has nobody else to let them go.
        multiprocessing.util.Finalize(None, release_workers, exitpriority=10)
        _pools[key] = ProcessPool(
            max_workers=settings.workers,
            max_tasks=_RECYCLE_AFTER,
            initializer=limit_memory,
            initargs=(settings.page_memory,),
            context=_context(settings.model),
        )
    return _pools[key]


def release_workers() -> None:
    """End the workers, which frees their memory; the next task starts new ones. For when nothing is left to parse."""
    while _pools:
        _, pool = _pools.popitem()
        pool.stop()
        pool.join()


def _outcome(
    task: Task, future: ProcessFuture[Attempt[Result]], timeout: Callable[[Task], float]
) -> Outcome[Task, Result]:
    try:
        result, failed = future.result()
        return Outcome(task, result, Failure(*failed) if failed else None)
    except TimeoutError:
        failure = Failure("timeout", f"It took longer than {timeout(task):.0f} seconds (DATELINE_PAGE_TIMEOUT).")
    except ProcessExpired as error:
        failure = Failure("crashed", f"The worker process died on it ({_cause(error.exitcode)}).")
    except MemoryError:  # outside the task: while its input or its result was on the way
        failure = Failure("out_of_memory", "It claimed more memory than a page may have (DATELINE_PAGE_MEMORY).")
    except Exception as error:  # noqa: BLE001 (the result could not be sent)
        failure = Failure("error", f"{type(error).__name__}: {str(error)[:400]}")
    return Outcome(task, None, failure)


def _cause(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"signal {signal.Signals(-exit_code).name}"
    return f"exit code {exit_code}"


def _context(model: str) -> BaseContext:
    """A forkserver that has imported the libraries and loaded the model before its first fork."""
    os.environ["DATELINE_PRELOAD_MODEL"] = model
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["orchestration.preload"])
    return context
