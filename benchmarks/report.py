"""Figures as Markdown tables, and their place in the files of `docs`. Stays out: measuring (`score`, `peers`, `articles`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIELD = {
    "title": "title",
    "title_near": "title",
    "date": "date",
    "author": "authors",
    "authF1": "authors",
    "resolved": "resolved",
}
"""What a reader must give for a figure of the scorers to mean anything; the others are on what every reader of a task gives."""


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


@dataclass(frozen=True)
class Columns:
    """The figures of a comparison: the head of each by its path, and how a figure is written."""

    heads: Mapping[str, str]
    written: Callable[[float], str]


def _share(figure: float) -> str:
    return f"{figure:.4f}".lstrip("0") if figure < 1 else f"{figure:.4f}"


def _percent(figure: float) -> str:
    return f"{figure:.1f}"


COLUMNS = {
    "extraction": Columns(
        {
            "F1": "text F1",
            "P": "P",
            "R": "R",
            "ok95": "pages P, R ≥ .95",
            "title": "headline",
            "date": "date",
            "author": "authors",
        },
        _share,
    ),
    "quotes": Columns(
        {
            "o80.2": "overlap F1 (o80)",
            "joint.2": "joint F1",
            "mark_joint.2": "marked joint F1",
            "recall_by_type.direct.o80": "direct recall",
            "recall_by_type.indirect.o80": "indirect recall",
            "resolved.recall": "resolved recall",
        },
        _percent,
    ),
}
"""By task."""


def figure(figures: Mapping[str, Any], path: str) -> float | None:
    """The figure at a path such as `joint.2`, where a number is a place in a list; None where there is none."""
    value: Any = figures
    for step in path.split("."):
        if isinstance(value, list):
            value = value[int(step)]
        elif (value := value.get(step)) is None:
            return None
    return float(value)


def table(readers: Sequence[Reader], columns: Columns, measured_on: str) -> str:
    """The comparison as a Markdown table; the best figure of a column is bold."""
    best = {path: max((figure(r.figures, path) or 0.0 for r in readers), default=0.0) for path in columns.heads}
    lines = [
        "| reader | version | " + " | ".join(columns.heads.values()) + " | CPU-s | raised on |",
        "|---|---|" + "---:|" * (len(columns.heads) + 2),
    ]
    for reader in readers:
        start = f"| {reader.name} | {reader.version or '–'} | "
        if reader.note:
            lines.append(start + reader.note + " |" + " – |" * (len(columns.heads) + 1))
            continue
        cells = [_cell(figure(reader.figures, path), best[path], columns.written) for path in columns.heads]
        lines.append(start + " | ".join([*cells, f"{reader.cpu_seconds or 0:.1f}", str(reader.failed)]) + " |")
    return "\n".join([*lines, "", measured_on])


def replace_section(file: Path, name: str, text: str) -> None:
    """Put `text` between the markers `<!-- NAME -->` and `<!-- /NAME -->` of a Markdown file."""
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    section = re.compile(f"{re.escape(opening)}.*?{re.escape(closing)}", re.DOTALL)
    if not section.search(before):
        raise NoSection(f"{file} has no lines {opening} and {closing}: the table belongs between them.")
    file.write_text(section.sub(lambda _: f"{opening}\n{text}\n{closing}", before, count=1), encoding="utf-8")


def _cell(value: float | None, best: float, written: Callable[[float], str]) -> str:
    if value is None:
        return "–"
    return f"**{written(value)}**" if value == best else written(value)
