"""The shared word lists: whole, without doubles, and found in noun phrases as their documentation says."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import lexicons
from transforms.events.codes import actor_code
from transforms.lexicons.figures import armed_groups, known_person, leaders
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
    assert set(lexicons.read_list("figures.csv")["sector"]) <= set(SECTORS)
    assert {organisation.sector for organisation in lexicons.organisations().values()} <= set(SECTORS)
    assert {sector for _, sector in armed_groups().values()} <= set(SECTORS)
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
        ("seven ceasefire monitors", "MIL"),
        ("mutinous soldiers", "REB"),
        ("Islamist militants", "REB"),
        ("displaced persons", "CVL"),
        ("tribal elders", "CVL"),
        ("a pro-democracy movement", "OPP"),
        ("the anti-war movement", "OPP"),
        ("prisoners of conscience", "OPP"),
        ("security forces", "COP"),
        ("border guards", "COP"),
        ("two helicopter gunships", "MIL"),
        ("military aircraft", "MIL"),
        ("striking dockworkers", "LAB"),
        ("air traffic controllers", "LAB"),
        ("student leaders", "EDU"),
        ("a war crimes tribunal", "JUD"),
        ("the chamber of deputies", "LEG"),
        ("the caretaker government", "GOV"),
        ("the Security Council", "GOV"),
        ("Bundeswehr", "MIL"),
        ("the West Bank", None),
        ("the United States", None),
        ("the Food and Agriculture Organization", "IGO"),
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
    assert lexicons.institutions()["knesset"] == "ISR"
    assert lexicons.places()["bavaria"] == "DEU"
    assert lexicons.country_common_names()["GBR"] == "United Kingdom"
    assert lexicons.country_centres()["ISL"] == (65.0, -19.0)


@pytest.mark.parametrize(
    ("phrase", "iso3"),
    [
        ("Ijaw youths", "NGA"),
        ("the Acholi", "UGA"),
        ("Tatars in Lithuania", "LTU"),
        ("Kurds in Sweden", "SWE"),
        ("Lebanese Druze", "LBN"),
        ("ethnic Poles in Belarus", "BLR"),
        ("ethnic Hungarians", "HUN"),
        ("Kurds", None),
        ("Morroco", "MAR"),
        ("Czechoslovak diplomats", "CZE"),
        ("Upper Volta", "BFA"),
        ("Bosnian Serbs", "BIH"),
    ],
)
def test_a_people_belongs_where_it_lives_and_old_and_misspelt_names_count(phrase: str, iso3: str | None) -> None:
    assert lexicons.country_of(phrase) == iso3


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Yonhap", "KOR", "MED"),
        ("the BBC", "GBR", "MED"),
        ("B.B.C.", "GBR", "MED"),
        ("STORTING", "NOR", "LEG"),
        ("Pakistan Muslim League", "PAK", "PTY"),
        ("Oxfam", "GBR", "NGO"),
        ("Greenpeace", None, "NGO"),
    ],
)
def test_well_known_organisations_have_a_home_and_a_sector(name: str, country: str | None, sector: str) -> None:
    found = lexicons.known_organisation(name)
    assert found is not None
    assert (found.country, found.sector) == (country, sector)


@pytest.mark.parametrize("name", ["Labour Party", "Yonhap reporters", "", "the"])
def test_other_names_are_no_known_organisation(name: str) -> None:
    assert lexicons.known_organisation(name) is None


def test_organisations_have_one_row_a_name_and_a_country_of_the_list() -> None:
    rows = lexicons.read_list("organisations.csv")
    names = [
        n.casefold()
        for row in rows.select("name", "other_names").iter_rows()
        for n in [row[0], *(row[1] or "").split("|")]
        if n
    ]
    assert len(names) == len(set(names))
    known = set(lexicons.countries()["iso3"])
    assert set(rows["country"].drop_nulls()) <= known
    assert set(leaders().values()) <= known
    assert set(lexicons.read_list("figures.csv")["country"].drop_nulls()) <= known
    assert set(lexicons.read_list("peoples.csv")["country"].drop_nulls()) <= known
    assert {code for code, _ in armed_groups().values()} <= known | {"IMG"}


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Estonians", ("EST", "CVL")),
        ("some 40 Norwegians in Gaza", ("NOR", "CVL")),
        ("ethnic Russians in Latvia", ("LVA", "CVL")),
        ("Iranian Kurds", ("IRN", "CVL")),
        ("West African peacekeepers", ("IGO", "MIL")),
        ("Danish peacekeepers", ("DNK", "MIL")),
        ("the U.N. General Assembly", ("IGO", "LEG")),
        ("the UN Security Council", ("IGO", "GOV")),
        ("the National Security Council", (None, "GOV")),
        ("NATO", ("IGO", "MIL")),
        ("NATO diplomats", ("IGO", "GOV")),
        ("the World Health Organization", ("IGO", None)),
        ("the European Economic Community", ("IGO", None)),
        ("Members of the Lord's Resistance Army", ("UGA", "REB")),
        ("Renamo fighters", ("MOZ", "REB")),
        ("Prime Minister Gro Harlem Brundtland", ("NOR", "GOV")),
        ("Raúl Alfonsín", ("ARG", "GOV")),
        ("President Kaunda's adviser", ("ZMB", "GOV")),
        ("the Chirac Government", ("FRA", "GOV")),
        ("opposition leader Morgan Tsvangirai", ("ZWE", "OPP")),
        ("rebel leader Jonas Savimbi", ("AGO", "REB")),
        ("the Knesset", ("ISR", "LEG")),
        ("Kofi Annan", ("IGO", None)),
        ("World Bank economists", ("IGO", "EDU")),
        ("an OSCE envoy", ("IGO", "GOV")),
        ("party leader Marine Le Pen", ("FRA", "PTY")),
        ("Druze leader Walid Jumblatt", ("LBN", "PTY")),
        ("Iraqi fighters of al-Qaeda", ("IRQ", "REB")),
        ("Hun Sen", ("KHM", "GOV")),
        ("Sen. Harry Reid", ("USA", "LEG")),
        ("Pakistani Kashmir", ("PAK", None)),
        ("a Xinhua correspondent", ("CHN", "MED")),
        ("Fine Gael", ("IRL", "PTY")),
        ("Bonn", ("DEU", "GOV")),
    ],
)
def test_a_phrase_alone_gives_country_and_sector(phrase: str, code: tuple[str | None, str | None]) -> None:
    assert actor_code(phrase) == code


def test_public_figures_are_known_by_name() -> None:
    assert known_person("Alexei Navalny") == ("RUS", "OPP")
    assert known_person("a lawyer for Leyla Zana's family") == ("TUR", "OPP")
    assert known_person("Jane Roe") is None


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("Norwegian Fisheries Minister", "Norwegian", "Minister"),
        ("Ghana's defence minister", "Ghana", "defence minister"),
        ("the U.S. ambassador", "U.S.", "ambassador"),
        ("pro-Russian gunmen in Moldova’s east", "Moldova", "gunmen"),
        ("ethnic Poles in Belarus", "Belarus", None),
        ("the president of a bank in Oslo.", "Oslo", "bank"),
        ("Kyodo", None, "Kyodo"),
    ],
)
def test_evidence_is_the_words_that_decide(phrase: str, country: str | None, sector: str | None) -> None:
    for found, words in ((lexicons.find_country(phrase), country), (lexicons.find_sector(phrase), sector)):
        assert (None if found is None else phrase[found.start : found.end]) == words


_PARTS = ["Kenya's", "the", "U.S.", "Côte d’Ivoire", "ethnic", "Kurds", "in", "of", "rebels", "Security Council", "pro-",
          "North Korea", "minister.", "(NATO)", "Hausa", "bank", "Reuters", "'s", "—", "us", "Al Jazeera",
          "president"]  # fmt: skip


@given(st.lists(st.sampled_from(_PARTS), max_size=6).map(" ".join) | st.text(max_size=30))
def test_evidence_alone_says_what_the_phrase_says(phrase: str) -> None:
    for find, value_of in (
        (lexicons.find_country, lexicons.country_of),
        (lexicons.find_sector, lexicons.sector_of),
        (lexicons.find_igo, lexicons.igo_of),
    ):
        found = find(phrase)
        assert value_of(phrase) == (None if found is None else found.value)
        if found is not None:
            assert 0 <= found.start < found.end <= len(phrase)
            assert value_of(phrase[found.start : found.end]) == found.value


@pytest.mark.parametrize(("before", "after"), list(product(["", "the ", "«"], ["", "'s", "’s", ",", ")"])))
def test_evidence_has_no_neighbours(before: str, after: str) -> None:
    phrase = f"{before}Denmark{after}"
    found = lexicons.find_country(phrase)
    assert found == lexicons.Found("DNK", len(before), len(before) + len("Denmark"))
