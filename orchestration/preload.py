"""What the forkserver loads before its first fork: the libraries that read pages, and the language model.

Stays out: anything that starts a thread, for only the forking thread lives on in a fork.
"""

from __future__ import annotations

import gc
import os
from functools import cache

MODEL_VARIABLE = "DATELINE_PRELOAD_MODEL"

# A worker has one core. These are read when numpy and polars are first imported: with more threads than cores, the threads
# wait for each other in busy loops.
for _variable in ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

import orchestration.worker  # noqa: E402, F401  (after the thread setting)
import transforms.articles.extraction  # noqa: E402, F401
from orchestration.engine import Engine  # noqa: E402


@cache
def engine() -> Engine:
    """The language model of the settings, loaded once a process tree."""
    return Engine(os.environ[MODEL_VARIABLE])


if MODEL_VARIABLE in os.environ:
    engine()
    # What is loaded stays: no worker need look through it for garbage, and its memory stays shared.
    gc.freeze()
