"""Whole pages of different designs beside the articles that they must give.

A pair is `name.html` and `name.json`; a new pair needs no change here. The pages are invented; real ones stay out.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.transforms.pages import read, zone

FETCHED = dt.datetime(2026, 7, 1)
PAGES = sorted(Path(__file__).parent.glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_gives_its_article(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    got = read(page.read_bytes(), url=expected["url"], fetched_at=FETCHED)
    assert got.reason is None
    article = {name: got.article[name] for name in expected["article"]}
    for name in ("date_published", "published_on", "date_modified"):
        article[name] = article[name].isoformat() if article[name] else None
    assert article == expected["article"]
    assert zone(got, "headline") == [expected["article"]["headline"]]
    assert zone(got, "body") == expected["body"]
    assert zone(got, "caption") == expected["captions"]
    assert sorted(map(list, got.removed)) == sorted(expected["removed"])


def test_there_are_pairs_only() -> None:
    assert len(PAGES) >= 4
    assert [page.stem for page in PAGES] == sorted(file.stem for file in Path(__file__).parent.glob("*.json"))
