"""What runs inside a worker process: reading a page, parsing a batch of articles.

`preload` is imported once by the forkserver, with the libraries and the language model; every worker is a fork of it, so
that a worker which died is replaced at no cost and the model's memory is shared. This module itself is light, for the main
process imports it too. Stays out: pools, time-outs, storage.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl

from transforms.articles.limits import Limits
from transforms.articles.page import Extraction, PageInput
from transforms.tokens import ParseInput

Task = TypeVar("Task")
Result = TypeVar("Result")


def limit_memory(page_memory: int) -> None:
    """Let this worker claim so many bytes of address space more than it has now; beyond, Python raises MemoryError."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + page_memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def attempt(function: Callable[[Task], Result], task: Task) -> tuple[Result | None, tuple[str, str] | None]:
    """The task's result, or the reason and detail of its failure.

    Exceptions end here, as words: many a library's cannot be pickled or made anew, and one of those breaks the pool.
    """
    try:
        return function(task), None
    except MemoryError:
        return None, ("out_of_memory", "It claimed more memory than a page may have (DATELINE_PAGE_MEMORY).")
    except (Exception, SystemExit) as error:  # noqa: BLE001 (whatever a library raises becomes the reason of this page)
        return None, ("error", f"{type(error).__name__}: {str(error)[:400]}")


def extract(page: PageInput, limits: Limits) -> Extraction:
    """Read one page."""
    from transforms.articles.extraction import extract_page

    return extract_page(page, limits)


def parse(articles: tuple[ParseInput, ...]) -> pl.DataFrame:
    """Tokens of a batch of articles (`Tokens` without `fetched_on`)."""
    from orchestration.preload import engine

    return engine().parse(articles)
