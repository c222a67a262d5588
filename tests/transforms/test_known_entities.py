"""The user's own list: what it may hold, what is refused and why, and that it goes before the tagger and the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.texts import Documents
from transforms.entities import entities_from_mentions
from transforms.known_entities import NONE, BadEntityList, KnownEntities, known_entities
from transforms.mentions import mentions_from_tokens

Parse = Callable[..., Documents]

LIST = """name,aliases,type,country,sector,wikidata_qid,gender
Ingrid M. Solberg,Ingrid Solberg|the Cod Queen,PERSON,NOR,BUS,Q999901,f
Kelp & Sons,K&S|Kelp,ORG,IRL,BUS,,
Tern Rock,,LOC,ISL,,,
"""


@pytest.fixture(scope="module")
def known() -> KnownEntities:
    return known_entities(LIST, "names.csv")


def read(docs: Documents, known: KnownEntities) -> tuple[list[tuple[str, str, str]], dict[str, dict[str, Any]]]:
    """(words, type, canonical name) of the named mentions, and the entities by name."""
    mentions, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks, known)
    names = mentions.filter(mention_kind="name").select("mention_text", "entity_type", "canonical_name").rows()
    return names, {row["canonical_name"]: row for row in entities_from_mentions(mentions, evidence).to_dicts()}


def test_the_list_goes_before_what_the_text_says(parse: Parse, known: KnownEntities) -> None:
    docs = parse("Danish Fisheries Minister Ingrid Solberg spoke. Mr. Solberg, as he is called here, left.")
    names, entities = read(docs, known)
    assert ("Ingrid Solberg", "PERSON", "Ingrid M. Solberg") in names
    assert ("Solberg", "PERSON", "Ingrid M. Solberg") in names
    row = entities["Ingrid M. Solberg"]
    assert (row["country"], row["sector"], row["gender"], row["gender_method"]) == ("NOR", "BUS", "f", "list")
    assert row["wikidata_qid"] == "Q999901"
    assert row["role_text"] == "Danish Fisheries Minister"


def test_listed_names_are_found_whatever_the_tagger_says(parse: Parse, known: KnownEntities) -> None:
    names, entities = read(parse("Three boats left Tern Rock. K&S owns them, and the Cod Queen knows it."), known)
    assert names == [
        ("Tern Rock", "LOC", "Tern Rock"),
        ("K&S", "ORG", "Kelp & Sons"),
        ("the Cod Queen", "PERSON", "Ingrid M. Solberg"),
    ]
    assert entities["Tern Rock"]["country"] == "ISL"


def test_a_listed_name_inside_a_longer_one_is_part_of_it(parse: Parse, known: KnownEntities) -> None:
    names, _ = read(parse("The Kelp Research Institute opened in Oslo on Monday."), known)
    assert all(name != "Kelp & Sons" for _, _, name in names)


def test_a_listed_name_is_one_entity_over_articles(parse: Parse, known: KnownEntities) -> None:
    docs = parse({"a": "Ingrid Solberg spoke.", "b": "They call her the Cod Queen in Bergen."})
    mentions, _ = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks, known)
    assert mentions.filter(canonical_name="Ingrid M. Solberg")["entity_id"].n_unique() == 1


def test_its_evidence_is_the_name(parse: Parse, known: KnownEntities) -> None:
    docs = parse("Ingrid Solberg spoke in Bergen.")
    _, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks, known)
    listed = evidence.filter(method="list")
    assert set(listed["attribute"]) == {"country", "sector", "gender", "wikidata"}
    assert set(listed["evidence_text"]) == {"Ingrid Solberg"}


def test_without_a_list_nothing_changes(parse: Parse) -> None:
    docs = parse("Ingrid Solberg spoke in Bergen.")
    with_none = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks, NONE)
    assert with_none[0].equals(mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)[0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,typ\nA,ORG\n", "missing: type.*unknown columns: typ"),
        ("", "missing: name, type"),
        ("name,type\n,ORG\n", "line 2: no name"),
        ("name,type\nA,PARTY\n", "line 2: type is 'PARTY', but must be one of PERSON"),
        ("name,type,country\nA,ORG,GERMANY\n", "line 2: country is 'GERMANY', but must be an ISO 3166-1 alpha-3"),
        ("name,type,sector\nA,ORG,GOVT\n", "line 2: sector is 'GOVT'"),
        ("name,type,gender\nA,PERSON,female\n", "line 2: gender is 'female'"),
        ("name,type,wikidata_qid\nA,ORG,12\n", "line 2: wikidata_qid is '12', but must be Q and a number"),
        ("name,aliases,type\nAnn Lee,Lee,PERSON\nBo Lee,lee,PERSON\n", "line 3: 'lee' is a name of line 2, too"),
        ("name,type\nA,ORG,1\n", "line 2: more values than columns"),
        ("name,type\nA,X\nB,Y\nC,ORG\n", "line 2.*\n.*line 3"),
        ('name,type\n"A"B,ORG\n', "line 2: this is not CSV"),
    ],
)  # fmt: skip
def test_a_faulty_list_is_refused_with_its_lines(text: str, message: str) -> None:
    with pytest.raises(BadEntityList, match=f"(?s)names.csv.*{message}"):
        known_entities(text, "names.csv")


def test_a_byte_order_mark_and_blanks_do_not_matter() -> None:
    known = known_entities("\ufeffname , type\n Ann  Lee , PERSON \n", "names.csv")
    entity = known.of("ANN LEE")
    assert entity is not None
    assert entity.name == "Ann Lee"
