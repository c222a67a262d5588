"""Sentences of `quotes.toml` beside the quotations that they must give: one reading of all, then a test a case.

A new case needs no change here. The sentences are invented; texts of publishers stay out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from benchmarks.texts import Documents
from tests.golden.cases import Row, assert_rows, read_cases
from transforms.mentions import mentions_from_tokens
from transforms.quotes import quotes_from_tokens

PUBLISHED = dt.date(2026, 5, 6)
CASES = read_cases("quotes.toml")
HARD = (
    "marked but not speech: a title",
    "marked but not speech: a nickname",
    "marked but not speech: a slogan",
    "marked but not speech: a scare quote",
    "opening mark without closing",
    "indirect split by the cue",
    "split quotation",
    "mixed",
    "nominal speaker: indirect",
    "nominal speaker: direct",
    "nominal speaker: mixed",
    "one quotation over several paragraphs",
    "single marks in a headline",
    "nested quotation",
    "according to",
    "negated cue",
    "hedged cue",
    "no speaker in the text",
    "inverted cue with a long apposition",
    "cue is a mark only",
    "bracketed insertion",
    "two apostrophes as quotation mark",
    "guillemets",
    "the right edge",
    "coordinated cues",
    "headline",
)
"""What makes quotations hard in news, by the first words of the cases' names."""
NAMES = {"speaker": "speaker_entity_id", "addressee": "addressee_entity_id"}


@pytest.fixture(scope="module")
def found(parse: Callable[..., Documents]) -> dict[str, list[Row]]:
    """The quotations of every case by its phenomenon, names of entities beside their identifiers."""
    texts = {case["phenomenon"]: case["text"].strip() for case in CASES}
    zones = {case["phenomenon"]: case["zones"] for case in CASES if "zones" in case}
    documents = parse(texts, PUBLISHED, zones)
    mentions, _ = mentions_from_tokens(documents.tokens, documents.articles, documents.blocks)
    quotes, _ = quotes_from_tokens(documents.tokens, documents.articles, documents.blocks, mentions)
    full = dict(mentions.select("entity_id", "canonical_name").iter_rows())
    by_case: dict[str, list[Row]] = {phenomenon: [] for phenomenon in texts}
    for quote in quotes.sort("article_id", "char_start").iter_rows(named=True):
        by_case[quote["article_id"]].append(quote | {name: full.get(quote[column]) for name, column in NAMES.items()})
    return by_case


@pytest.mark.parametrize("case", CASES, ids=[case["phenomenon"] for case in CASES])
def test_the_sentence_gives_its_quotations(case: Row, found: dict[str, list[Row]]) -> None:
    assert_rows(found[case["phenomenon"]], case.get("quote", []), "quotation")


def test_phenomena_are_named_once() -> None:
    named = [case["phenomenon"] for case in CASES]
    assert len(named) == len(set(named))


def test_a_text_may_end_anywhere(parse: Callable[..., Documents]) -> None:
    texts, zones = {}, {}
    for number, case in enumerate(CASES):
        for word in re.finditer(r"\S+", whole := case["text"].strip()):
            for end in ("", ","):
                name = f"{number} {word.end()}{end}"
                texts[name] = whole[: word.end()] + end
                zones[name] = case.get("zones", ["body"] * 9)
    documents = parse(texts, PUBLISHED, zones)
    mentions, _ = mentions_from_tokens(documents.tokens, documents.articles, documents.blocks)
    quotes, _ = quotes_from_tokens(documents.tokens, documents.articles, documents.blocks, mentions)
    assert quotes.height > len(CASES)
    for quote in quotes.iter_rows(named=True):
        assert texts[quote["article_id"]][quote["char_start"] : quote["char_end"]] == quote["quotation"]


@pytest.mark.parametrize("hard", HARD)
def test_every_hard_phenomenon_has_a_case(hard: str) -> None:
    assert [case["phenomenon"] for case in CASES if case["phenomenon"].startswith(hard)] != []
