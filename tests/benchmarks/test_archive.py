"""An archive that another tool wrote comes in whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.archive import DAYS, read, write


@pytest.mark.parametrize("name", ["made.warc.gz", "made.warc"])
def test_every_page_that_warcio_wrote_is_taken_in_once(tmp_path: Path, name: str) -> None:
    pytest.importorskip("warcio", reason="of the extra [bench]")
    pages = [f"<html><body><p>{word} met {word}.</p></body></html>".encode() * 30 for word in ("Ada", "Jo", "Rosa")]
    counted = write(tmp_path / name, pages, 200)
    found = read(tmp_path / name)
    assert (found["records"], found["pages"], found["days"]) == (200, counted, list(DAYS))
    assert (found["problems"], found["new_pages_when_read_again"]) == ([], 0)
