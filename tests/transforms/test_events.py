"""Events from tokens: predicates, actors, status, date and place, on sentences written for the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.score import PENTACLASS
from benchmarks.texts import Documents
from transforms import lexicons
from transforms.dates import counted
from transforms.events import actor_code, best_type, events_from_tokens, resolve_date, type_in_cameo_list
from transforms.lexicons.events import cameo_goldstein, plover, predicates
from transforms.tables import Entities, Mentions, Quotes
from transforms.tables.base import empty, rows_to_frame
from transforms.tables.events import EVENT_TYPES

Parse = Callable[..., Documents]
LEXICONS = Path(lexicons.__file__).parent
SEEDS = Path(__file__).resolve().parents[2] / "dbt_like_sql" / "seeds"
PUBLISHED = dt.date(2024, 5, 15)  # a Wednesday


def extract(docs: Documents, quotes: pl.DataFrame | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    spoken = empty(Quotes) if quotes is None else quotes
    return events_from_tokens(docs.tokens, docs.articles, docs.blocks, empty(Mentions), empty(Entities), spoken)


def read(parse: Parse, text: str, published: dt.date | None = PUBLISHED) -> list[dict[str, Any]]:
    """The events of a text, each with the words and countries of its actors and recipients."""
    events, actors = extract(parse(text, published))
    found = []
    for event in events.iter_rows(named=True):
        for role in ("actor", "recipient"):
            side = actors.filter(event_id=event["event_id"], role=role).sort("actor_no")
            event[role] = side["raw_text"].to_list()
            event[f"{role}_country"] = side["country"].to_list()
            event[f"{role}_sector"] = side["sector"].to_list()
        found.append(event)
    return found


def only(parse: Parse, text: str, published: dt.date | None = PUBLISHED) -> dict[str, Any]:
    found = read(parse, text, published)
    assert len(found) == 1, [(event["trigger_text"], event["event_type"]) for event in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "event_type", "mode", "actor", "recipient"),
    [
        ("Norway accused Iceland of overfishing.", "ACCUSE", "allege", "NOR", "ISL"),
        ("Police arrested a Canadian diplomat.", "COERCE", "arrest", None, "CAN"),
        ("The Kenyan president visited Japan.", "CONSULT", "visit", "KEN", "JPN"),
        ("France recognized Kosovo.", "SUPPORT", None, "FRA", "XKX"),
        ("Brazil donated rice to Haiti.", "AID", None, "BRA", "HTI"),
        ("Chile threatened to expel Peruvian diplomats.", "THREATEN", "relations", "CHL", "PER"),
        ("Ghana urged Togo to reopen the border.", "REQUEST", "change", "GHA", "TGO"),
        ("Sweden refused to extradite the men to Turkey.", "REJECT", "assist", "SWE", "TUR"),
        ("Rebels attacked Malian soldiers.", "ASSAULT", None, None, "MLI"),
        ("Kuwait promised to lend money to Jordan.", "AGREE", None, "KWT", "JOR"),
        ("The Greek government released Albanian prisoners.", "RETREAT", "release", "GRC", "ALB"),
        ("Finland shared intelligence with Estonia.", "COOPERATE", None, "FIN", "EST"),
        ("Students demonstrated against the Dutch government.", "PROTEST", "demo", None, "NLD"),
        ("India deployed warships near Pakistan.", "MOBILIZE", "weapons", "IND", "PAK"),
    ],
)  # fmt: skip
def test_an_active_verb_names_type_mode_actor_and_recipient(
    parse: Parse, text: str, event_type: str, mode: str | None, actor: str | None, recipient: str
) -> None:
    event = only(parse, text)
    assert event["event_type"] == event_type
    assert event["event_mode"] == mode
    assert event["actor_country"] == [actor]
    assert event["recipient_country"] == [recipient]


def test_a_passive_verb_has_its_subject_as_recipient(parse: Parse) -> None:
    event = only(parse, "Two Danish journalists were arrested by Belarusian police.")
    assert (event["event_type"], event["method"]) == ("COERCE", "verb/passive")
    assert event["actor"] == ["Belarusian police"]
    assert event["recipient"] == ["Two Danish journalists"]


@pytest.mark.parametrize(
    ("text", "event_type", "trigger"),
    [
        ("Spain held talks with Morocco.", "CONSULT", "held talks"),
        ("Britain imposed sanctions on Belarus.", "SANCTION", "imposed sanctions"),
        ("Chile signed an agreement with Peru.", "SUPPORT", "signed an agreement"),
        ("Ethiopian troops launched an attack on Eritrea.", "ASSAULT", "launched an attack"),
        ("Italy announced the withdrawal of its troops from Niger.", "RETREAT", "announced the withdrawal"),
    ],
)
def test_a_light_verb_takes_its_type_from_the_noun(parse: Parse, text: str, event_type: str, trigger: str) -> None:
    event = only(parse, text)
    assert (event["event_type"], event["trigger_text"], event["method"]) == (event_type, trigger, "light-verb")


def test_event_nouns_with_both_parties_are_events(parse: Parse) -> None:
    event = only(parse, "Snow fell during talks between Kenya and Uganda.")
    assert (event["event_type"], event["method"]) == ("CONSULT", "nominal")
    assert (event["actor_country"], event["recipient_country"]) == (["KEN"], ["UGA"])


def test_parties_that_act_together_are_each_others_recipients(parse: Parse) -> None:
    event = only(parse, "Chile and Peru signed a treaty.")
    assert (event["actor"], event["recipient"]) == (["Chile"], ["Peru"])


def test_two_nationalities_before_one_noun_are_two_parties(parse: Parse) -> None:
    event = only(parse, "Norwegian and Swedish ministers held talks on Monday.")
    assert (event["actor_country"], event["recipient_country"]) == (["NOR"], ["SWE"])


def test_coordinated_nouns_give_several_actors(parse: Parse) -> None:
    event = only(parse, "Canada and Mexico condemned Cuba.")
    assert event["actor"] == ["Canada", "Mexico"]
    assert event["recipient"] == ["Cuba"]


def test_a_place_of_talks_is_no_party_to_them(parse: Parse) -> None:
    event = only(parse, "Chile and Peru held talks in Lisbon.")
    assert (event["actor"], event["recipient"], event["placename"]) == (["Chile"], ["Peru"], "Lisbon")


def test_a_dateline_is_no_actor(parse: Parse) -> None:
    event = only(parse, "LIMA - Chile condemned Bolivia on Monday.")
    assert event["actor"] == ["Chile"]


def test_named_politicians_attack_with_words(parse: Parse) -> None:
    assert only(parse, "President Ingrid Solberg attacked France.")["event_type"] == "ACCUSE"


def test_an_intergovernmental_organisation_has_a_sector_and_no_country(parse: Parse) -> None:
    event = only(parse, "The United Nations condemned Eritrea.")
    assert (event["actor_country"], event["actor_sector"]) == ([None], ["IGO"])


@pytest.mark.parametrize(
    "text",
    [
        "A bakery accused its landlord of greed.",
        "The striker attacked the far post.",
        "Anna Brandt visited her aunt.",
        "The company released a report.",
        "The minister declined to comment.",
        "Sudan denied accusations of fraud.",
        "The president expressed hope for better weather.",
        "Did Norway accuse Iceland of overfishing?",
    ],
)
def test_what_is_not_political_or_no_act_is_not_recorded(parse: Parse, text: str) -> None:
    assert read(parse, text) == []


def test_what_is_only_demanded_or_alleged_is_no_event_of_its_own(parse: Parse) -> None:
    found = read(parse, "Norway accused Iceland of attacking Danish sailors and urged Denmark to arrest the crew.")
    assert [event["event_type"] for event in found] == ["ACCUSE", "REQUEST"]


def test_what_somebody_must_do_is_a_demand_of_who_says_so(parse: Parse) -> None:
    event = only(parse, "Poland said Belarus must free the journalists.")
    assert (event["event_type"], event["status"]) == ("REQUEST", "deontic")
    assert (event["actor_country"], event["recipient_country"]) == (["POL"], ["BLR"])


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        ("France signed the agreement with Chad.", "SUPPORT", "actual"),
        ("France did not sign the agreement with Chad.", "SUPPORT", "negated"),
        ("France had signed the agreement with Chad.", "SUPPORT", "background"),
        ("France may sign the agreement with Chad.", "SUPPORT", "hypothetical"),
        ("France should sign the agreement with Chad.", "SUPPORT", "deontic"),
        ("France will sign the agreement with Chad.", "AGREE", "future"),
        ("France will not sign the agreement with Chad.", "REJECT", "actual"),
        ("France will attack Chad.", "THREATEN", "future"),
        ("France attacked Chad in 1990.", "ASSAULT", "background"),
    ],
)
def test_status_and_what_it_does_to_the_type(parse: Parse, text: str, event_type: str, status: str) -> None:
    event = only(parse, text)
    assert (event["event_type"], event["status"]) == (event_type, status)


@pytest.mark.parametrize(
    ("text", "start", "end", "grain", "basis"),
    [
        ("Norway condemned Iceland on Monday.", dt.date(2024, 5, 13), dt.date(2024, 5, 13), "day", "Monday"),
        ("Norway condemned Iceland.", PUBLISHED, PUBLISHED, "day", "date_published"),
        ("Norway will attack Iceland.", None, None, "unknown", None),
    ],
)
def test_an_event_has_the_day_of_its_words_else_of_publication(
    parse: Parse, text: str, start: dt.date | None, end: dt.date | None, grain: str, basis: str | None
) -> None:
    event = only(parse, text)
    assert (event["event_date_start"], event["event_date_end"]) == (start, end)
    assert (event["date_grain"], event["date_basis"]) == (grain, basis)


def test_without_a_day_of_publication_there_is_no_default(parse: Parse) -> None:
    assert only(parse, "Norway condemned Iceland.", None)["date_grain"] == "unknown"


def test_place_is_read_beside_the_predicate(parse: Parse) -> None:
    event = only(parse, "Spain held talks with Morocco in Portugal.")
    assert (event["placename"], event["country"]) == ("Portugal", "PRT")
    assert event["latitude"] is not None


@pytest.mark.parametrize(
    ("phrase", "start", "end", "grain"),
    [
        ("Monday", (2024, 5, 13), (2024, 5, 13), "day"),
        ("on Wednesday", (2024, 5, 15), (2024, 5, 15), "day"),
        ("Thursday night", (2024, 5, 9), (2024, 5, 9), "day"),
        ("next Friday", (2024, 5, 24), (2024, 5, 24), "day"),
        ("yesterday", (2024, 5, 14), (2024, 5, 14), "day"),
        ("tomorrow", (2024, 5, 16), (2024, 5, 16), "day"),
        ("three days ago", (2024, 5, 12), (2024, 5, 12), "day"),
        ("last week", (2024, 5, 6), (2024, 5, 12), "week"),
        ("last month", (2024, 4, 1), (2024, 4, 30), "month"),
        ("last year", (2023, 1, 1), (2023, 12, 31), "year"),
        ("two years ago", (2022, 1, 1), (2022, 12, 31), "year"),
        ("February 2020", (2020, 2, 1), (2020, 2, 29), "month"),
        ("Feb. 6, 2020", (2020, 2, 6), (2020, 2, 6), "day"),
        ("6 February 2020", (2020, 2, 6), (2020, 2, 6), "day"),
        ("October 3", (2023, 10, 3), (2023, 10, 3), "day"),
        ("in 1998", (1998, 1, 1), (1998, 12, 31), "year"),
        ("the early 1980s", (1980, 1, 1), (1983, 12, 31), "range"),
        ("winter 2021", (2021, 12, 1), (2022, 2, 28), "range"),
        ("between March and May 2014", (2014, 3, 1), (2014, 5, 31), "range"),
        ("from 1991 to 1995", (1991, 1, 1), (1995, 12, 31), "range"),
        ("1991-95", (1991, 1, 1), (1995, 12, 31), "range"),
        ("March 3-5, 2014", (2014, 3, 3), (2014, 3, 5), "range"),
        ("from Monday to Wednesday", (2024, 5, 13), (2024, 5, 15), "range"),
        ("2014-03-05", (2014, 3, 5), (2014, 3, 5), "day"),
    ],
)
def test_date_phrases(phrase: str, start: tuple[int, int, int], end: tuple[int, int, int], grain: str) -> None:
    assert resolve_date(phrase, PUBLISHED) == (dt.date(*start), dt.date(*end), grain)


def test_a_date_that_is_none_is_unknown() -> None:
    assert (
        resolve_date("31 June 2020", None) == (None, None, "unknown")
        or resolve_date("31 June 2020", None)[2] == "month"
    )
    assert resolve_date("soon", PUBLISHED) == (None, None, "unknown")
    assert resolve_date("Monday", None) == (None, None, "unknown")


@pytest.mark.parametrize(("phrase", "days"), [("a day", 1), ("two days", 2), ("three weeks", 21), ("a month", None)])
def test_how_long_a_span_is(phrase: str, days: int | None) -> None:
    assert counted(phrase) == (None if days is None else dt.timedelta(days))


def test_of_what_is_to_come_a_weekday_is_the_next_one() -> None:
    assert resolve_date("Monday", PUBLISHED, future=True)[0] == dt.date(2024, 5, 20)


@given(st.text(max_size=40), st.none() | st.dates())
def test_any_text_is_a_date_or_unknown(phrase: str, published: dt.date | None) -> None:
    start, end, grain = resolve_date(phrase, published)
    assert (start is None or end is not None) and (grain != "unknown" or start is end is None)
    assert start is None or end is None or start <= end


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Norwegian foreign minister", ("NOR", "GOV")),
        ("the Senegalese army", ("SEN", "MIL")),
        ("Portugal", ("PRT", None)),
        ("the European Union", ("IGO", None)),
        ("a carpet", (None, None)),
    ],
)
def test_actor_codes_of_bare_phrases(phrase: str, code: tuple[str | None, str | None]) -> None:
    assert actor_code(phrase) == code


def test_an_event_inside_a_quotation_is_reported_by_its_speaker(parse: Parse) -> None:
    text = '"Norway attacked Iceland," said the mayor.'
    docs = parse(text, PUBLISHED)
    quote = {
        "quote_id": "q", "statement_id": "q", "article_id": "a", "fetched_on": docs.articles["fetched_on"][0], "sentence_no": 0,
        "char_start": 1, "char_end": 25, "quotation": text[1:25], "quote_type": "direct", "speaker_entity_id": "mayor",
        "speaker_resolution": "nominal", "is_negated": False, "is_hedged": False, "word_count": 3, "zone": "body",
        "method": "test", "confidence": 1.0,
    }  # fmt: skip
    events, _ = extract(docs, rows_to_frame([quote], Quotes))
    assert events["reported_by_entity_id"].to_list() == ["mayor"]
    assert extract(docs)[0]["reported_by_entity_id"].to_list() == [None]


def test_headlines_are_not_read(parse: Parse) -> None:
    docs = parse("Norway condemned Iceland.", PUBLISHED)
    headline = docs.blocks.with_columns(zone=pl.lit("headline"))
    events, actors = extract(Documents(docs.articles, headline, docs.tokens))
    assert events.is_empty() and actors.is_empty()


def test_restatements_become_one_row_with_all_sentences(parse: Parse) -> None:
    first, other, again = "Norway condemned Iceland.", "Fog lay on the fjord.", "Norway criticized Iceland."
    event = only(parse, f"{first} {other} {again}")
    assert (event["sentence"], event["report_count"], event["restatements"]) == (first, 2, [again])


def test_two_events_of_one_type_on_different_days_stay_two(parse: Parse) -> None:
    found = read(parse, "Norway condemned Iceland on Monday. Norway condemned Iceland on Tuesday, too.")
    assert [event["event_date_start"] for event in found] == [dt.date(2024, 5, 13), dt.date(2024, 5, 14)]


def test_a_charge_and_its_return_are_two(parse: Parse) -> None:
    found = read(parse, "Norway accused Iceland of lying, and Iceland accused Norway of lying.")
    assert [(event["actor_country"], event["recipient_country"]) for event in found] == [
        (["NOR"], ["ISL"]),
        (["ISL"], ["NOR"]),
    ]


def test_where_one_of_several_actors_is_a_recipient_each_acts_on_the_others(parse: Parse) -> None:
    found = read(parse, "Russia and Japan condemned Russia and China.")
    assert [(event["actor_country"], event["recipient_country"]) for event in found] == [
        (["RUS"], ["CHN"]),
        (["JPN"], ["RUS", "CHN"]),
    ]


def test_the_days_of_pictures_are_never_those_of_publication(parse: Parse) -> None:
    docs = parse("Norway condemned Iceland.", PUBLISHED)
    events, _ = extract(Documents(docs.articles, docs.blocks.with_columns(zone=pl.lit("caption")), docs.tokens))
    row = events.row(0, named=True)
    assert (row["event_date_start"], row["event_date_end"], row["date_grain"]) == (None, PUBLISHED, "before")


def test_best_type_prefers_the_predicate_between_the_given_parties(parse: Parse) -> None:
    text = "Norway condemned Iceland after Denmark visited Sweden."
    tokens = parse(text).tokens
    assert best_type(tokens, [(0, 6)], [(17, 24)]) == "ACCUSE"
    assert best_type(tokens, [(31, 38)], [(47, 53)]) == "CONSULT"
    assert type_in_cameo_list("SANCTION", "163") == "COERCE"


SENTENCES = (
    "Norway condemned Iceland on Monday.",
    "Two Danish journalists were arrested by Belarusian police\u00a0in Minsk.",
    "Spain held talks with Morocco.",
    "The weather was mild.",
    "Poland said Belarus must free the journalists.",
    "Chile and Peru signed a treaty.",
)


@pytest.fixture(scope="module")
def orders(parse: Parse) -> list[tuple[Documents, pl.DataFrame, pl.DataFrame]]:
    """Several orders of the same sentences, each in a text of its own."""
    turned = [SENTENCES[start:] + SENTENCES[:start] for start in range(len(SENTENCES))]
    texts = {f"article {number}": "\n".join(order) for number, order in enumerate(turned)}
    docs = parse(texts, PUBLISHED)
    return [(docs, *extract(docs))]


def test_offsets_point_at_the_stored_words(orders: list[tuple[Documents, pl.DataFrame, pl.DataFrame]]) -> None:
    docs, events, actors = orders[0]
    texts = dict(docs.articles.select("article_id", "text").iter_rows())
    assert events.height >= 5 * len(SENTENCES) - len(SENTENCES)
    for row in events.iter_rows(named=True):
        assert texts[row["article_id"]][row["char_start"] : row["char_end"]] == row["trigger_text"]
        assert row["trigger_text"] in row["sentence"]
    for row in actors.iter_rows(named=True):
        assert texts[row["article_id"]][row["char_start"] : row["char_end"]] == row["raw_text"]


def test_the_order_of_sentences_changes_nothing_but_offsets(
    orders: list[tuple[Documents, pl.DataFrame, pl.DataFrame]],
) -> None:
    _, events, _ = orders[0]
    found = {
        tuple(sorted(part.select("trigger_text", "event_type", "status").iter_rows()))
        for part in events.partition_by("article_id")
    }
    assert len(found) == 1


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    orders: list[tuple[Documents, pl.DataFrame, pl.DataFrame]], random: Any
) -> None:
    docs, events, actors = orders[0]
    shuffled = Documents(*(frame.sample(fraction=1.0, shuffle=True, seed=random.randrange(1000)) for frame in
                           (docs.articles, docs.blocks, docs.tokens)))  # fmt: skip
    again, again_actors = extract(shuffled)
    assert again.equals(events) and again_actors.equals(actors)


@pytest.mark.parametrize("lexicon", ["plover.csv", "cameo_goldstein.csv"])
def test_the_seeds_that_users_join_say_what_the_rules_use(lexicon: str) -> None:
    seed = {"plover.csv": "event_types.csv", "cameo_goldstein.csv": "cameo_codes.csv"}[lexicon]
    used = pl.read_csv(LEXICONS / lexicon, infer_schema=False)
    shown = pl.read_csv(SEEDS / seed, infer_schema=False)
    columns = [column for column in used.columns if column in shown.columns]
    numbers = [pl.col(name).cast(pl.Float64) for name in ("goldstein", "intensity") if name in columns]
    assert (
        used.select(columns)
        .with_columns(numbers)
        .sort(columns)
        .equals(shown.select(columns).with_columns(numbers).sort(columns))
    )


def test_the_five_classes_of_the_score_are_those_of_the_seed() -> None:
    roots = pl.read_csv(SEEDS / "cameo_roots.csv", schema_overrides={"cameo_root": pl.String})
    assert dict(roots.select("cameo_root", "pentaclass").iter_rows()) == PENTACLASS


def test_no_articles_give_empty_tables(parse: Parse) -> None:
    docs = parse("Norway condemned Iceland.")
    events, actors = extract(Documents(docs.articles.clear(), docs.blocks.clear(), docs.tokens.clear()))
    assert events.is_empty() and actors.is_empty()


def test_the_lexicon_names_only_types_and_codes_that_exist() -> None:
    assert {event_type for event_type, _ in plover()} == set(EVENT_TYPES)
    for kind in ("verb", "adj", "noun"):
        for entries in predicates(kind).values():
            for entry in entries:
                assert not entry.cameo_code or entry.cameo_code in cameo_goldstein()
