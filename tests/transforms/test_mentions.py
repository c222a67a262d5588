"""Named mentions: clean spans, one person under one name, one type a name, roles; no people out of headlines."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.texts import Documents
from transforms.ids import stable_id
from transforms.mentions import mentions_from_tokens

Parse = Callable[..., Documents]

TEXT = (
    "Norwegian Fisheries Minister Ingrid Solberg met Carlos Mendez, "
    "a senior analyst at the Harbour Institute, in Oslo.\n"
    "Solberg said the U.S. would sign. “We are ready,” Mendez’s office said.\n"
    "Later Mr. Mendez flew to Washington, D.C. and praised Solberg."
)


def find(docs: Documents) -> pl.DataFrame:
    """The named mentions."""
    return mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)[0].filter(mention_kind="name")


def rows(mentions: pl.DataFrame, **equal: Any) -> list[dict[str, Any]]:
    return mentions.filter(**equal).to_dicts() if equal else mentions.to_dicts()


@pytest.fixture(scope="module")
def found(parse: Parse) -> pl.DataFrame:
    return find(parse(TEXT))


def test_offsets_are_those_of_the_text(found: pl.DataFrame) -> None:
    assert found.height > 0
    for row in rows(found):
        assert TEXT[row["char_start"] : row["char_end"]] == row["mention_text"]


def test_mentions_do_not_overlap(found: pl.DataFrame) -> None:
    spans = found.select("char_start", "char_end").sort("char_start").rows()
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


def test_a_surname_stands_for_the_full_name_of_the_article(found: pl.DataFrame) -> None:
    solberg = rows(found, canonical_name="Ingrid Solberg")
    assert [row["mention_text"] for row in solberg] == ["Ingrid Solberg", "Solberg", "Solberg"]
    assert {row["entity_id"] for row in solberg} == {stable_id("PERSON", "ingrid solberg")}
    assert {row["entity_type"] for row in solberg} == {"PERSON"}


def test_honorifics_and_possessives_are_no_part_of_a_name(found: pl.DataFrame) -> None:
    mendez = rows(found, canonical_name="Carlos Mendez")
    assert [row["mention_text"] for row in mendez] == ["Carlos Mendez", "Mendez", "Mendez"]


def test_roles_stand_before_the_name_or_after_a_comma(found: pl.DataFrame) -> None:
    roles = {row["canonical_name"]: row["role_text"] for row in rows(found) if row["role_text"]}
    assert roles == {
        "Ingrid Solberg": "Norwegian Fisheries Minister",
        "Carlos Mendez": "senior analyst at the Harbour Institute",
    }


def test_a_country_has_its_common_name_and_a_city_its_own(found: pl.DataFrame) -> None:
    names = {row["mention_text"]: row["canonical_name"] for row in rows(found, entity_type="GPE")}
    assert names == {"Oslo": "Oslo", "U.S.": "United States", "Washington, D.C.": "Washington"}


def test_a_people_keeps_its_name(found: pl.DataFrame) -> None:
    assert [row["canonical_name"] for row in rows(found, entity_type="NORP")] == ["Norwegian"]


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("His Kenyan counterpart Achieng Oduya left early.", "Achieng Oduya", "Kenyan counterpart"),
        ("The bank's chief economist, Laura Hartmann, disagreed.", "Laura Hartmann", "bank's chief economist"),
        ("Premier Duarte Salgado and Chilean President Elena Rojas met.", "Elena Rojas", "Chilean President"),
        ("Historian and expert on trade Pavel Novotny spoke.", "Pavel Novotny", "Historian and expert on trade"),
        ("Laura Hartmann, 45, a teacher from Graz, waved.", "Laura Hartmann", "teacher from Graz"),
        ("Laura Hartmann, who lives in Graz, waved.", "Laura Hartmann", None),
        ("Dr. Laura Hartmann waved.", "Laura Hartmann", None),
    ],
)  # fmt: skip
def test_what_is_a_role(parse: Parse, sentence: str, name: str, role: str | None) -> None:
    [row] = rows(find(parse(sentence)), canonical_name=name)
    assert row["entity_type"] == "PERSON"
    assert row["role_text"] == role


def test_a_surname_that_is_a_place_is_not_a_person(parse: Parse) -> None:
    docs = parse("Minister Martin Kenya resigned on Monday.\nThe talks were held in Kenya for two days.")
    assert [row["entity_type"] for row in rows(find(docs), mention_text="Kenya")] == ["GPE"]


def test_two_people_of_one_surname_are_not_mixed_up(parse: Parse) -> None:
    docs = parse("Laura Hartmann met Peter Hartmann on Friday. Later Hartmann left.")
    assert all(row["canonical_name"] == "Hartmann" for row in rows(find(docs), mention_text="Hartmann"))


def test_an_abbreviation_in_brackets_is_the_organisation(parse: Parse) -> None:
    docs = parse("The Coastal Fisheries Commission (CFC) met in Lisbon. The CFC said it would vote.")
    assert {row["canonical_name"] for row in rows(find(docs), mention_text="CFC")} == {"Coastal Fisheries Commission"}


def test_of_two_bodies_under_one_tag_brackets_explain_the_second(parse: Parse) -> None:
    docs = parse("Shares of Nordvik Materials and Advanced Harbour Devices (AHD) fell on Monday. The AHD board met.")
    names = {row["canonical_name"] for row in rows(find(docs), mention_text="AHD")}
    assert names == {"Advanced Harbour Devices"}


def test_names_with_particles_stay_whole(parse: Parse) -> None:
    docs = parse("Chancellor Helga von der Marwitz arrived in Vienna. The crowd cheered Helga von der Marwitz.")
    assert {row["mention_text"] for row in rows(find(docs), entity_type="PERSON")} == {"Helga von der Marwitz"}


HEADLINE = "Growing Harbour Dispute Divides Coastal Towns In Portugal"


def test_a_headline_gives_no_people_of_its_own(parse: Parse) -> None:
    docs = parse(f"{HEADLINE}\nInspectors met on Friday in Lisbon. They agreed on little.")
    names = {row["mention_text"] for row in rows(find(docs)) if row["char_start"] < len(HEADLINE)}
    assert names <= {"Portugal"}


def test_a_headline_gives_the_names_that_the_text_has_too(parse: Parse) -> None:
    text = "Solberg Meets Fishermen\nIngrid Solberg met fishermen on Friday. Solberg said they were angry."
    docs = parse(text)
    blocks = docs.blocks.with_columns(
        zone=pl.when(pl.col("block_no") == 0).then(pl.lit("headline")).otherwise(pl.lit("body"))
    )
    found, _ = mentions_from_tokens(docs.tokens, docs.articles, blocks)
    names = [(row["mention_text"], row["canonical_name"]) for row in rows(found, zone="headline")]
    assert names in ([], [("Solberg", "Ingrid Solberg")])


def test_the_outlet_is_never_a_person(parse: Parse) -> None:
    docs = parse("Fiona Ledger reported on Monday that the dam had burst. Fiona Ledger said so twice.")
    articles = docs.articles.with_columns(outlet_name=pl.lit("Fiona Ledger"))
    mentions, _ = mentions_from_tokens(docs.tokens, articles, docs.blocks)
    assert "PERSON" not in mentions["entity_type"].to_list()


def test_no_tokens_give_no_mentions(parse: Parse) -> None:
    docs = parse(TEXT)
    mentions, evidence = mentions_from_tokens(docs.tokens.head(0), docs.articles, docs.blocks)
    assert mentions.height == evidence.height == 0


def test_the_order_of_the_tokens_does_not_matter(parse: Parse) -> None:
    docs = parse({"a": TEXT, "b": "Ingrid Solberg spoke in Lagos."})
    shuffled = docs.tokens.sample(fraction=1.0, shuffle=True, seed=7)
    made = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    again = mentions_from_tokens(shuffled, docs.articles, docs.blocks)
    assert all(one.equals(other) for one, other in zip(made, again, strict=True))


PIECES = st.sampled_from(
    ["Ingrid Solberg", "Solberg", "the U.S.", "Mr.", "President", "von", "\u00a0", " ", " ", "(", ")", "“", "”", "’s",
     "REUTERS/", "in", "by", "and", ",", ".", "\n", "Editing", "said", "1998", "Kenyan", "election", "-", "Kim Min",
     "ji"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=25))
def test_whatever_the_text_offsets_hold_and_nothing_overlaps(parse: Parse, pieces: list[str]) -> None:
    text = " ".join(["Rain fell.", *pieces])
    found = find(parse(text))
    last = 0
    for row in rows(found):
        assert text[row["char_start"] : row["char_end"]] == row["mention_text"]
        assert row["char_start"] >= last
        last = row["char_end"]
