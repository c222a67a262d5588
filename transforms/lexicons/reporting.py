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
KINDS = ("verb", "noun", "judgement")
FRAMES = ("object", "gerund", "infinitive", "about", "of", "against", "for", "on")

_FILE = Path(__file__).with_name("reporting.csv")


@cache
def reporting_words(kind: str) -> Mapping[str, str]:
    """Lemma → class of the reporting words of one kind; a lemma may have several words ("point out").

    Kinds are `verb`, `noun`, and `judgement`: verbs that report only what stands in marks in their object (`called the plan
    “reckless”`). Raises ValueError where the file holds a kind, class or frame that is not declared here, or a lemma twice.
    """
    return MappingProxyType({lemma: speech_class for lemma, (speech_class, _) in _entries(kind).items()})


@cache
def frames(lemma: str) -> frozenset[str]:
    """What a reporting verb reports besides a clause: an `object`, a `gerund`, an `infinitive`, or what a preposition governs.

    "Denied any guilt", "admitted taking bribes", "urged them to leave", "complained about the delay".
    """
    entry = _entries("verb").get(lemma)
    return entry[1] if entry is not None else frozenset()


@cache
def _entries(kind: str) -> Mapping[str, tuple[str, frozenset[str]]]:
    found: dict[str, tuple[str, frozenset[str]]] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            lemma, own_frames = row["lemma"], frozenset(row["frame"].split())
            if row["kind"] not in KINDS or row["class"] not in CLASSES or not own_frames.issubset(FRAMES):
                raise ValueError(
                    f"{_FILE.name}: {lemma}: unknown kind, class or frame: {row['kind']}, {row['class']}, {row['frame']}"
                )
            if row["kind"] != kind:
                continue
            if lemma in found:
                raise ValueError(f"{_FILE.name}: {lemma} is listed twice as {kind}")
            found[lemma] = row["class"], own_frames
    return MappingProxyType(found)
