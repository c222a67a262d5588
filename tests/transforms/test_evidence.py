"""What an article says of an entity, and with which words; and who is the same over articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.texts import Documents
from transforms.entities import entities_from_mentions
from transforms.mentions import mentions_from_tokens

Parse = Callable[..., Documents]


def said(docs: Documents, name: str) -> set[tuple[str, str, str, str]]:
    """(attribute, value, method, words) of the entity of that name."""
    mentions, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    ids = mentions.filter(canonical_name=name)["entity_id"].unique()
    rows = evidence.filter(evidence["entity_id"].is_in(ids.implode()))
    return set(rows.select("attribute", "value", "method", "evidence_text").iter_rows())


def entities(docs: Documents) -> dict[str, dict[str, Any]]:
    mentions, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    return {row["canonical_name"]: row for row in entities_from_mentions(mentions, evidence).to_dicts()}


def ids(docs: Documents, words: str) -> dict[str, str]:
    """Article → entity id of the mentions with those words."""
    mentions, _ = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    return dict(mentions.filter(mention_text=words).select("article_id", "entity_id").iter_rows())


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "Norwegian Fisheries Minister Ingrid Solberg spoke.",
            "Ingrid Solberg",
            {
                ("role", "Norwegian Fisheries Minister", "title", "Norwegian Fisheries Minister"),
                ("country", "NOR", "title", "Norwegian"),
                ("sector", "GOV", "title", "Minister"),
            },
        ),
        (
            "Carlos Mendez, a senior analyst at the Korea Harbour Institute, spoke.",
            "Carlos Mendez",
            {("country", "KOR", "organisation", "Korea")},
        ),
        ("Laura Hartmann, the mayor of Villach, spoke in Graz.", "Laura Hartmann", {("country", "AUT", "place", "Villach")}),
        ("Spokeswoman Laura Hartmann said the port was open.", "Laura Hartmann", {("gender", "f", "honorific", "Spokeswoman")}),
        ("Laura Hartmann spoke. She then left.", "Laura Hartmann", {("gender", "f", "pronoun", "She")}),
        ("Laura Hartmann is a professor in Bergen.", "Laura Hartmann", {("sector", "EDU", "description", "professor")}),
        (
            "The Coastal Fisheries Commission (CFC) met. The CFC voted.",
            "Coastal Fisheries Commission",
            {("short_name", "CFC", "brackets", "CFC")},
        ),
        (
            "The Norwegian shipping company Kelp Lines sold a ferry.",
            "Kelp Lines",
            {("country", "NOR", "description", "Norwegian"), ("sector", "BUS", "description", "shipping company")},
        ),
        ("Kelp Tower stands in Bergen, Norway.", "Bergen", {("country", "NOR", "gazetteer", "Bergen")}),
    ],
)  # fmt: skip
def test_values_point_at_their_words(
    parse: Parse, text: str, name: str, expected: set[tuple[str, str, str, str]]
) -> None:
    assert expected <= said(parse(text), name)


def test_a_counterpart_has_the_office_of_the_other(parse: Parse) -> None:
    docs = parse("Norwegian Fisheries Minister Ingrid Solberg met her Chilean counterpart Elena Rojas in Oslo.")
    row = entities(docs)["Elena Rojas"]
    assert (row["role_text"], row["office"]) == ("Chilean counterpart", "Fisheries Minister")
    assert (row["country"], row["sector"]) == ("CHL", "GOV")


def test_a_place_has_coordinates_and_who_claims_it(parse: Parse) -> None:
    found = entities(parse("Ships left Crimea for Nairobi on Monday."))
    assert (found["Crimea"]["country"], found["Crimea"]["claimed_by"]) == ("UKR", ["RUS"])
    nairobi = found["Nairobi"]
    assert (nairobi["place_kind"], nairobi["geonames_id"], round(nairobi["latitude"])) == ("city", "184745", -1)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Moscow said it would sign the treaty.", "Moscow", True),
        ("Relations between Moscow and Oslo are cold.", "Oslo", True),
        ("The delegations met in Moscow.", "Moscow", False),
        ("The Kremlin denied the report.", "Kremlin", True),
        ("The delegations met in Bergen.", "Bergen", False),
        ("The FBI denied the report.", "FBI", False),
    ],
)
def test_a_seat_stands_for_its_government_where_it_acts(parse: Parse, text: str, words: str, expected: bool) -> None:
    docs = parse(text)
    mentions, _ = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    assert mentions.filter(mention_text=words)["is_metonym"].to_list() == [expected]


def test_a_full_name_is_one_entity_over_articles(parse: Parse) -> None:
    found = ids(parse({"a": "Ingrid Solberg spoke.", "b": "INGRID SOLBERG spoke to us."}), "Ingrid Solberg")
    mentions = entities(parse({"a": "Ingrid Solberg spoke.", "b": "Later Ingrid Solberg spoke to us."}))
    assert len(found) == 1
    assert mentions["Ingrid Solberg"]["mention_count"] == 2


def test_a_surname_alone_is_nobody_elses(parse: Parse) -> None:
    docs = parse({"a": "Mr. Hartmann spoke on Monday.", "b": "Mr. Hartmann left on Friday."})
    found = ids(docs, "Hartmann")
    assert found["a"] != found["b"]


def test_a_surname_with_the_same_office_is_one_person(parse: Parse) -> None:
    docs = parse({"a": "Chilean President Rojas spoke on Monday.", "b": "Chilean President Rojas left on Friday."})
    found = ids(docs, "Rojas")
    assert found["a"] == found["b"]


def test_rulers_keep_their_title(parse: Parse) -> None:
    docs = parse({"a": "Pope Francis prayed in Rome.", "b": "Thousands greeted Pope Francis on Sunday."})
    row = entities(docs)["Pope Francis"]
    assert (row["is_partial"], row["mention_count"]) == (False, 2)


def test_an_organisation_goes_by_its_lists_name_and_without_its_legal_form(parse: Parse) -> None:
    docs = parse(
        {"a": "The U.N. voted on Monday. Kelp Lines Ltd. sold a ferry.", "b": "The United Nations met Kelp Lines."}
    )
    mentions, _ = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    names = set(mentions.filter(mentions["mention_text"].is_in(["U.N.", "United Nations"]))["canonical_name"])
    assert names == {"United Nations"}


def test_ids_do_not_depend_on_what_else_is_read(parse: Parse) -> None:
    alone = ids(parse({"a": "Ingrid Solberg spoke."}), "Ingrid Solberg")
    among = ids(parse({"0": "Rain fell in Oslo.", "a": "Ingrid Solberg spoke."}), "Ingrid Solberg")
    assert alone["a"] == among["a"]
