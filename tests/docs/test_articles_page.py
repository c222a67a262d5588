"""docs/articles.md names every status, reason, zone, kind and setting that the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.articles.limits import USUAL
from transforms.tables.articles import ARTICLE_KINDS
from transforms.tables.blocks import ZONES
from transforms.tables.pages import PAGE_STATUSES
from transforms.tables.removed_blocks import REMOVAL_REASONS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("names", [PAGE_STATUSES, REMOVAL_REASONS, ZONES, ARTICLE_KINDS])
def test_every_value_is_explained(names: tuple[str, ...]) -> None:
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_the_caps_are_those_of_the_code() -> None:
    caps = dict(re.findall(r"`DATELINE_(MAX_\w+|LARGE_PAGE)` \| ([\d,]+)", PAGE))
    assert {name: int(value.replace(",", "")) for name, value in caps.items()} == {
        "MAX_PAGE_BYTES": 50_000_000,
        "MAX_ATTRIBUTES": USUAL.attributes,
        "MAX_NESTED": USUAL.nested,
        "MAX_EMBEDDED": USUAL.embedded,
        "LARGE_PAGE": USUAL.large_page,
    }


@pytest.mark.parametrize(
    "page",
    ["README.md", *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))],
)
def test_links_inside_the_project_lead_somewhere(page: str) -> None:
    file = ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []
