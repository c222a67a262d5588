"""What the rules hand to each other: a quotation found, before it becomes a row."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.quotes.cue import Cue


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

    def go_on_from(self, earlier: Draft) -> None:
        """Carry over the source of an earlier quotation."""
        self.follows, self.source, self.source_head = earlier, earlier.source, earlier.source_head
