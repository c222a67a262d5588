"""Entities: one row a name and type, with country, sector, role and a gender that only the text decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.texts import Documents
from transforms.entities import entities_from_mentions
from transforms.mentions import mentions_from_tokens

Parse = Callable[..., Documents]


def entities(docs: Documents) -> dict[str, dict[str, Any]]:
    mentions, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    return {row["canonical_name"]: row for row in entities_from_mentions(mentions, evidence).to_dicts()}


def test_a_person_has_role_country_sector_and_other_names(parse: Parse) -> None:
    text = "Norwegian Fisheries Minister Ingrid Solberg spoke in Oslo. Solberg then left."
    row = entities(parse(text))["Ingrid Solberg"]
    assert row["role_text"] == "Norwegian Fisheries Minister"
    assert (row["country"], row["sector"]) == ("NOR", "GOV")
    assert row["aliases"] == ["Solberg"]
    assert row["mention_count"] == 2


def test_places_and_peoples_have_their_country(parse: Parse) -> None:
    found = entities(parse("The U.S. and Kenyan officials met in Nairobi."))
    assert found["United States"]["country"] == "USA"
    assert found["Kenyan"]["country"] == "KEN"
    assert found["Nairobi"]["country"] == "KEN"


def test_an_organisation_has_the_country_and_sector_of_its_name(parse: Parse) -> None:
    found = entities(parse("The Norwegian Institute of Harbour Studies wrote to the European Union on Monday."))
    assert found["European Union"]["sector"] == "IGO"
    assert found["European Union"]["country"] is None
    institute = next(row for name, row in found.items() if "Institute" in name)
    assert (institute["country"], institute["sector"]) == ("NOR", "EDU")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The French economist Laura Hartmann spoke.", "FRA"),
        ("Laura Hartmann, a China expert, spoke.", None),
        ("Laura Hartmann, a historian of Portugal, spoke.", "PRT"),
        ("Laura Hartmann, a specialist in Japanese theatre, spoke.", None),
    ],
)
def test_the_country_of_a_role_is_where_it_belongs(parse: Parse, text: str, country: str | None) -> None:
    assert entities(parse(text))["Laura Hartmann"]["country"] == country


@pytest.mark.parametrize(
    ("text", "gender", "method"),
    [
        ("Laura Hartmann spoke on Monday. She then left the hall.", "f", "pronoun"),
        ("Peter Hartmann spoke on Monday. He then left the hall.", "m", "pronoun"),
        ("Peter Hartmann said his office was closed.", "m", "pronoun"),
        ("Mrs. Hartmann spoke on Monday.", "f", "honorific"),
        ("Peter Hartmann spoke on Monday. Rain fell all day.", "unknown", "none"),
        ("Peter Hartmann met Laura Vance on Monday. She then left the hall.", "unknown", "none"),
        ("The mayor praised Peter Hartmann. She then left the hall.", "unknown", "none"),
        ("Peter Hartmann spoke. He left. Peter Hartmann wept. She laughed.", "m", "pronoun"),
    ],
)
def test_gender_comes_from_the_text_alone(parse: Parse, text: str, gender: str, method: str) -> None:
    row = next(row for name, row in entities(parse(text)).items() if "Hartmann" in name)
    assert (row["gender"], row["gender_method"]) == (gender, method)


def test_the_same_name_is_one_entity_over_articles(parse: Parse) -> None:
    docs = parse({"a": "Ingrid Solberg spoke in Lagos.", "b": "Lagos greeted Ingrid Solberg on Monday."})
    assert entities(docs)["Ingrid Solberg"]["mention_count"] == 2


def test_no_mentions_give_no_entities(parse: Parse) -> None:
    docs = parse("It rained all day.")
    assert entities(docs) == {}
