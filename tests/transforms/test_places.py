"""Places: what the gazetteer knows, and which of several places a name means in an article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.lexicons import country_common_names, read_list
from transforms.places.gazetteer import KINDS, Place, candidates, place_by_key
from transforms.places.resolve import PlaceMention, resolve_places


def meant(*names: str | PlaceMention, **countries: int) -> list[Place | None]:
    """The places of one article's names."""
    mentions = [name if isinstance(name, PlaceMention) else PlaceMention(name) for name in names]
    return resolve_places(mentions, countries)


def place(*names: str | PlaceMention, **countries: int) -> Place:
    """The place of the first name."""
    found = meant(*names, **countries)[0]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Norway", "country", "NOR"),
        ("the United States", "country", "USA"),
        ("U.S.", "country", "USA"),
        ("Yamaguchi prefecture", "region", "JPN"),
        ("Nairobi", "city", "KEN"),
        ("Malmo", "city", "SWE"),
        ("MALMÖ", "city", "SWE"),
        ("Kiev", "city", "UKR"),
        ("Rangoon", "city", "MMR"),
        ("Mecca", "city", "SAU"),
        ("Washington, D.C.", "city", "USA"),
        ("Black Sea", "sea", None),
        ("Asian-Pacific region", "area", None),
    ],
)
def test_what_a_name_alone_means(name: str, kind: str, country: str | None) -> None:
    assert (place(name).kind, place(name).country) == (kind, country)


@pytest.mark.parametrize(
    ("name", "country", "claimed_by"),
    [
        ("Crimea", "UKR", {"RUS"}),
        ("Kurils", "RUS", {"JPN"}),
        ("West Bank", "PSE", {"ISR"}),
        ("Kashmir", None, {"IND", "PAK", "CHN"}),
        ("Taiwan", "TWN", {"CHN"}),
        ("Spratly Islands", None, {"CHN", "VNM", "PHL", "MYS", "TWN", "BRN"}),
    ],
)
def test_territories_in_dispute_name_who_claims_them(name: str, country: str | None, claimed_by: set[str]) -> None:
    assert place(name).country == country
    assert set(place(name).claimed_by) == claimed_by


def test_cities_have_coordinates_and_a_geonames_number() -> None:
    city = place("Nagato", "Japan")
    assert city.geonames_id == "1899102"
    assert (city.region, round(city.latitude or 0), round(city.longitude or 0)) == ("Yamaguchi", 34, 131)


@pytest.mark.parametrize(
    ("names", "country"),
    [
        (("Georgia", "Tbilisi", "Russia"), "GEO"),
        (("Georgia", "Atlanta", "Alabama"), "USA"),
        (("Georgia", "Atlanta"), "USA"),
        (("Georgia",), "GEO"),
        (("Paris",), "FRA"),
        ((PlaceMention("Paris", ("Tex.",)),), "USA"),
        (("Paris", "Texas"), "FRA"),
        (("Paris", "Texas", "Dallas", "Houston", "Texas"), "USA"),
        ((PlaceMention("Paris", ("Texas",)), "Texas"), "USA"),
        (("London", "Ontario", "Canada", "Toronto"), "CAN"),
        (("Cambridge", "Boston"), "USA"),
        # a list of countries is no chain of places within places
        ((PlaceMention("Georgia", ("Armenia",)), "Armenia"), "GEO"),
    ],
)
def test_the_other_places_of_the_article_decide(names: tuple[str | PlaceMention, ...], country: str) -> None:
    assert place(*names).country == country


def test_peoples_and_organisations_are_context_too() -> None:
    assert place("Georgia", USA=3).country == "USA"
    assert place("Georgia", RUS=3).country == "GEO"


def test_a_noun_after_the_name_says_what_it_is() -> None:
    assert place("New York").kind == "city"
    assert place(PlaceMention("New York", is_region_noun=True)).kind == "region"


def test_a_small_town_needs_a_hold_in_the_article() -> None:
    assert meant("Nagato") == [None]
    assert place("Nagato", "Tokyo").country == "JPN"


def test_the_qualifier_of_one_mention_serves_all() -> None:
    first, second = meant(PlaceMention("Springfield", ("Illinois",)), "Springfield")
    assert first is not None
    assert first == second
    assert first.region == "Illinois"


def test_what_is_in_no_list_has_no_place() -> None:
    assert meant("Tern Rock", "") == [None, None]


def test_the_lists_are_sound() -> None:
    codes = set(country_common_names())
    seen: set[str] = set()
    for name in {*read_list("places.csv")["name"], *read_list("areas.csv")["name"]}:
        for found in candidates(name):
            assert found.kind in KINDS
            assert found.country is None or found.country in codes, found
            assert set(found.claimed_by) <= codes, found
            assert -90 <= (found.latitude or 0) <= 90
            assert -180 <= (found.longitude or 0) <= 180
            assert place_by_key(found.key) == found
            seen.add(found.key)
    assert len(seen) > 30_000


def test_extra_names_belong_to_places_of_the_table() -> None:
    places = set(read_list("places.csv").select("name", "country").iter_rows())
    extra = read_list("place_names.csv").select("name", "country").iter_rows()
    assert [row for row in extra if row not in places] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=4), st.dictionaries(st.sampled_from(["USA", "RUS"]), st.integers(0, 9)))
def test_any_text_is_taken(names: list[str], countries: dict[str, int]) -> None:
    found = resolve_places([PlaceMention(name, tuple(names)) for name in names], countries)
    assert len(found) == len(names)
