"""docs/quotes.md names every type, rule, class, resolution and column of quotations that the code has.

Stays out: whether the rows of its example are those of the sample (tests/end_to_end).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.lexicons.reporting import CLASSES
from transforms.quotes.confidence import RULES
from transforms.tables import QuoteClusters, Quotes
from transforms.tables.quotes import QUOTE_TYPES, SPEAKER_RESOLUTIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "quotes.md").read_text(encoding="utf-8")
OF_EVERY_TABLE = {"article_id", "fetched_on", "sentence_no"}


@pytest.mark.parametrize("names", [QUOTE_TYPES, tuple(RULES), CLASSES, SPEAKER_RESOLUTIONS])
def test_every_value_is_explained(names: tuple[str, ...]) -> None:
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_no_rule_is_explained_that_is_none() -> None:
    table = PAGE.split("| rule | the content is |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `([\w-]+)`", table, flags=re.MULTILINE)) == set(RULES)


def test_every_column_is_named() -> None:
    columns = {*Quotes.columns(), *QuoteClusters.columns()} - OF_EVERY_TABLE
    offsets = {name for name in columns if re.search("_char_(start|end)$", name)}
    prefixes = {f"{name.rsplit('_char_', 1)[0]}_" for name in offsets}
    assert [name for name in sorted(columns - offsets) if name not in PAGE] == []
    assert [prefix for prefix in sorted(prefixes) if prefix not in PAGE] == []
