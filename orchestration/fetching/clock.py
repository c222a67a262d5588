"""When each host was last asked, over all runs. Stays out: how long to wait (`robots`), and waiting (`crawl`)."""

from __future__ import annotations

import os
import time
from pathlib import Path
from urllib.parse import quote


class HostClock:
    """An empty file a host, whose time of change is the last request: a run that follows waits its turn, too."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def wait(self, host: str, seconds: float) -> float:
        """Seconds until the host may be asked again, if `seconds` are to lie between two requests."""
        try:
            last = self._file(host).stat().st_mtime
        except FileNotFoundError:
            return 0.0
        # A clock that was set back must not stop a host for long.
        return min(max(0.0, last + seconds - time.time()), seconds)

    def asked(self, host: str) -> None:
        """Note that the host is asked now."""
        file = self._file(host)
        file.touch()
        now = time.time_ns()
        os.utime(file, ns=(now, now))  # without, the kernel's coarse clock is some milliseconds late

    def _file(self, host: str) -> Path:
        return self._folder / quote(host, safe="")[:200]
