"""Whether files have come into a folder."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from orchestration.drop_folders import changed, folder_state


def put(folder: Path, name: str, ago: float = 100.0) -> Path:
    """A file that was written some seconds ago."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("words")
    moment = time.time() - ago
    os.utime(file, (moment, moment))
    return file


def test_new_files_are_told_once(tmp_path: Path) -> None:
    put(tmp_path / "drop", "a.html")
    new, cursor = changed(None, {"drop": [tmp_path / "drop"]})
    assert set(new) == {"drop"}
    assert changed(cursor, {"drop": [tmp_path / "drop"]}) == ({}, cursor)
    put(tmp_path / "drop", "deep/er/b.html", ago=50)
    assert set(changed(cursor, {"drop": [tmp_path / "drop"]})[0]) == {"drop"}


def test_a_file_that_is_still_being_written_is_waited_for(tmp_path: Path) -> None:
    put(tmp_path, "a.html")
    fresh = put(tmp_path, "b.html", ago=1)
    assert changed(None, {"drop": [tmp_path]})[0] == {}
    moment = time.time() - 10
    os.utime(fresh, (moment, moment))
    assert set(changed(None, {"drop": [tmp_path]})[0]) == {"drop"}


def test_a_file_that_was_changed_is_new_again(tmp_path: Path) -> None:
    put(tmp_path, "a.html", ago=100)
    cursor = changed(None, {"drop": [tmp_path]})[1]
    put(tmp_path, "a.html", ago=20)
    assert set(changed(cursor, {"drop": [tmp_path]})[0]) == {"drop"}


@pytest.mark.parametrize("place", ["nowhere", "empty"])
def test_a_folder_that_is_not_there_or_empty_has_nothing_new(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    assert folder_state([tmp_path / place]) is None


def test_folders_are_told_apart_and_those_no_longer_looked_at_are_forgotten(tmp_path: Path) -> None:
    put(tmp_path / "one", "a.html")
    put(tmp_path / "two", "a.html")
    both = {name: [tmp_path / name] for name in ("one", "two")}
    cursor = changed(None, both)[1]
    put(tmp_path / "two", "b.html", ago=50)
    new, cursor = changed(cursor, both)
    assert set(new) == {"two"}
    _, cursor = changed(cursor, {"one": both["one"]})
    assert set(changed(cursor, both)[0]) == {"two"}


def test_a_single_file_may_be_watched(tmp_path: Path) -> None:
    file = put(tmp_path, "list.txt")
    assert folder_state([file]) is not None
