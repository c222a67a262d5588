"""Named mentions: where names start and end, what they name, weapons, facilities, furniture of pages."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from benchmarks.texts import Documents
from transforms.mentions import listed, mentions_from_tokens
from transforms.mentions.weapons import weapon_country

Parse = Callable[..., Documents]


def named(parse: Parse, text: str) -> list[tuple[str, str]]:
    docs = parse(text)
    found = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)[0].filter(mention_kind="name")
    return [(row["mention_text"], row["entity_type"]) for row in found.to_dicts()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ruritan Greens and the Coastal Liberal Democrats lost seats on Sunday.", ("Coastal Liberal Democrats", "ORG")),
        ("She leads the Progressive Farmers Party of Kenya since May.", ("Progressive Farmers Party of Kenya", "ORG")),
        ("He joined the Social Democratic and Workers Party last year.", ("Social Democratic and Workers Party", "ORG")),
        ("The Anti-Corruption League said the vote was fair.", ("Anti-Corruption League", "ORG")),
        ("A law of the Kingdom of Navarre was found in Madrid.", ("Kingdom of Navarre", "GPE")),
        ("The old Austrian Empire fell apart within weeks.", ("Austrian Empire", "GPE")),
        ("He hiked in the Japanese Alps in June.", ("Japanese Alps", "LOC")),
        ("Prices fell in the Soviet Union for a decade.", ("Soviet Union", "GPE")),
        ("The U.S. Senate votes on Monday.", ("U.S. Senate", "ORG")),
        ("Ferries call at Kingston upon Hull twice a day.", ("Kingston upon Hull", "GPE")),
        ("The chipmaker Veltronix said sales rose.", ("Veltronix", "ORG")),
        ("Judge Ingrid Solberg met Amanda Vestergaard there.", ("Amanda Vestergaard", "PERSON")),
        ("The Orange Uprising began in the square.", ("Orange Uprising", "EVENT")),
    ],
)  # fmt: skip
def test_names_are_whole_and_of_their_kind(parse: Parse, text: str, expected: tuple[str, str]) -> None:
    assert expected in named(parse, text)


def test_one_label_over_several_names_is_parted(parse: Parse) -> None:
    found = named(parse, "NEW YORK/BOSTON (Reuters) - The Coastal Bank said on Monday that it had sold its shares.")
    assert ("NEW YORK", "GPE") in found
    assert ("BOSTON", "GPE") in found


def test_a_dateline_is_a_place(parse: Parse) -> None:
    assert ("DUBAI", "GPE") in named(parse, "DUBAI (Reuters) - Oil prices fell on Monday as traders waited.")


def test_laws_are_no_mentions(parse: Parse) -> None:
    assert not any("Act" in name for name, _ in named(parse, "Lawmakers praised the Clean Harbours Act on Friday."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ingrid\u00a0Solberg spoke on Monday. Ingrid Solberg left.", "Ingrid\u00a0Solberg"),
        ("We met the mayor, Mr. Pavel Novotny, in Prague.", "Pavel Novotny"),
        ("Reporters asked President Elena Rojas's office about it.", "Elena Rojas"),
        ("The minister met Kim Min-ji in Seoul.", "Kim Min-ji"),
        ("Chancellor Helga von der Marwitz flew home. Critics of von der Marwitz cheered.", "von der Marwitz"),
    ],
)
def test_where_a_persons_name_starts_and_ends(parse: Parse, text: str, name: str) -> None:
    assert (name, "PERSON") in named(parse, text)


@pytest.mark.parametrize("place", ["Jordan", "Kenya", "Chad"])
def test_a_surname_that_is_a_country_is_not_spread(parse: Parse, place: str) -> None:
    found = named(parse, f"Minister Martin {place} resigned on Monday.\nThe talks were held in {place} for two days.")
    assert all(kind != "PERSON" for name, kind in found if name == place)


def test_an_agency_is_never_a_person(parse: Parse) -> None:
    found = named(parse, "Yonhap and Reuters reported the test. Yonhap cited an official. Reuters saw the paper.")
    assert all(kind != "PERSON" for name, kind in found if name in {"Yonhap", "Reuters"})


def test_one_name_has_one_type(parse: Parse) -> None:
    text = (
        "The miner Belvaro cut jobs. Belvaro said so on Friday. Workers of Belvaro struck. Belvaro, which digs, sank."
    )
    assert {kind for name, kind in named(parse, text) if name == "Belvaro"} == {"ORG"}


def test_a_persons_surname_is_not_outvoted(parse: Parse) -> None:
    text = "Ines Duarte spoke. Duarte left. Critics of the firm Duarte laughed. The firm Duarte sued. Duarte won."
    assert {kind for name, kind in named(parse, text) if name == "Duarte"} == {"PERSON"}


def test_a_known_organisation_is_found_without_a_label(parse: Parse) -> None:
    found = named(parse, "He spoke for Human Rights Watch, Plaid Cymru and Fine Gael on Sunday.")
    assert {("Human Rights Watch", "ORG"), ("Plaid Cymru", "ORG"), ("Fine Gael", "ORG")} <= set(found)


def test_areas_are_places(parse: Parse, monkeypatch: pytest.MonkeyPatch) -> None:
    areas = pl.DataFrame({"name": ["Kuril Islands", "Asia-Pacific"], "other_names": ["Kurils", "Asian-Pacific"]})
    monkeypatch.setattr(listed, "read_list", lambda _: areas)
    listed._listed.cache_clear()
    found = named(parse, "Ships left the Kurils for the Asian-Pacific region. The Asia-Pacific Trade Council met.")
    listed._listed.cache_clear()
    assert ("Asian-Pacific", "LOC") in found
    assert {kind for name, kind in found if name == "Kurils"} <= {"LOC", "GPE"}
    assert ("Asia-Pacific", "LOC") not in found


def test_a_platform_is_a_product_where_one_writes_on_it(parse: Parse) -> None:
    assert ("Twitter", "PRODUCT") in named(parse, "Ingrid Solberg wrote on Twitter that she was ill.")
    assert ("Twitter", "ORG") in named(parse, "Twitter said on Monday that it would cut jobs.")


def test_a_doubtful_member_of_a_list_is_what_the_others_are(parse: Parse) -> None:
    text = "They met Laura Hartmann, Pavel Novotny, Zubeida Ekwueme and Carlos Mendez."
    assert ("Zubeida Ekwueme", "PERSON") in named(parse, text)


def test_a_place_that_plays_is_a_team(parse: Parse) -> None:
    report = (
        "Nebraska (3-1) beat Ohio (2-2) by 21 points on Saturday. Nebraska scored three touchdowns in the first quarter.\n"
        "The quarterback had a touchdown and 90 rushing yards before halftime. It was the third win of the season.\n"
        "The coach praised the game. The match was played in Denver."
    )
    found = named(parse, report)
    assert ("Nebraska", "ORG") in found
    assert ("Denver", "GPE") in found


def test_a_place_that_votes_is_a_place(parse: Parse) -> None:
    assert ("Nebraska", "GPE") in named(parse, "Nebraska voted on Tuesday. Voters in Nebraska stood in line.")


# -------------------------------------------------------------------------------------------------------- weapons


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Moscow sent Bal and Bastion missile systems to the islands. The Bastions are new.", ["Bal", "Bastion", "Bastions"]),
        ("Soldiers fired a Javelin missile at the tank.", ["Javelin"]),
        ("The THAAD missile defense system is ready.", ["THAAD"]),
        ("It has a Terminal High Altitude Area Defense (THAAD) interceptor.", ["Terminal High Altitude Area Defense", "THAAD"]),
        ("Two Su-27 fighter jets followed the plane. The Su-27s turned back.", ["Su-27", "Su-27s"]),
        ("The army showed Iron Dome, David's Sling and Arrow 3 batteries.", ["Iron Dome", "David's Sling", "Arrow 3"]),
        ("Engineers tested a Zarnitsa missile in May. The Zarnitsa flew far.", ["Zarnitsa", "Zarnitsa"]),
    ],
)  # fmt: skip
def test_weapons_are_products(parse: Parse, text: str, names: list[str]) -> None:
    assert [name for name, kind in named(parse, text) if kind == "PRODUCT"] == names


@pytest.mark.parametrize(
    "text",
    [
        "The Bal was held in Vienna. A Leopard slept in the zoo, and the Patriot read on.",
        "Charles de Gaulle led France. Critics of de Gaulle wrote books.",
        "Boeing jets and Russian missiles were shown. Hamas fighters watched.",
        "Islamic State fighters fled. Marine helicopters circled over Kabul.",
    ],
)
def test_other_things_are_no_weapons(parse: Parse, text: str) -> None:
    assert "PRODUCT" not in {kind for _, kind in named(parse, text)}


def test_whose_make_a_weapon_is() -> None:
    assert weapon_country("THAAD") == "USA"
    assert weapon_country("Bastions") == "RUS"
    assert weapon_country("Storm\u00a0Shadow") == "GBR"
    assert weapon_country("Shahed-136") == "IRN"
    assert weapon_country("David’s Sling") == "ISR"
    assert weapon_country("Zarnitsa") is None


# ---------------------------------------------------------------------------------------- facilities, furniture


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Trains stopped at the Senzaki station after the quake.", "Senzaki", "FAC"),
        ("He was held in the Evin prison for years.", "Evin", "FAC"),
        ("Planes landed at Osan Air Base on Friday.", "Osan Air Base", "FAC"),
    ],
)
def test_a_facilitys_noun_makes_a_facility(parse: Parse, text: str, name: str, kind: str) -> None:
    assert (name, kind) in named(parse, text)


def test_a_town_with_an_airport_stays_a_town(parse: Parse) -> None:
    assert ("Kabul", "GPE") in named(parse, "Crowds gathered at Kabul airport. Kabul fell in August.")


@pytest.mark.parametrize(
    "text",
    [
        "READ MORE: rain is expected.",
        "WATCH LIVE as rain falls.",
        "Write to @InesDuarte or use #HarbourVote today.",
        "FILE PHOTO: rain. Pool via the agency",
        "Send mail to Ines.Duarte@harbour.example please.",
    ],
)
def test_furniture_and_addresses_are_no_mentions(parse: Parse, text: str) -> None:
    assert named(parse, text) == []
