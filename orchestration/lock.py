"""One writer at a time in a data folder. Stays out: what the writer does."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WRITER_WAIT = 900.0
"""Seconds that a scheduled run waits for another writer."""

_held: set[Path] = set()


class Busy(Exception):
    """Another process is writing into the data folder."""


@contextmanager
def only_writer(lock: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the folder's lock; waits up to `wait` seconds for it, then raises `Busy` naming the holder's process.

    Inside a process that holds it already, this does nothing. The kernel frees the lock when its holder dies.
    """
    if lock in _held:
        yield
        return
    lock.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _wait_for(descriptor, lock, time.monotonic() + wait)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        _held.add(lock)
        yield
    finally:
        _held.discard(lock)
        os.close(descriptor)


def _wait_for(descriptor: int, lock: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
                raise Busy(
                    f"Another run (process {holder}) is writing into {lock.parent}. Wait until it has ended, or use another "
                    "data folder (--data)."
                ) from None
        time.sleep(0.2)
