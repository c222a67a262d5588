"""The shared word lists: whole, without doubles, and found in noun phrases as their documentation says."""

from __future__ import annotations

import pytest

from transforms import lexicons
from transforms.tables.entities import SECTORS


def test_every_country_has_one_code_a_name_and_a_middle() -> None:
    frame = lexicons.countries()
    assert frame.height == 250  # 249 of ISO 3166-1, and Kosovo
    assert frame["iso3"].n_unique() == frame.height
    assert frame["iso3"].str.contains(r"^[A-Z]{3}$").all()
    assert frame["name"].n_unique() == frame.height
    assert frame["latitude"].is_between(-90, 90).all()
    assert frame["longitude"].is_between(-180, 180).all()


def test_no_name_belongs_to_two_countries() -> None:
    frame = lexicons.countries()
    names = [name.casefold() for row in frame.select("name", "other_names").iter_rows() for name in [row[0], *row[1]]]
    assert len(names) == len(set(names))


def test_every_role_has_a_sector_of_plover() -> None:
    roles = lexicons.read_list("roles.csv")
    assert set(roles["sector"]) <= set(SECTORS)
    assert roles["surface"].n_unique() == roles.height
    assert set(lexicons.igos()["sector"]) <= set(SECTORS)
    assert lexicons.igos()["code"].n_unique() == lexicons.igos().height


@pytest.mark.parametrize(
    ("phrase", "iso3"),
    [
        ("France", "FRA"),
        ("the French foreign minister", "FRA"),
        ("Frenchwomen", "FRA"),
        ("South Korea", "KOR"),
        ("South Korean workers", "KOR"),
        ("North Korea's leader", "PRK"),
        ("Korea", "KOR"),
        ("the U.S.", "USA"),
        ("US senators", "USA"),
        ("New Mexico", "USA"),
        ("New England", "USA"),
        ("Mexico", "MEX"),
        ("Georgia", "GEO"),
        ("the Kremlin", "RUS"),
        ("Downing Street", "GBR"),
        ("Scotland", "GBR"),
        ("Washington, D.C.", "USA"),
        ("Guinea-Bissau", "GNB"),
        ("Papua New Guinea", "PNG"),
        ("Equatorial Guinea", "GNQ"),
        ("South Sudan", "SSD"),
        ("Nigerien soldiers", "NER"),
        ("Nigerian soldiers", "NGA"),
        ("Côte d’Ivoire", "CIV"),
        ("Dominican Republic", "DOM"),
        ("the Japanese ambassador to France", "JPN"),
        ("a London-based think tank", "GBR"),
        ("Türkiye", "TUR"),
        ("norway", "NOR"),
    ],
)
def test_a_phrase_points_to_a_country(phrase: str, iso3: str) -> None:
    assert lexicons.country_of(phrase) == iso3


@pytest.mark.parametrize(
    "phrase",
    ["they told us", "the roast turkey", "to polish the floor", "the South China Sea", "Latin American leaders",
     "pro-Russian protesters", "U.S.-backed fighters", "the company", "", "Indianapolitan"],
)  # fmt: skip
def test_a_phrase_points_to_no_country(phrase: str) -> None:
    assert lexicons.country_of(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "code"),
    [("the UN", "IGOUNO"), ("U.N. envoys", "IGOUNO"), ("the European Union", "IGOEUR"), ("Nato", "IGONAT"),
     ("WHO", "IGOUNOHLH"), ("those who left", None), ("The Bank", None)],
)  # fmt: skip
def test_intergovernmental_organisations_are_found_by_name_and_abbreviation(phrase: str, code: str | None) -> None:
    assert lexicons.igo_of(phrase) == code


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [
        ("Norwegian Fisheries Minister", "GOV"),
        ("the president", "GOV"),
        ("president of the bank", "BUS"),
        ("chief of police", "COP"),
        ("opposition lawmakers", "OPP"),
        ("senators", "LEG"),
        ("a military court", "JUD"),
        ("government troops", "MIL"),
        ("rebel forces", "REB"),
        ("masked gunmen", "UAF"),
        ("Attorney General", "GOV"),
        ("an army general", "MIL"),
        ("historian and specialist in coastal trade", "EDU"),
        ("senior analyst at the Harbour Institute", "EDU"),
        ("the teachers' union", "LAB"),
        ("spokeswoman for the charity", "NGO"),
        ("bishops", "REL"),
        ("the Lighthouse", None),
    ],
)
def test_role_nouns_give_a_sector(phrase: str, sector: str | None) -> None:
    assert lexicons.sector_of(phrase) == sector


def test_places_have_a_country_and_countries_a_common_name() -> None:
    assert lexicons.country_names()["usa"] == "USA"
    assert lexicons.demonyms()["welsh"] == "GBR"
    assert lexicons.capitals()["nairobi"] == "KEN"
    assert lexicons.metonyms()["white house"] == "USA"
    assert lexicons.places()["bavaria"] == "DEU"
    assert lexicons.country_common_names()["GBR"] == "United Kingdom"
    assert lexicons.country_centres()["ISL"] == (65.0, -19.0)
