"""Rows judged by a scorer's own terms, and confidence set against the share of them that is right."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.calibration import Judged, calibration, calibration_table, judged_rows, load_scorer

TEXT = "one two three four five six"
JUDGE = """
def frag_words(text, start, end):
    return set(text[start:end].split())

def fragments(text, spans):
    return [frag_words(text, *span) for span in spans]

def speaker_ok(text, gold, predicted):
    return gold["speaker"] == predicted["speaker"]
"""


@pytest.fixture
def judge(tmp_path: Path) -> ModuleType:
    """A scorer that compares speakers letter by letter."""
    (tmp_path / "judge.py").write_text(JUDGE, encoding="utf-8")
    return load_scorer(tmp_path / "judge.py")


@pytest.mark.parametrize(
    ("row", "is_right"),
    [
        ({"content": [[0, 23]], "speaker": "Ana", "confidence": 0.9}, True),
        ({"content": [[0, 18]], "speaker": "Ana", "confidence": 0.9}, True),  # four of five words
        ({"content": [[0, 13]], "speaker": "Ana", "confidence": 0.9}, False),
        ({"content": [[0, 23]], "speaker": "Bea", "confidence": 0.9}, False),
        ({"content": [[24, 27]], "speaker": "Ana", "confidence": 0.9}, False),
    ],
)
def test_a_row_is_right_with_four_of_five_words_and_the_speaker(
    judge: ModuleType, row: dict[str, object], is_right: bool
) -> None:
    article = {"id": "a", "text": TEXT, "quotes": [{"content": [[0, 23]], "speaker": "Ana"}]}
    assert judged_rows([article], {"a": [row]}, judge) == [Judged(0.9, is_right, 0)]


def test_every_second_article_is_of_the_other_half(judge: ModuleType) -> None:
    gold = [{"id": name, "text": TEXT, "quotes": []} for name in "abc"]
    row = {"content": [[0, 3]], "speaker": None, "confidence": 0.5}
    assert [one.half for one in judged_rows(gold, {key: [row] for key in "abc"}, judge)] == [0, 1, 0]


def test_the_expected_error_is_the_mean_distance_weighted_by_rows() -> None:
    rows = [Judged(0.9, True, 0), Judged(0.9, True, 1), Judged(0.9, False, 1), Judged(0.2, False, 0)]
    figures = calibration(rows)
    assert [(tenth["from"], tenth["rows"]) for tenth in figures["tenths"]] == [(0.2, 1), (0.9, 3)]
    assert figures["tenths"][1]["halves"] == [1.0, 0.5]
    assert figures["expected_error"] == pytest.approx(0.25 * 0.2 + 0.75 * (0.9 - 2 / 3), abs=1e-4)


def test_the_highest_confidence_stands_first_in_the_table() -> None:
    table = calibration_table(calibration([Judged(1.0, True, 0), Judged(0.25, False, 1)]))
    assert table.splitlines()[2:4] == [
        "| 0.9–1.0 | 1 | 1.000 | 1.000 | 1.000 | – |",
        "| 0.2–0.3 | 1 | .250 | .000 | – | .000 |",
    ]
