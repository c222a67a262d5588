"""What a page may do to the reader before it is cut: the caps on markup, each with its reason.

Belongs here: caps on what one page holds. Stays out: caps on files, time and memory (`orchestration.settings`), and the
thresholds of rules, which stand beside the rules.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_NESTED = 250
"""libxml2 gives up at 256 levels; a page that deep lost its article, whatever the setting said."""


@dataclass(frozen=True)
class Limits:
    """Caps on a page's markup. Raises ValueError where one could not work."""

    attributes: int = 256
    """Attributes of one element. More are an accident or an attack: libxml2 compares each with all others, and 32,000 of
    them take many seconds."""

    nested: int = 200
    """Levels of elements; deeper wrappers are taken out, their text stays. Articles stand at 10 to 40, and copying a tree
    takes stack for each level."""

    embedded: int = 512
    """Characters of a data URI. Longer ones are pictures, fonts and styles written into the page, 20 MB of them in some,
    and say nothing; short ones cost nothing."""

    large_page: int = 50_000
    """Characters of markup. A page of that size without text was built by scripts or has a design that the rules do not
    know, and is worth a look (`no_text_large_page`); a smaller one is empty (`no_text`)."""

    def __post_init__(self) -> None:
        if min(self.attributes, self.nested, self.embedded, self.large_page) < 1:
            raise ValueError("A limit must be above 0.")
        if self.nested > MOST_NESTED:
            raise ValueError(f"More than {MOST_NESTED} nested levels cannot be read.")


USUAL = Limits()
