"""What the rules of evidence hand on to each other. Stays out: every rule."""

from __future__ import annotations

from typing import NamedTuple


class Claim(NamedTuple):
    """A row of `entity_evidence` in the making: offsets in the article, attribute, value, method, confidence."""

    start: int
    end: int
    attribute: str
    value: str
    method: str
    confidence: float
