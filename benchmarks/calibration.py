"""Whether a confidence means what it says: rows by confidence against the share of them that is right.

Belongs here: judging single rows of `quotes` by the scorer's own terms, and the table. Stays out: the scorer's figures (`score`).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

Row = dict[str, Any]
DECILES = 10
_SAME_WORDS = 0.8


@dataclass(frozen=True)
class Judged:
    """A row's confidence, whether content and speaker are right, and which half of the articles it stands in."""

    confidence: float
    is_right: bool
    half: int


def load_scorer(file: Path) -> ModuleType:
    """The scorer as a module: its own cutting of words and its own rule for speakers are used here."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{file} is no Python file.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged_rows(gold: Sequence[Row], predicted: Mapping[str, Sequence[Row]], scorer: ModuleType) -> list[Judged]:
    """Every predicted row: it is right where a gold attribution, demanded or not, has four of five words and the speaker.

    Halves are every second article, so that figures set on one can be looked at on the other.
    """
    rows = []
    for number, article in enumerate(gold):
        text = article["text"]
        attributions = [(words, one) for one in article["quotes"] for words in scorer.fragments(text, one["content"])]
        for row in predicted.get(article["id"], ()):
            words = scorer.frag_words(text, *row["content"][0])
            is_right = any(
                len(words & wanted) >= _SAME_WORDS * len(words | wanted) and scorer.speaker_ok(text, one, row)
                for wanted, one in attributions
                if words & wanted
            )
            rows.append(Judged(row["confidence"], is_right, number % 2))
    return rows


def calibration(rows: Sequence[Judged]) -> Row:
    """Rows, mean confidence and precision of each tenth of the scale, over all and by halves; and the expected error.

    The expected calibration error is the mean distance of confidence and precision, weighted by rows (Guo et al., "On
    calibration of modern neural networks", ICML 2017).
    """
    tenths = []
    error = 0.0
    for tenth in range(DECILES):
        here = [row for row in rows if min(int(row.confidence * DECILES), DECILES - 1) == tenth]
        if not here:
            continue
        confidence, precision = sum(row.confidence for row in here) / len(here), _precision(here)
        error += abs(confidence - precision) * len(here) / len(rows)
        by_half = [[row for row in here if row.half == half] for half in (0, 1)]
        tenths.append(
            {
                "from": tenth / DECILES,
                "rows": len(here),
                "confidence": confidence,
                "precision": precision,
                "halves": [_precision(half) if half else None for half in by_half],
            }
        )
    return {"rows": len(rows), "expected_error": round(error, 4), "tenths": tenths}


def _precision(rows: Sequence[Judged]) -> float:
    return sum(row.is_right for row in rows) / len(rows)


def calibration_table(figures: Row) -> str:
    """The tenths as a Markdown table, the highest first."""
    lines = [
        "| confidence | rows | mean confidence | right | right, even articles | right, odd articles |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for tenth in reversed(figures["tenths"]):
        shares = [tenth["confidence"], tenth["precision"], *tenth["halves"]]
        cells = " | ".join("–" if share is None else f"{share:.3f}".lstrip("0") for share in shares)
        lines.append(f"| {tenth['from']:.1f}–{tenth['from'] + 1 / DECILES:.1f} | {tenth['rows']} | {cells} |")
    return "\n".join(
        [*lines, "", f"{figures['rows']} rows; expected calibration error {figures['expected_error']:.3f}."]
    )
