"""Quotations: what counts as one, what its cue, its content and its source are, and who the source is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.texts import DAY, Documents
from transforms.ids import stable_id
from transforms.lexicons.reporting import CLASSES, reporting_words
from transforms.marks import stretches
from transforms.quotes import quotes_from_tokens
from transforms.tables import Blocks, Mentions, Tokens
from transforms.tables.base import empty, rows_to_frame

Parse = Callable[..., Documents]


@pytest.fixture
def read(parse: Parse) -> Callable[..., list[dict[str, Any]]]:
    """Quotes of a text as dictionaries, in order; mentions are given as {as written: (full name, type, kind)}."""

    def quotes_of(text: str, names: Mapping[str, tuple[str, str, str]] | None = None) -> list[dict[str, Any]]:
        documents = parse(text)
        return list(_quotes(documents, text, names or {})[0].iter_rows(named=True))

    return quotes_of


def _quotes(
    documents: Documents, text: str, names: Mapping[str, tuple[str, str, str]]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    return quotes_from_tokens(documents.tokens, documents.articles, documents.blocks, _mentions(text, names))


def _mentions(text: str, names: Mapping[str, tuple[str, str, str]]) -> pl.DataFrame:
    rows, taken = [], set[int]()
    for written in sorted(names, key=len, reverse=True):
        full, entity_type, kind = names[written]
        for match in re.finditer(rf"\b{re.escape(written)}\b", text):
            if match.start() in taken:
                continue
            taken.update(range(match.start(), match.end()))
            rows.append(
                {
                    "mention_id": stable_id("a", match.start(), match.end(), entity_type),
                    "article_id": "a",
                    "fetched_on": DAY,
                    "sentence_no": 0,
                    "char_start": match.start(),
                    "char_end": match.end(),
                    "mention_text": written,
                    "mention_kind": kind,
                    "entity_type": entity_type,
                    "entity_id": full,
                    "canonical_name": full,
                    "role_text": "lake expert" if written == "Ana Ruiz" else None,
                    "is_partial": False,
                    "is_metonym": False,
                    "zone": "body",
                    "method": "test",
                    "confidence": 1.0,
                }
            )
    return rows_to_frame(rows, Mentions)


ANA = {"Ana Ruiz": ("Ana Ruiz", "PERSON", "name"), "Ruiz": ("Ana Ruiz", "PERSON", "name")}
BEN = {"Ben Okoro": ("Ben Okoro", "PERSON", "name"), "Okoro": ("Ben Okoro", "PERSON", "name")}
BOARD = {"Lake Board": ("Lake Board", "ORG", "name")}


# ---------------------------------------------------------------------------------------------------- pairing of marks


@pytest.mark.parametrize(
    "text",
    [
        'She said "the dam is safe" twice.',
        "She said “the dam is safe” twice.",
        "She said ''the dam is safe'' twice.",
        "She said «the dam is safe» twice.",
        "She said „the dam is safe“ twice.",
        "She said ‘the dam is safe’ twice.",
        "She said 'the dam is safe' twice.",
    ],
)
def test_marks_of_every_form_are_paired(text: str) -> None:
    assert [text[one.start : one.end] for one in stretches(text, 0, len(text))] == ["the dam is safe"]


def test_an_apostrophe_opens_nothing() -> None:
    text = "The farmers' dam isn't safe, and 'em pumps don't work in the '90s way."
    assert stretches(text, 0, len(text)) == []


def test_an_inner_quotation_belongs_to_the_outer() -> None:
    text = "“He told me ‘we are done’ and left,” she said."
    assert [text[one.start : one.end] for one in stretches(text, 0, len(text))] == [
        "He told me ‘we are done’ and left,"
    ]


def test_an_unclosed_mark_runs_to_the_end_of_the_paragraph() -> None:
    text = "“The water rose all night."
    (one,) = stretches(text, 0, len(text))
    assert (text[one.start : one.end], one.is_closed) == ("The water rose all night.", False)


# ------------------------------------------------------------------------------------------------------------- direct


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ('"The dam will hold through the winter," Ana Ruiz said.', "direct/after-cue"),
        ('"The dam will hold through the winter," said Ana Ruiz, a lake expert.', "direct/after-cue"),
        ('Ana Ruiz said: "The dam will hold through the winter."', "direct/before-cue"),
        ('Ana Ruiz: "The dam will hold through the winter."', "direct/colon"),
        ("“The dam will hold through the winter.” — Ana Ruiz", "direct/credit"),
        ('Ana Ruiz was quick to answer:\n"The dam will hold through the winter."', "direct/lead-in"),
    ],
)
def test_the_speaker_of_a_direct_quotation_stands_before_or_after_it(read: Any, text: str, method: str) -> None:
    (quote,) = read(text, ANA)
    assert quote["quotation"].rstrip(",.") == "The dam will hold through the winter"
    assert (quote["quote_type"], quote["method"]) == ("direct", method)
    assert (quote["speaker_entity_id"], quote["speaker_resolution"]) == ("Ana Ruiz", "name")


def test_the_source_keeps_title_and_apposition(read: Any) -> None:
    (quote,) = read('"The dam will hold through the winter," said engineer Ana Ruiz, a lake expert from Lyon.', ANA)
    assert quote["speaker_text"] == "engineer Ana Ruiz, a lake expert from Lyon"
    assert quote["speaker_role"] == "lake expert"


def test_both_halves_of_a_split_quotation_have_the_speaker(read: Any) -> None:
    first, second = read('"The dam will hold," Ana Ruiz said. "We checked each of the gates."', ANA)
    assert (first["speaker_resolution"], second["speaker_resolution"]) == ("name", "continuation")
    assert first["speaker_entity_id"] == second["speaker_entity_id"] == "Ana Ruiz"


def test_a_quotation_of_two_paragraphs_is_two_rows_of_one_speaker(read: Any) -> None:
    first, second = read(
        "“We checked each of the gates,” Ana Ruiz said. “They are sound.\n“The pumps are another matter.”", ANA
    )[1:]
    assert (first["quotation"], second["quotation"]) == ("They are sound.", "The pumps are another matter.")
    assert second["speaker_resolution"] == "continuation"
    assert second["speaker_entity_id"] == "Ana Ruiz"


def test_a_quotation_alone_in_its_paragraph_goes_on_from_the_one_before(read: Any) -> None:
    first, second = read('"The dam will hold," Ana Ruiz said.\n"Nobody needs to leave the valley tonight."', ANA)
    assert (second["method"], second["speaker_resolution"]) == ("direct/alone", "continuation")
    assert second["speaker_entity_id"] == first["speaker_entity_id"]


@pytest.mark.parametrize(
    "text",
    [
        'The village calls its old mill the "iron lady" of the valley.',
        'He read "The Long Winter Of The North" on the train to Lyon.',
        'She lives in a so-called "smart" house near the lake.',
        'Ana Ruiz said: "🙂 🙂."',
        "The old mill closed in May.\n‘A cold and wet spring’\nThe new one opened in June.",
    ],
)
def test_scare_quotes_nicknames_and_titles_are_no_quotations(read: Any, text: str) -> None:
    assert read(text) == []


# ------------------------------------------------------------------------------------------------- indirect and mixed


@pytest.mark.parametrize(
    ("text", "content", "method"),
    [
        (
            "Ana Ruiz said that the dam would hold through the winter.",
            "that the dam would hold through the winter",
            "indirect/ccomp",
        ),
        ("Ana Ruiz said the dam would hold.", "the dam would hold", "indirect/ccomp"),
        ("Ana Ruiz pointed out that the dam was built in 1950.", "that the dam was built in 1950", "indirect/ccomp"),
        (
            "The dam is going to hold through the winter, Ana Ruiz said.",
            "The dam is going to hold through the winter",
            None,
        ),
        (
            "According to Ana Ruiz, the dam was built in a single year.",
            "the dam was built in a single year",
            "according-to",
        ),
        (
            "The dam was built in a single year, according to Ana Ruiz.",
            "The dam was built in a single year",
            "according-to",
        ),
        ("The old dam is safe, as Ana Ruiz noted.", "The old dam is safe", "indirect/as"),
    ],
)
def test_reported_clauses_are_indirect_quotations(read: Any, text: str, content: str, method: str | None) -> None:
    (quote,) = read(text, ANA)
    assert (quote["quotation"], quote["quote_type"]) == (content, "indirect")
    assert quote["speaker_entity_id"] == "Ana Ruiz"
    assert method is None or quote["method"] == method


def test_a_source_that_was_read_together_with_the_statements_subject_ends_at_the_comma(read: Any) -> None:
    (quote,) = read("According to Ms Ruiz, exports of fish to Canada are worth more than the cheese.", ANA)
    assert (quote["speaker_text"], quote["quotation"][:15]) == ("Ms Ruiz", "exports of fish")


def test_two_coordinated_cues_make_two_quotations_of_one_source(read: Any) -> None:
    first, second = read("She added that trade had grown in May and added that talks would go on in June.")
    assert first["quotation"] == "that trade had grown in May"
    assert second["quotation"] == "that talks would go on in June"
    assert first["speaker_text"] == second["speaker_text"] == "She"


def test_a_content_partly_in_marks_is_mixed_and_counts_once(read: Any) -> None:
    (quote,) = read('Ana Ruiz said the dam was "safe enough for now" and would be repaired.', ANA)
    assert quote["quote_type"] == "mixed"
    assert quote["quotation"] == 'the dam was "safe enough for now" and would be repaired'


def test_reporting_inside_a_direct_quotation_makes_no_row(read: Any) -> None:
    (quote,) = read('"My father said that the dam would never break," Ana Ruiz said.', ANA)
    assert quote["quote_type"] == "direct"


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Ana Ruiz did not say that the dam would break.", True),
        ("Ana Ruiz declined to say whether the dam would break.", True),
        ("Ana Ruiz said the dam would not break.", False),
    ],
)
def test_negation_is_that_of_the_cue(read: Any, text: str, negated: bool) -> None:
    (quote,) = read(text, ANA)
    assert quote["is_negated"] is negated


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Ana Ruiz reportedly said the dam would not hold.", True),
        ("Ana Ruiz may have said that the dam would not hold.", True),
        ("Ana Ruiz is said to have warned that the dam would not hold.", True),
        ("Ana Ruiz is expected to announce that the dam will be rebuilt.", True),
        ("Ana Ruiz seemed to suggest that the dam would not hold.", True),
        ("If Ana Ruiz says that the dam is safe, the villagers will return.", True),
        ("Ana Ruiz said the dam may not hold.", False),
        ("Ana Ruiz said that the crew had reportedly left the dam.", False),
        ("Ana Ruiz went on to say that the dam would hold.", False),
    ],
)
def test_hedges_are_those_of_the_cue(read: Any, text: str, hedged: bool) -> None:
    assert read(text, ANA)[0]["is_hedged"] is hedged


def test_thoughts_and_wishes_are_no_quotations(read: Any) -> None:
    assert read("Ana Ruiz hopes the dam will hold. Ben Okoro believed that it would break.", ANA | BEN) == []


@pytest.mark.parametrize(
    ("text", "content", "method"),
    [
        ("Ana Ruiz urged the crew to open all the gates.", "the crew to open all the gates", "indirect/infinitive"),
        ("Ana Ruiz told the crew to open all the gates.", "to open all the gates", "indirect/infinitive"),
        ("Ana Ruiz vowed to rebuild the dam by May.", "to rebuild the dam by May", "indirect/infinitive"),
        ("Ana Ruiz admitted leaving the gates open.", "leaving the gates open", "indirect/gerund"),
        ("Ana Ruiz accused the board of hiding the report.", "the board of hiding the report", "indirect/object"),
        ("Ana Ruiz rejected the board's claim that the dam was safe.", "that the dam was safe", "indirect/noun"),
    ],
)
def test_infinitives_gerunds_objects_and_nouns_report_too(read: Any, text: str, content: str, method: str) -> None:
    (quote,) = read(text, ANA | BOARD)
    assert (quote["quotation"], quote["method"]) == (content, method)


def test_words_in_marks_that_judge_are_mixed_with_what_they_judge(read: Any) -> None:
    (quote,) = read("Ana Ruiz called the plan for the dam “reckless and blind”.", ANA)
    assert (quote["quotation"], quote["quote_type"]) == ("the plan for the dam “reckless and blind”", "mixed")


@pytest.mark.parametrize(
    ("word", "speech_class"),
    [
        ("said", "neutral"),
        ("claimed", "claiming"),
        ("argued", "arguing"),
        ("denied", "denying"),
        ("vowed", "promising"),
    ],
)
def test_a_cue_has_the_class_of_its_speech_act(read: Any, word: str, speech_class: str) -> None:
    assert read(f"Ana Ruiz {word} that the dam would hold.", ANA)[0]["cue_class"] == speech_class


# ----------------------------------------------------------------------------------------- to whom, where and when


def test_whom_the_speaker_told_is_the_addressee(read: Any) -> None:
    (quote,) = read("Ana Ruiz told Okoro that the dam would hold.", ANA | BEN)
    assert (quote["speaker_entity_id"], quote["addressee_entity_id"]) == ("Ana Ruiz", "Ben Okoro")
    assert quote["addressee_text"] == "Okoro"


@pytest.mark.parametrize(
    ("text", "addressee", "venue", "said"),
    [
        ('"It will hold," Ana Ruiz told reporters on Monday.', "reporters", None, "on Monday"),
        (
            "Ana Ruiz said in an interview with the Lake Board that the dam would hold.",
            "the Lake Board",
            "in an interview with the Lake Board",
            None,
        ),
        ("In a statement on Friday, Ana Ruiz said the dam would hold.", None, "In a statement", "on Friday"),
        ('"It will hold," Ana Ruiz said Tuesday at a rally in Leeds.', None, "at a rally in Leeds", "Tuesday"),
        ("Speaking to farmers at a fair, Ana Ruiz said in Leeds the dam would hold.", "farmers", "in Leeds", None),
        ("The villagers were told that the dam would hold.", "The villagers", None, None),
        ("Ana Ruiz said the dam opened on Monday in a ceremony with farmers.", None, None, None),
        ("Ana Ruiz said every Monday that the dam would hold.", None, None, None),
    ],
)
def test_circumstances_are_those_of_the_cue(
    read: Any, text: str, addressee: str | None, venue: str | None, said: str | None
) -> None:
    quote = read(text, ANA | BOARD)[0]
    assert (quote["addressee_text"], quote["venue_text"], quote["said_text"]) == (addressee, venue, said)


def test_the_day_of_saying_is_counted_from_the_day_of_publication(parse: Parse) -> None:
    text = '"It will hold," Ana Ruiz said on Monday. "It is new," she said last year.'
    docs = parse(text)
    wednesday = docs.articles.with_columns(date_published=pl.lit(dt.datetime(2026, 5, 6)))
    quotes, _ = _quotes(Documents(wednesday, docs.blocks, docs.tokens), text, ANA)
    assert quotes["said_on"].to_list() == [dt.date(2026, 5, 4), None]
    assert _quotes(docs, text, ANA)[0]["said_on"].to_list() == [None, None]


# ----------------------------------------------------------------------------------------------------------- speakers


def test_a_relative_pronoun_is_the_source_and_its_noun_the_speaker(read: Any) -> None:
    quote = read("Ana Ruiz, who said that the dam would hold, went home at noon.", ANA)[0]
    assert (quote["speaker_text"], quote["speaker_resolution"]) == ("who", "pronoun")
    assert quote["speaker_entity_id"] == "Ana Ruiz"


@pytest.mark.parametrize(
    "dateline", ["LYON, France (Newswire) --", "LYON —", "BUENOS AIRES, May 3 –", "ST. PETER, Minn. -", "Lyon (NW) —"]
)
def test_a_dateline_says_nothing(read: Any, dateline: str) -> None:
    (quote,) = read(f"{dateline} Ana Ruiz said the dam would hold.", ANA)
    assert (quote["speaker_text"], quote["speaker_entity_id"]) == ("Ana Ruiz", "Ana Ruiz")


def test_a_pronoun_is_whom_the_mentions_say(read: Any) -> None:
    text = "Ana Ruiz said the dam would hold.\nBen Okoro watched the gates.\nShe added that the pumps had been tested."
    quote = read(text, ANA | BEN | {"She": ("Ana Ruiz", "PERSON", "pronoun")})[-1]
    assert (quote["speaker_resolution"], quote["speaker_entity_id"]) == ("pronoun", "Ana Ruiz")
    assert quote["speaker_role"] == "lake expert"
    assert read(text, ANA | BEN)[-1]["speaker_entity_id"] is None


def test_whoever_has_just_spoken_goes_before_a_pronouns_link_in_doubt(parse: Parse) -> None:
    text = 'Okoro watched the gates. Ana Ruiz said the dam would hold. "It is new," she said.'
    docs = parse(text)
    mentions = _mentions(text, ANA | BEN | {"she": ("Ben Okoro", "PERSON", "pronoun")})
    for confidence, name in ((0.9, "Ben Okoro"), (0.6, "Ana Ruiz")):
        linked = mentions.with_columns(confidence=pl.lit(confidence))
        quotes, _ = quotes_from_tokens(docs.tokens, docs.articles, docs.blocks, linked)
        assert quotes["speaker_entity_id"].to_list() == ["Ana Ruiz", name]


def test_a_definite_noun_is_whom_the_mentions_say(read: Any) -> None:
    text = (
        'Ana Ruiz said the dam would hold.\nOkoro said the pumps had failed.\n"We checked the gates," the expert said.'
    )
    quote = read(text, ANA | BEN | {"the expert": ("Ana Ruiz", "PERSON", "nominal")})[-1]
    assert (quote["speaker_resolution"], quote["speaker_entity_id"]) == ("nominal", "Ana Ruiz")


def test_some_experts_are_nobody_in_particular(read: Any) -> None:
    quote = read("Ana Ruiz said the dam would hold.\nSome experts say that the pumps are too old.", ANA)[-1]
    assert (quote["speaker_resolution"], quote["speaker_entity_id"]) == ("collective", None)
    assert quote["speaker_text"] == "Some experts"


def test_an_official_who_wants_no_name_is_anonymous(read: Any) -> None:
    (quote,) = read("An official said on condition of anonymity that the pumps were too old.")
    assert (quote["speaker_resolution"], quote["speaker_entity_id"]) == ("anonymous", None)


def test_documents_and_bodies_speak(read: Any) -> None:
    report, board = read("The report said the pumps were too old.\nThe Lake Board said it would buy new ones.", BOARD)
    assert (report["speaker_text"], report["speaker_resolution"]) == ("The report", "document")
    assert (board["speaker_entity_id"], board["speaker_resolution"]) == ("Lake Board", "name")


# ------------------------------------------------------------------------------------------------------ rows and zones


def test_mentions_inside_a_content_are_whom_it_speaks_of(parse: Parse) -> None:
    text = "Ana Ruiz said that Ben Okoro had left the Lake Board."
    quotes, spoken_of = _quotes(parse(text), text, ANA | BEN | BOARD)
    assert spoken_of["entity_id"].sort().to_list() == ["Ben Okoro", "Lake Board"]
    assert spoken_of["quote_id"].unique().to_list() == quotes["quote_id"].to_list()


def test_parts_that_an_attribution_or_a_paragraph_parts_are_one_statement(read: Any) -> None:
    text = (
        '"It will hold," Ana Ruiz said. "We tested it, and it\n"will stand for years."\n'
        "The pumps, Okoro said, were old.\nAna Ruiz said they were new and good."
    )
    rows = read(text, ANA | BEN)
    first, fourth = rows[0]["quote_id"], rows[3]["quote_id"]
    assert [row["statement_id"] for row in rows] == [first, first, first, fourth, fourth, rows[5]["quote_id"]]


def test_a_caption_gives_quotations_only_with_a_cue(parse: Parse) -> None:
    text = '"A wall of cold water." The dam in May.\n"It will hold," Ana Ruiz said in May.'
    documents = parse(text)
    zones = pl.Series("zone", ["caption", "caption"])
    documents = Documents(documents.articles, documents.blocks.with_columns(zones), documents.tokens)
    quotes, _ = _quotes(documents, text, ANA)
    assert quotes.select("quotation", "zone").rows() == [("It will hold,", "caption")]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Ruiz: “The dam will hold”", ("The dam will hold", "direct", "Ruiz")),
        ("Mayor: the dam will hold", ("the dam will hold", "indirect", "Mayor")),
        ("Ruiz on the flood: we will not give up", ("we will not give up", "indirect", "Ruiz")),
        ("EXCLUSIVE – Mayor: Dam ‘Will Not Hold Again’", ("Dam ‘Will Not Hold Again’", "mixed", "Mayor")),
        ("‘We will not leave,’ say villagers", ("We will not leave,", "direct", "villagers")),
        ("Three dams to be rebuilt by May, union says", ("Three dams to be rebuilt by May", "indirect", "union")),
        ("Dam will not hold: report", ("Dam will not hold", "indirect", "report")),
        ("Mayor says dam will hold", ("dam will hold", "indirect", "Mayor")),
        ("Turkey: twenty houses lost", None),
        ("The Latest: dam breaks in Leeds", None),
        ("The dam, the lake and the ‘wall of water’", None),
    ],
)
def test_headlines_name_their_speaker_in_their_own_ways(
    parse: Parse, headline: str, expected: tuple[str, str, str] | None
) -> None:
    documents = parse(headline)
    zones = documents.blocks.with_columns(zone=pl.lit("headline"))
    rows = _quotes(Documents(documents.articles, zones, documents.tokens), headline, {})[0]
    found = rows.select("quotation", "quote_type", "speaker_text").rows()
    assert found == ([] if expected is None else [expected])


def test_confidence_falls_with_what_speaks_against_a_row(read: Any) -> None:
    def confidence(text: str) -> float:
        return float(read(text, ANA)[0]["confidence"])

    plain = confidence('"The dam will hold for years," Ana Ruiz said.')
    assert plain > 0.9
    assert confidence('"The dam will hold for years," the woman said.') < plain
    assert confidence('"Oh no," Ana Ruiz said.') < plain
    assert confidence('"The dam will hold for years," Ana Ruiz reportedly said.') < plain
    assert confidence('"The dam will hold for years."') < 0.5


def test_nothing_in_gives_nothing_out(parse: Parse) -> None:
    documents = parse("No one spoke.")
    quotes, spoken_of = quotes_from_tokens(empty(Tokens), documents.articles, empty(Blocks), empty(Mentions))
    assert quotes.is_empty()
    assert spoken_of.is_empty()


def test_tokens_without_their_article_are_a_fault(parse: Parse) -> None:
    documents = parse("Ana Ruiz said the dam would hold.")
    with pytest.raises(ValueError, match="not among the articles"):
        quotes_from_tokens(documents.tokens, documents.articles.clear(), documents.blocks, empty(Mentions))


_PIECES = st.sampled_from(
    ['"', "“", "”", "'", "‘", "’", "''", "«", "»", "„", "\n", " ", " ", ", ", ". ", ": ", "? ", "— ", "said ",
     "Ana Ruiz ", "she ", "the dam ", "would hold ", "that ", "told ", "according to ", "No", "\u00a0", "🙂 "]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(_PIECES, min_size=1, max_size=40))
def test_offsets_hold_and_contents_never_overlap(parse: Parse, pieces: list[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    documents = parse(text)
    quotes, _ = _quotes(documents, text, ANA)
    paragraphs = documents.blocks.select("char_start", "char_end").rows()
    end = 0
    for quote in quotes.sort("char_start").iter_rows(named=True):
        assert text[quote["char_start"] : quote["char_end"]] == quote["quotation"]
        for part in ("cue", "speaker"):
            if quote[f"{part}_text"] is not None:
                assert text[quote[f"{part}_char_start"] : quote[f"{part}_char_end"]] == quote[f"{part}_text"]
        assert quote["char_start"] >= end
        assert any(start <= quote["char_start"] and quote["char_end"] <= stop for start, stop in paragraphs)
        end = quote["char_end"]


def test_the_order_of_the_input_does_not_matter(parse: Parse) -> None:
    text = '"The dam will hold," Ana Ruiz said.\nShe added that the pumps had been tested.'
    documents = parse({"a": text, "b": text})
    mentions = _mentions(text, ANA)
    result = quotes_from_tokens(documents.tokens, documents.articles, documents.blocks, mentions)
    turned = quotes_from_tokens(
        documents.tokens.reverse(),
        documents.articles.reverse(),
        documents.blocks.reverse(),
        mentions.reverse(),
    )
    assert result[0].equals(turned[0])
    assert result[1].equals(turned[1])
    assert result[0]["fetched_on"].unique().to_list() == [dt.date(2000, 1, 1)]


# ------------------------------------------------------------------------------------------------------------- lexicon


def test_every_reporting_word_has_a_class_and_lower_case() -> None:
    verbs = reporting_words("verb")
    assert len(verbs) >= 200
    assert set(verbs.values()) == set(CLASSES)
    assert all(lemma == lemma.lower().strip() for lemma in verbs)
    assert {"point out", "go on"} <= verbs.keys()
