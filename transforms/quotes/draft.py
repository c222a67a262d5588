"""What the rules hand to each other: a quotation found, before it becomes a row."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.quotes.cue import Cue
from transforms.quotes.document import Document


@dataclass(slots=True)
class Draft:
    """Offsets and type of a content, its cue, and the source's offsets; `paragraph` is the number of the block.

    `follows` is the earlier quotation whose source was carried over, where none was read beside this one.
    """

    start: int
    end: int
    quote_type: str
    paragraph: int
    method: str
    cue: Cue | None = None
    source: tuple[int, int] | None = None
    source_head: int | None = None
    follows: Draft | None = None

    def cue_end(self, document: Document) -> int:
        """Offset after the cue, or the content's beginning where there is no cue."""
        return document.end[self.cue.last - 1] if self.cue is not None else self.start
