"""What runs inside a worker process: reading a page, parsing a batch of articles.

`preload` is imported once by the forkserver, with the libraries and the language model; every worker is a fork of it, so
that a worker which died is replaced at no cost and the model's memory is shared. This module itself is light, for the main
process imports it too. Stays out: pools, time-outs, storage.
"""

from __future__ import annotations

import resource

import polars as pl

from transforms.articles.page import Extraction, PageInput
from transforms.tokens import ParseInput


def limit_memory(page_memory: int) -> None:
    """Let this worker claim so many bytes of address space more than it has now; beyond, Python raises MemoryError."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        pages = int(statm.read().split()[0])
    limit = pages * resource.getpagesize() + page_memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def extract(page: PageInput) -> Extraction:
    """Read one page."""
    from transforms.articles.extraction import extract_page

    return extract_page(page)


def parse(articles: tuple[ParseInput, ...]) -> pl.DataFrame:
    """Tokens of a batch of articles (`Tokens` without `fetched_on`)."""
    from orchestration.preload import engine

    return engine().parse(articles)
