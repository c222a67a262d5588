"""Answers to questions, kept until the file is published anew. Stays out: SQL (`questions`), anything that is shown."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import duckdb
import streamlit as st

from warehouse.query import reading

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

# DuckDB shares one open database among all connections of a process that name the same path. If two sessions overlapped
# while the file is replaced, the second would read the old file and keep its answer as the new one's. So: one at a time.
_one_at_a_time = threading.Lock()


def answer(
    published: Path,
    question: Callable[Concatenate[duckdb.DuckDBPyConnection, Arguments], Answer],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Answer:
    """The answer of the file as it is published now; raises `warehouse.query.NothingPublished`."""
    name = f"{question.__module__}.{question.__qualname__}"
    kept: Answer = _kept(str(published), (version_of(published), name), question, args, kwargs)
    return kept


def version_of(published: Path) -> int:
    """When the file was changed (nanoseconds); 0 where there is none, for which nothing is kept, since `reading` raises."""
    try:
        return published.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@st.cache_data(show_spinner=False, max_entries=500)
def _kept(
    published: str,
    version: tuple[int, str],
    _question: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """`version` (when the file was changed, the question) tells kept answers apart; Streamlit ignores _names."""
    del version
    with _one_at_a_time, reading(Path(published)) as connection:
        return _question(connection, *args, **kwargs)
