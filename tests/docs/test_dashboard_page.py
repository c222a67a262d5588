"""docs/dashboard.md names every view that the dashboard has, and the limits that the code sets."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.app import VIEWS
from dashboard.filters import MANY, RECENT

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "dashboard.md").read_text(encoding="utf-8")


def test_every_view_has_its_line_in_the_table() -> None:
    assert re.findall(r"^\| ([A-Z][^|]*?) \|", PAGE, re.MULTILINE) == [view.title for view in VIEWS]


def test_what_a_large_file_opens_on_is_what_the_code_does() -> None:
    assert f"more than {MANY:,} articles opens on its newest {RECENT.days} days" in PAGE
