"""Whether files have come into a folder. Stays out: reading them, and Dagster."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

SETTLED_SECONDS = 5.0
"""A file that was changed later than this may still be being written."""


def folder_state(paths: Iterable[Path]) -> str | None:
    """The number of files below the paths and the time of the newest; None while one is still being written, or without files."""
    count, newest = 0, 0
    waiting = [os.fspath(path) for path in paths]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.is_dir():
                        waiting.append(entry.path)
                    else:
                        count, newest = count + 1, max(newest, entry.stat().st_mtime_ns)
        except NotADirectoryError:
            count, newest = count + 1, max(newest, Path(place).stat().st_mtime_ns)
        except FileNotFoundError:  # not there yet, or taken away just now
            continue
    if not count or time.time() - newest / 1e9 < SETTLED_SECONDS:
        return None
    return f"{count}-{newest}"


def changed(cursor: str | None, folders: Mapping[str, Iterable[Path]]) -> tuple[dict[str, str], str]:
    """The folders whose files are others than the cursor tells of, with their state; and the cursor that tells of them."""
    seen = json.loads(cursor) if cursor else {}
    states = {name: folder_state(paths) for name, paths in folders.items()}
    new = {name: state for name, state in states.items() if state is not None and state != seen.get(name)}
    return new, json.dumps({**{name: seen[name] for name in seen if name in states}, **new}, sort_keys=True)
