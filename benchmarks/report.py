"""Figures as Markdown tables, and their place in the files of `docs`. Stays out: measuring (`score`, `peers`, `articles`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIELD = {"title": "title", "title_near": "title", "date": "date", "author": "authors", "authF1": "authors"}
"""What a reader must give for a figure of the extraction scorer to mean anything; the others are on the text."""

_COLUMNS = {
    "F1": "text F1",
    "P": "P",
    "R": "R",
    "ok95": "pages P, R ≥ .95",
    "title": "headline",
    "date": "date",
    "author": "authors",
}


class NoSection(Exception):
    """A document lacks the markers between which a table belongs."""


@dataclass
class Reader:
    """One line of the comparison: a reader, its version, and what was measured of it."""

    name: str
    version: str | None
    figures: dict[str, Any] = field(default_factory=dict)
    cpu_seconds: float | None = None
    failed: int = 0
    note: str | None = None


def table(readers: Sequence[Reader], pages: int) -> str:
    """The comparison as a Markdown table; the best figure of a column is bold."""
    best = {name: max((r.figures.get(name) or 0.0 for r in readers), default=0.0) for name in _COLUMNS}
    lines = [
        "| reader | version | " + " | ".join(_COLUMNS.values()) + " | CPU-s | raised on |",
        "|---|---|" + "---:|" * (len(_COLUMNS) + 2),
    ]
    for reader in readers:
        start = f"| {reader.name} | {reader.version or '–'} | "
        if reader.note:
            lines.append(start + reader.note + " |" + " – |" * (len(_COLUMNS) + 1))
            continue
        cells = [_cell(reader.figures.get(name), best[name]) for name in _COLUMNS]
        lines.append(start + " | ".join([*cells, f"{reader.cpu_seconds or 0:.1f}", str(reader.failed)]) + " |")
    return "\n".join([*lines, "", f"{pages} pages."])


def replace_section(file: Path, name: str, text: str) -> None:
    """Put `text` between the markers `<!-- NAME -->` and `<!-- /NAME -->` of a Markdown file."""
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    section = re.compile(f"{re.escape(opening)}.*?{re.escape(closing)}", re.DOTALL)
    if not section.search(before):
        raise NoSection(f"{file} has no lines {opening} and {closing}: the table belongs between them.")
    file.write_text(section.sub(lambda _: f"{opening}\n{text}\n{closing}", before, count=1), encoding="utf-8")


def _cell(figure: float | None, best: float) -> str:
    if figure is None:
        return "–"
    shown = f"{figure:.4f}".lstrip("0") if figure < 1 else f"{figure:.4f}"
    return f"**{shown}**" if figure == best else shown
