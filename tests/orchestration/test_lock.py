"""One writer at a time in a data folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.lock import Busy, only_writer

_HOLDER = """
import sys, time
from pathlib import Path
from orchestration.lock import only_writer
with only_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "data" / "warehouse.lock"


def hold(lock: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock."""
    holder = subprocess.Popen([sys.executable, "-c", _HOLDER, str(lock)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_writer_is_told_who_writes_until_that_one_is_gone(lock: Path) -> None:
    holder = hold(lock)
    try:
        with pytest.raises(Busy, match=rf"process {holder.pid}\) is writing into {lock.parent}"), only_writer(lock):
            pass
    finally:
        os.kill(holder.pid, signal.SIGKILL)  # the kernel frees the lock of the dead
        holder.communicate()
    with only_writer(lock):
        assert lock.read_text() == str(os.getpid())


def test_a_writer_that_waits_gets_its_turn(lock: Path) -> None:
    holder = hold(lock)
    holder.terminate()
    with only_writer(lock, wait=60.0):
        pass
    holder.communicate()


def test_inside_a_process_the_lock_is_held_once(lock: Path) -> None:
    with only_writer(lock):
        with only_writer(lock):
            pass
        holder = subprocess.run([sys.executable, "-c", _HOLDER, str(lock)], capture_output=True, text=True, check=False)
        assert "Busy" in holder.stderr
    with only_writer(lock):
        pass


def test_an_error_frees_the_lock(lock: Path) -> None:
    with pytest.raises(RuntimeError), only_writer(lock):
        raise RuntimeError
    holder = hold(lock)
    holder.kill()
    holder.communicate()


def test_two_folders_have_two_locks(lock: Path, tmp_path: Path) -> None:
    with only_writer(lock), only_writer(tmp_path / "other" / "warehouse.lock"):
        pass
