"""Whom pronouns and noun phrases mean: subjects before objects, gender, clauses, quotation marks, roles, nobody by force."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.texts import Documents
from transforms.mentions import mentions_from_tokens

Parse = Callable[..., Documents]


def links(docs: Documents, kind: str) -> list[tuple[str, str]]:
    """(words, canonical name) of the mentions of one kind, in order."""
    mentions, _ = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    return mentions.filter(mention_kind=kind).select("mention_text", "canonical_name").rows()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the subject of the sentence before
        ("Ingrid Solberg spoke on Monday. She then left the hall.", [("She", "Ingrid Solberg")]),
        # a speaker stays in view over a paragraph's end
        (
            "Carlos Mendez said the port was closed.\nHe added that it would open again in May.",
            [("He", "Carlos Mendez")],
        ),
        # the clause that the pronoun stands in
        ("Ingrid Solberg said that she would sign the treaty.", [("she", "Ingrid Solberg")]),
        ("Carlos Mendez opened his office in Lima.", [("his", "Carlos Mendez")]),
        # an object is never its own subject
        ("Mr. Mendez arrived late. Peter Hartmann greeted him at the door.", [("him", "Mendez")]),
        # gender that a form of address shows
        ("Mrs. Solberg met Mr. Hartmann in Oslo. He had come by train.", [("He", "Hartmann")]),
        ("Mr. Hartmann met Mrs. Solberg in Oslo. She had come by train.", [("She", "Solberg")]),
        # somebody without a name is nearer
        ("The mayor praised Peter Hartmann. She then left the hall.", []),
        ("A fisherman rowed out in the night. He found the boat at dawn.", []),
        # nobody before it
        ("He left early. Peter Hartmann stayed.", []),
    ],
)  # fmt: skip
def test_whom_a_pronoun_means(parse: Parse, text: str, expected: list[tuple[str, str]]) -> None:
    assert links(parse(text), "pronoun") == expected


def test_a_pronoun_in_a_quotation_is_not_its_speaker(parse: Parse) -> None:
    text = "Ingrid Solberg met reporters on Friday. “She has no plan for the harbour,” Carlos Mendez said."
    assert links(parse(text), "pronoun") == []


def test_a_pronoun_after_a_quotation_is_not_whom_it_named(parse: Parse) -> None:
    text = "“Peter Hartmann has no plan for the harbour,” Carlos Mendez said. He called the vote a mistake."
    assert links(parse(text), "pronoun") == [("He", "Carlos Mendez")]


def test_two_people_of_equal_standing_leave_the_gender_open(parse: Parse) -> None:
    docs = parse("Peter Hartmann met Laura Vance on Monday. She then left the hall.")
    _, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    assert evidence.filter(attribute="gender").is_empty()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the noun of the role
        (
            "Fisheries Minister Ingrid Solberg opened the talks. On Friday the minister flew home.",
            [("the minister", "Ingrid Solberg")],
        ),
        # a wider noun for the role
        (
            "Carlos Mendez, a senior analyst at the Harbour Institute, doubted it. “It is late,” the expert said.",
            [("the expert", "Carlos Mendez")],
        ),
        # the adjective decides between two
        (
            "Norwegian Foreign Minister Ingrid Solberg met Chilean Foreign Minister Elena Rojas. "
            "The Norwegian minister spoke first.",
            [("The Norwegian minister", "Ingrid Solberg")],
        ),
        ("Norwegian Fisheries Minister Ingrid Solberg spoke. The French minister did not answer.", []),
        # somebody to come
        ("President Elena Rojas will step down. The next president will be chosen in May.", []),
        # somebody new
        ("Carlos Mendez, a senior analyst at the Harbour Institute, doubted it. A minister disagreed.", []),
        # a body by a word of its name
        (
            "The Coastal Bank closed two branches. In a letter the bank blamed low rates.",
            [("the bank", "Coastal Bank")],
        ),
        # no person, though it ends like one
        ("Peter Hartmann spoke. Police searched the border for two days.", []),
        # somebody without a name who stepped up before
        ("Minister Ana Ruiz will sign, a diplomat said. The diplomat asked not to be named.", []),
        ("Minister Ana Ruiz will sign, according to one official. The official had seen the text.", []),
        ("Minister Ana Ruiz will sign. The official had seen the text.", [("The official", "Ana Ruiz")]),
    ],
)  # fmt: skip
def test_whom_a_noun_phrase_means(parse: Parse, text: str, expected: list[tuple[str, str]]) -> None:
    assert links(parse(text), "nominal") == expected


def test_links_belong_to_the_entity_of_the_name(parse: Parse) -> None:
    docs = parse("Fisheries Minister Ingrid Solberg spoke. She then left. The minister flew home.")
    mentions, _ = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    people = mentions.filter(entity_type="PERSON")
    assert people["mention_kind"].to_list() == ["name", "pronoun", "nominal"]
    assert people["entity_id"].n_unique() == 1
    assert people["confidence"].min() > 0.4


PIECES = st.sampled_from(
    ["Ingrid Solberg", "Mr. Mendez", "He", "she", "his", "himself", "the minister", "The expert", "said", "met", "that",
     "“", "”", ",", ".", "\n", "and", "in Oslo", "the company", "Coastal Bank", "her", "who", "is a professor"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=30))
def test_whatever_the_text_a_link_goes_to_a_name_and_offsets_hold(parse: Parse, pieces: list[str]) -> None:
    text = " ".join(["Rain fell.", *pieces])
    docs = parse(text)
    mentions, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    named = set(mentions.filter(mention_kind="name")["entity_id"])
    for row in mentions.iter_rows(named=True):
        assert text[row["char_start"] : row["char_end"]] == row["mention_text"]
        assert row["entity_id"] in named
    for row in evidence.iter_rows(named=True):
        assert text[row["char_start"] : row["char_end"]] == row["evidence_text"]
        assert row["entity_id"] in named
