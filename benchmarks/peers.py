"""The readers that Dateline is compared with, by task, and running one of them over its inputs.

Belongs here: which they are, under which settings, and what is counted while one runs. Stays out: how each is called
(`page_readers`, `quote_readers`) and scoring (`score`).
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from typing import Any

from benchmarks import page_readers, quote_readers

Line = dict[str, Any]
"""What a reader made of one input: a prediction line without its id."""

Reader = Callable[..., Line]
"""One input (markup and URL of a page, the text of an article) to a line."""


@dataclass(frozen=True)
class Peer:
    """A reader: the distribution it comes from, what loads it, and which of the fields in `report.FIELD` it gives."""

    name: str
    distribution: str
    load: Callable[[], Reader]
    gives: frozenset[str] = frozenset()


@dataclass
class Run:
    """What a peer made of its inputs: its lines by id, how often it raised, and the CPU seconds it took."""

    lines: dict[str, Line] = field(default_factory=dict)
    failed: int = 0
    cpu_seconds: float = 0.0
    note: str | None = None


def installed(peer: Peer) -> str | None:
    """The installed version of a peer; None where it is not installed."""
    try:
        return version(peer.distribution)
    except PackageNotFoundError:
        return None


def run(peer: Peer, inputs: Mapping[str, tuple[Any, ...]]) -> Run:
    """Read `inputs` (the reader's arguments by id) in a process of its own: no peer sees what another one has set up."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(_read_all, peer, list(inputs.items())).result()
        except BrokenProcessPool:
            return Run(note="its process was killed")
        except ImportError as error:
            return Run(note=f"cannot be imported: {error}")


def _read_all(peer: Peer, inputs: Iterable[tuple[str, tuple[Any, ...]]]) -> Run:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    read = peer.load()
    done = Run()
    start = time.process_time()
    for input_id, arguments in inputs:
        try:
            line = read(*arguments)
        except Exception:  # noqa: BLE001 -- whatever a peer raises is one failed input of it, and is counted in the table
            done.failed += 1
            continue
        done.failed += line.pop(quote_readers.RAISED, 0)
        done.lines[input_id] = line
    done.cpu_seconds = time.process_time() - start
    return done


_TITLE = frozenset(("title",))
_ALL = frozenset(("title", "date", "authors"))

PEERS: Mapping[str, tuple[Peer, ...]] = {
    "extraction": (
        Peer(
            "trafilatura, favor_precision",
            "trafilatura",
            partial(page_readers.trafilatura, favor_precision=True),
            _ALL,
        ),
        Peer("trafilatura, as it comes", "trafilatura", page_readers.trafilatura, _ALL),
        Peer("trafilatura, favor_recall", "trafilatura", partial(page_readers.trafilatura, favor_recall=True), _ALL),
        Peer("newspaper4k", "newspaper4k", page_readers.newspaper4k, _ALL),
        Peer("readability-lxml", "readability-lxml", page_readers.readability, _TITLE),
        Peer("news-please", "news-please", page_readers.news_please, _ALL),
        Peer("resiliparse, main_content", "resiliparse", page_readers.resiliparse, _TITLE),
    ),
    "quotes": (
        Peer("textacy, a paragraph at a time", "textacy", quote_readers.textacy),
        # It has no other version than the code it stands in.
        Peer("regular expressions", "dateline", quote_readers.patterns),
    ),
}
