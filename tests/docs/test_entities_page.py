"""docs/entities.md names every attribute, method, type and column of the list that the code has."""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms.known_entities import COLUMNS, known_entities
from transforms.tables.entity_evidence import ATTRIBUTES, EVIDENCE_METHODS
from transforms.tables.mentions import ENTITY_TYPES, MENTION_KINDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "entities.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("names", [ATTRIBUTES, EVIDENCE_METHODS, MENTION_KINDS])
def test_every_value_is_explained(names: tuple[str, ...]) -> None:
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_every_type_may_stand_in_the_list() -> None:
    assert [name for name in ENTITY_TYPES if name not in PAGE] == []


def test_the_example_of_a_list_can_be_used() -> None:
    example = PAGE.split("```csv\n")[1].split("```")[0]
    assert example.splitlines()[0] == ",".join(COLUMNS)
    assert known_entities(example, "example").of("the cod queen") is not None
