"""Saved pages as a source: what its pages are called. How files are found and read is in `test_landing`."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from orchestration.sources import html_dir
from orchestration.sources.base import Document, MissingPath
from orchestration.sources.declared import Source


def test_documents_are_the_sources_places(tmp_path: Path) -> None:
    source = Source.model_validate({"name": "saved", "kind": "html_dir", "address": ["in", "a.html"]}, context=tmp_path)
    assert html_dir.documents(source, dt.date(2026, 3, 10)) == [tmp_path / "in", tmp_path / "a.html"]


def test_pages_are_named_after_the_source_and_their_place_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "world").mkdir()
    for name in ("world/a.html", "b.htm", "c.txt", "image.png"):
        (tmp_path / name).write_text(f"<p>{name}</p>")
    (tmp_path / "b.json").write_text(json.dumps({"url": "https://quay.example/b", "date_published": "2026-03-10"}))
    pages = list(html_dir.read(Document("saved", 1_000, file=tmp_path, url_prefix="https://harbour.example/")))
    assert [(page.name, page.kind, page.url, page.date_published) for page in pages] == [
        ("saved/b.htm", "html_dir", "https://quay.example/b", dt.datetime(2026, 3, 10)),
        ("saved/c.txt", "txt", "https://harbour.example/c.txt", None),
        ("saved/world/a.html", "html_dir", "https://harbour.example/world/a.html", None),
    ]
    (page,) = html_dir.read(Document("saved", 1_000, file=tmp_path / "b.htm"))
    assert page.name == "saved/b.htm"


def test_a_page_above_the_limit_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x" * 11)
    (page,) = html_dir.read(Document("saved", 10, file=tmp_path))
    assert (page.status, page.body) == ("too_large", None)


@pytest.mark.parametrize("sidecar", ['{"fetched_at": "0001-01-01T00:00:00+05:00"}', "[" * 100_000])
def test_a_sidecar_that_cannot_be_used_is_a_warning(sidecar: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>The wall</p>")
    (tmp_path / "a.json").write_text(sidecar)
    (page,) = html_dir.read(Document("saved", 1_000, file=tmp_path))
    assert page.status == "ok" and page.warning is not None and "a.json" in page.warning


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingPath, match="nowhere"):
        list(html_dir.read(Document("saved", 1_000, file=tmp_path / "nowhere")))
