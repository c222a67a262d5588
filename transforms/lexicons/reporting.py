"""Words that report what somebody said: the lexicon `reporting.csv` and its reader.

Belongs here: reading the list. Stays out: what the rules do with a word (`transforms.quotes`). The list is the
project's own work; its classes follow the usual division of reporting verbs by speech act (Searle, "A classification of
illocutionary acts", 1976), with `thinking` set apart because thoughts are reported by inference, not by hearing.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

CLASSES = ("neutral", "claiming", "arguing", "denying", "demanding", "asking", "promising", "thinking")
KINDS = ("verb", "noun")

_FILE = Path(__file__).with_name("reporting.csv")


@cache
def reporting_words(kind: str) -> Mapping[str, str]:
    """Lemma → class of the reporting words of one kind, "verb" or "noun"; a lemma may have several words ("point out").

    Raises ValueError where the file holds a kind or class that is not declared here, or a lemma twice.
    """
    found: dict[str, str] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["kind"] not in KINDS or row["class"] not in CLASSES:
                raise ValueError(f"{_FILE.name}: {row['lemma']}: unknown kind or class {row['kind']}, {row['class']}")
            if row["kind"] != kind:
                continue
            if row["lemma"] in found:
                raise ValueError(f"{_FILE.name}: {row['lemma']} is listed twice")
            found[row["lemma"]] = row["class"]
    return MappingProxyType(found)
