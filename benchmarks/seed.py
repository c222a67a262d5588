"""The seed page in its three forms: read, parsed and held against the hand-made lists of its entities and quotations.

Belongs here: reading the page as a run does, and what counts as found. Stays out: scorers of the gold folder
(`benchmarks.score`).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.texts import Documents, documents
from orchestration.engine import Engine
from transforms.articles.extraction import extract_page
from transforms.articles.page import PageInput
from transforms.entities import entities_from_mentions
from transforms.mentions import mentions_from_tokens
from transforms.names import name_key
from transforms.quotes import quotes_from_tokens

Row = dict[str, Any]
FORMS = ("page.txt", "page_named_classes.html", "page_hashed_classes.html")

_SAME_TYPE = ({"GPE", "LOC"},)
"""Types between which the gold's own notes leave the choice."""
_FORBIDDEN = ("Toru Hanai", "Growing Mutual Trust", "Discord", "Japan Voices Concern", "Заголовок", "REUTERS")
_NOT_PERSONS = ("Sputnik International",)


def read_seed(seed: Path, form: str, engine: Engine, published: dt.date | None = None) -> tuple[str, Documents]:
    """The text of the article that a form of the page gives, and its tables."""
    content_type = "text/plain" if form.endswith(".txt") else "text/html"
    kind = "txt" if content_type == "text/plain" else "html_dir"
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    read = extract_page(PageInput("seed", (seed / form).read_bytes(), content_type, None, now, None, kind))
    text = "\n".join(block for _, block in read.blocks)
    days = {"seed": published} if published else None
    return text, documents({"seed": text}, engine, days, zones={"seed": [zone for zone, _ in read.blocks]})


def entities_on_seed(seed: Path, engine: Engine) -> Row:
    """For each form: how many of the gold's people, other entities and links are there; `clean` is 0 where something is there
    that must not be.

    A person counts with full name, role, country and sector; any other entity of the text with type and country; a link by
    the person that a pronoun or noun phrase means. `missing` lists what does not count.
    """
    gold = json.loads((seed / "entities_gold.json").read_text(encoding="utf-8"))["entities"]
    quotes = json.loads((seed / "quotes_gold.json").read_text(encoding="utf-8"))["quotes"]
    return {form.replace(".", "_"): _entities_of_form(gold, quotes, *read_seed(seed, form, engine)) for form in FORMS}


def quotes_on_seed(seed: Path, engine: Engine) -> Row:
    """For each form: how many of the gold's quotations are there; `clean` is 0 where one of its traps is a quotation.

    A quotation counts with its type, its cue, four of five of its words, and the full name of the speaker, or nobody's where
    the gold names nobody. `missing` lists what does not count.
    """
    gold = json.loads((seed / "quotes_gold.json").read_text(encoding="utf-8"))
    return {form.replace(".", "_"): _quotes_of_form(gold, read_seed(seed, form, engine)[1]) for form in FORMS}


def _quotes_of_form(gold: Row, docs: Documents) -> Row:
    mentions, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    names = dict(entities_from_mentions(mentions, evidence).select("entity_id", "canonical_name").iter_rows())
    found = quotes_from_tokens(docs.tokens, docs.articles, docs.blocks, mentions)[0].to_dicts()
    missing = [row["id"] for row in gold["quotes"] if not any(_is_quote(row, other, names) for other in found)]
    traps = [
        row["text"] for row in gold["not_quotes"] if any(_lies_in(other["quotation"], row["text"]) for other in found)
    ]
    return {
        "quotes": len(gold["quotes"]) - len(missing),
        "quotes_of": len(gold["quotes"]),
        "clean": int(not traps),
        "missing": [*missing, *traps],
    }


def _is_quote(gold: Row, found: Row, names: Mapping[str, str]) -> bool:
    wanted, words = _words(gold["text"]), _words(found["quotation"])
    return (
        len(wanted & words) >= 0.8 * len(wanted | words)
        and found["quote_type"] == gold["type"]
        and found["cue_text"] == gold["cue_text"]
        and names.get(found["speaker_entity_id"]) == gold["resolved"]
    )


def _lies_in(quotation: str, trap: str) -> bool:
    words = _words(quotation)
    return len(words & _words(trap)) >= 0.8 * len(words)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower())) - {"that"}


def _entities_of_form(gold: list[Row], quotes: list[Row], text: str, docs: Documents) -> Row:
    mentions, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    found = entities_from_mentions(mentions, evidence).to_dicts()
    people = [row for row in gold if row["entity_type"] == "PERSON"]
    others = [
        row for row in gold if row["entity_type"] != "PERSON" and any(surface in text for surface in row["surfaces"])
    ]
    no_person = [row["canonical_name"] for row in people if not any(_is_person(row, other) for other in found)]
    no_other = [row["canonical_name"] for row in others if not any(_is_other(row, other) for other in found)]
    links = list(_links(quotes, text))
    no_link = [f"{words} at {start}" for start, words, name in links if _meant(mentions, start, words) != name]
    names = [row["canonical_name"] for row in found]
    persons = [row["canonical_name"] for row in found if row["entity_type"] == "PERSON"]
    false = [name for name in names if any(part in name for part in _FORBIDDEN)]
    false += [name for name in persons if name in _NOT_PERSONS]
    return {
        "people": len(people) - len(no_person),
        "people_of": len(people),
        "others": len(others) - len(no_other),
        "others_of": len(others),
        "links": len(links) - len(no_link),
        "links_of": len(links),
        "clean": int(not false),
        "missing": [*no_person, *no_other, *no_link, *false],
    }


def _is_person(gold: Row, found: Row) -> bool:
    role = (found["role_text"] or "").casefold()
    wanted = gold["role_text"].split(" (")[0].casefold()
    return (
        found["entity_type"] == "PERSON"
        and found["canonical_name"] == gold["canonical_name"]
        and wanted in role
        and found["country"] == gold["country"]
        and found["sector"] == gold["sector"]
        and found["gender"] in (gold["gender"] or "unknown", "unknown")
    )


def _is_other(gold: Row, found: Row) -> bool:
    names = {name_key(name.removeprefix("the ")) for name in (gold["canonical_name"], *gold["surfaces"])}
    types = {found["entity_type"], gold["entity_type"]}
    return (
        any(name_key(name) in names for name in (found["canonical_name"], *found["aliases"]))
        and (len(types) == 1 or types in _SAME_TYPE)
        and found["country"] == gold["country"]
    )


def _links(quotes: list[Row], text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, words and person of the gold's sources that are pronouns or noun phrases, found by the words around them."""
    position = 0
    seen: list[list[list[int]]] = []  # two quotations may share their source
    for quote in quotes:
        if quote["resolved"] is None or quote["source_kind"] not in {"pronoun", "nominal"} or quote["source"] in seen:
            continue
        seen.append(quote["source"])
        words = quote["speaker_surface"]
        start = text.find(f"{words} {quote['cue_text']}", position)
        if start >= 0:
            yield start, words, quote["resolved"]
            position = start + 1


def _meant(mentions: pl.DataFrame, start: int, words: str) -> str | None:
    linked = mentions.filter(char_start=start, char_end=start + len(words))
    return linked.item(0, "canonical_name") if linked.height else None
