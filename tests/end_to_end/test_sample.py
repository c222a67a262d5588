"""The bundled sample from its pages to answers: what `make run` promises.

Stays out: what every rule finds (tests/transforms) and every column of the marts (tests/warehouse).
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import duckdb
import pytest

from benchmarks.questions import questions
from tests.end_to_end.product import SAMPLE, SampleRun, dateline, environment, rows, value

DOCS = Path(__file__).resolve().parents[2] / "docs"
QUESTIONS = questions(Path(__file__).resolve().parents[1] / "warehouse" / "acceptance_queries.sql")


def page_files() -> list[str]:
    """Names of the sample's pages inside its folder: every file that is no sidecar."""
    return sorted(
        file.relative_to(SAMPLE).as_posix() for file in SAMPLE.rglob("*") if file.is_file() and file.suffix != ".json"
    )


# ------------------------------------------------------------------------------------------------------------ the run


def test_the_run_ends_well_and_says_nothing_on_standard_error(sample: SampleRun) -> None:
    assert sample.finished.returncode == 0, sample.finished.stderr
    assert sample.finished.stderr.strip() == ""


def test_the_run_prints_what_it_found(sample: SampleRun) -> None:
    printed = sample.finished.stdout
    lines = {line.split("  ")[0].strip(): " ".join(line.split()) for line in printed.splitlines()}
    assert lines["came in"] == "came in 34 34 new, 0 known from before"
    assert lines["pages"] == "pages 34 ok 32, no_text 1, not_english 1"
    assert lines["articles"] == "articles 33 on 6 days: 2026-09-14 to 2026-10-06"
    for table in ("mentions", "quotes", "events"):
        assert lines[table].startswith(f"{table} {value(sample.published, f'SELECT count(*) FROM core.{table}'):,} ")
    assert lines["words"] == f"words {value(sample.published, 'SELECT sum(word_count)::INT FROM core.articles'):,}"
    assert re.search(r"\bdirect \d+", lines["quotes"])
    assert re.search(r"\bACCUSE \d+", lines["events"])
    assert re.fullmatch(r"seconds \d+\.\d \d+\.\d new pages a second", lines["seconds"])


def test_the_run_ends_in_answers_and_where_there_are_more(sample: SampleRun) -> None:
    people, deeds = sample.finished.stdout.split("Most quoted people")[1].split("Who did what to whom")
    assert "Elena Marchetti" in people
    assert re.search(r"Cyprus +REQUEST +France +3\b", deeds)
    assert f"Published: {sample.published} (" in deeds


def test_the_question_that_a_run_proposes_can_be_typed_as_it_stands(sample: SampleRun, tmp_path: Path) -> None:
    proposed = sample.finished.stdout.split("Ask it: ")[1].splitlines()[0]
    asked = subprocess.run(
        proposed, shell=True, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment()
    )
    assert asked.returncode == 0, asked.stderr
    assert "Elena Marchetti" in asked.stdout


def test_a_second_run_processes_nothing_and_leaves_the_published_file_alone(sample: SampleRun) -> None:
    before = sample.published.stat().st_mtime_ns, rows(sample.published, "FROM core.runs ORDER BY ALL")
    again = dateline("run", SAMPLE, "--data", sample.data)
    assert again.returncode == 0, again.stderr
    assert "0 new, 34 known from before" in again.stdout
    assert "Nothing new" in again.stdout
    assert "Elena Marchetti" in again.stdout
    assert (sample.published.stat().st_mtime_ns, rows(sample.published, "FROM core.runs ORDER BY ALL")) == before


# --------------------------------------------------------------------------------------------------------------- pages


def test_every_file_is_one_page_with_a_status(sample: SampleRun) -> None:
    pages = rows(sample.published, "SELECT source_name FROM core.pages ORDER BY 1")
    assert [name for (name,) in pages] == page_files()
    assert value(sample.published, "SELECT count(*) FROM core.pages WHERE status IS NULL") == 0


def test_pages_that_give_no_english_article_are_those_that_the_samples_readme_names(sample: SampleRun) -> None:
    assert rows(sample.published, "SELECT source_name, status FROM core.pages WHERE status <> 'ok' ORDER BY 1") == [
        ("lowland-tribune/deutschland-lobt-vorschlag-kaesestreit.html", "not_english"),
        ("lowland-tribune/tide-tables-cut-off.html", "no_text"),
    ]
    assert rows(
        sample.published, "SELECT p.source_name, r.reason FROM core.rejects r JOIN core.pages p USING (page_id)"
    ) == [("lowland-tribune/tide-tables-cut-off.html", "no_text")]
    in_german = (
        "SELECT count(*) FROM core.mentions m JOIN core.articles a USING (article_id) WHERE a.in_language = 'de'"
    )
    assert value(sample.published, in_german) == 0


@pytest.mark.parametrize(
    ("page", "column", "expected"),
    [
        ("steppe-observer/saint-petersburg-finland-ferry-line.html", "p.charset", "cp1251"),
        ("steppe-observer/saint-petersburg-finland-ferry-line.html", "contains(a.text, 'Петрозаводск')", True),
        ("northgate-ledger/turkey-deploys-coast-guard-aegean.html.gz", "a.status", "ok"),
        ("northgate-ledger/turkey-deploys-coast-guard-aegean.html.gz", "a.word_count > 300", True),
        ("aurelia-post/japan-philippines-tokyo-rescue-drill.txt", "a.input_kind", "txt"),
        ("aurelia-post/japan-philippines-tokyo-rescue-drill.txt", "a.word_count > 200", True),
        ("strait-dispatch/kenya-sends-grain-to-sudan.html", "a.outlet", "strait-dispatch.example"),
        ("steppe-observer/tbilisi-protest-border-bus-fee.html", "a.date_published::DATE::VARCHAR", "2026-09-21"),
    ],
)
def test_unusual_pages_are_read(sample: SampleRun, page: str, column: str, expected: object) -> None:
    query = f"SELECT {column} FROM core.pages p JOIN core.articles a USING (page_id) WHERE p.source_name = ?"
    assert value(sample.published, query, [page]) == expected


@pytest.mark.parametrize(
    "furniture", ["written for the Dateline sample", "newsletter", "Also read:", "free articles", "Most read"]
)
def test_what_stands_on_a_page_beside_its_article_is_not_in_the_article(sample: SampleRun, furniture: str) -> None:
    query = "SELECT headline FROM core.articles WHERE contains(lower(text), lower(?))"
    assert rows(sample.published, query, [furniture]) == []


# --------------------------------------------------------------------------------------------------------------- facts


@pytest.mark.parametrize("page", ["quotes.md", "events.md"])
def test_the_example_of_a_page_is_what_the_sample_gives(sample: SampleRun, page: str) -> None:
    example = (DOCS / page).read_text(encoding="utf-8").split("## An example")[1]
    query = example.split("```sql\n")[1].split("```")[0]
    shown = [re.split(r" ?\| ?", line)[1:-1] for line in example.splitlines() if line.startswith("| ")][2:]
    found = [["" if cell is None else str(cell) for cell in row] for row in rows(sample.published, query)]
    assert found == shown


def test_a_wire_story_is_one_story_with_one_canonical_article(sample: SampleRun) -> None:
    stories = rows(
        sample.published,
        "SELECT list(p.source_name ORDER BY p.source_name), count(*) FILTER (a.is_canonical) FROM dim_article a"
        " JOIN core.pages p USING (page_id) GROUP BY a.story_id"
        " HAVING count(*) > 1 ORDER BY 1",
    )
    assert stories == [
        (
            [
                "aurelia-post/paris-punishes-shipping-companies-mali.html",
                "harbour-courier/france-sanctions-shipping-firms-mali.html",
                "lowland-tribune/four-shipping-firms-hit-by-french-sanctions.html",
            ],
            1,
        ),
        (
            [
                "northgate-ledger/norway-threatens-iceland-mackerel.html",
                "steppe-observer/norway-warns-iceland-on-mackerel.html",
            ],
            1,
        ),
    ]


def test_a_quotation_reused_word_for_word_is_one_cluster_over_its_outlets(sample: SampleRun) -> None:
    reused = rows(
        sample.published,
        "SELECT q.quote_cluster_id, a.outlet_id, e.canonical_name FROM fct_quote q JOIN dim_article a USING (article_id)"
        " JOIN dim_entity e ON e.entity_id = q.speaker_entity_id WHERE contains(q.quotation, 'both capitals have learned')",
    )
    assert len({cluster for cluster, _, _ in reused}) == 1
    assert {outlet for _, outlet, _ in reused} == {
        "harbour-courier.example",
        "northgate-ledger.example",
        "strait-dispatch.example",
    }
    assert {speaker for _, _, speaker in reused} == {"Elena Marchetti"}


def test_the_most_quoted_person_is_elena_marchetti(sample: SampleRun) -> None:
    most = rows(
        sample.published,
        "SELECT e.canonical_name, count(DISTINCT a.outlet_id) FROM fct_quote q JOIN dim_article a USING (article_id)"
        " JOIN dim_entity e ON e.entity_id = q.speaker_entity_id WHERE e.entity_type = 'PERSON' GROUP BY 1"
        " ORDER BY count(*) DESC LIMIT 1",
    )
    assert most[0][0] == "Elena Marchetti"
    assert most[0][1] >= 3


@pytest.mark.parametrize(
    ("event_type", "actor", "recipient"),
    [("ACCUSE", "TUR", "GRC"), ("ACCUSE", "GRC", "TUR"), ("SANCTION", "FRA", None)],
)
def test_who_did_what_to_whom_is_found(sample: SampleRun, event_type: str, actor: str, recipient: str | None) -> None:
    query = (
        "SELECT count(*) FROM fct_event ev WHERE ev.event_type = $kind AND ev.status = 'actual' AND EXISTS (FROM"
        " bridge_event_actor x WHERE x.event_id = ev.event_id AND x.role = 'actor' AND x.country_iso3 = $actor) AND"
        " ($recipient IS NULL OR EXISTS (FROM bridge_event_actor y WHERE y.event_id = ev.event_id AND y.role = 'recipient'"
        " AND y.country_iso3 = $recipient))"
    )
    with duckdb.connect(str(sample.published), read_only=True) as connection:
        parameters = {"kind": event_type, "actor": actor, "recipient": recipient}
        row = connection.execute(query, parameters).fetchone()
    assert row is not None
    assert row[0] >= 1


def test_an_event_that_several_outlets_report_is_one_cluster(sample: SampleRun) -> None:
    outlets = (
        "SELECT max(outlets) FROM (SELECT count(DISTINCT a.outlet_id) AS outlets FROM fct_event ev JOIN dim_article a"
        " USING (article_id) WHERE ev.event_type = 'ASSAULT' GROUP BY ev.event_cluster_id)"
    )
    assert value(sample.published, outlets) >= 2  # type: ignore[operator]


def test_the_first_outlet_to_report_an_event_is_named(sample: SampleRun) -> None:
    query = (
        "SELECT first_outlet_id, outlet_count FROM rpt_event_coverage WHERE actor = 'Cyprus' AND event_type = 'REQUEST'"
    )
    assert rows(sample.published, query) == [("harbour-courier.example", 3)]


def test_every_restatement_stands_in_its_article(sample: SampleRun) -> None:
    query = (
        "SELECT count(*), count(*) FILTER (contains(a.text, r.sentence))"
        " FROM (SELECT article_id, unnest(restatements) AS sentence FROM fct_event) AS r JOIN dim_article AS a USING (article_id)"
    )
    ((restated, there),) = rows(sample.published, query)
    assert restated == there > 0


# ----------------------------------------------------------------------------------------------------------- questions


def test_there_are_fifteen_questions() -> None:
    assert list(QUESTIONS) == [f"Q{number:02}" for number in range(1, 16)]


@pytest.mark.parametrize("number", [f"Q{number:02}" for number in range(1, 15)])
def test_every_question_has_an_answer(sample: SampleRun, number: str) -> None:
    assert rows(sample.published, QUESTIONS[number])


def test_every_offset_points_at_its_own_text(sample: SampleRun) -> None:
    assert rows(sample.published, QUESTIONS["Q15"]) == [(0, 0, 0)]


# -------------------------------------------------------------------------------------------------------- entities


def test_a_minister_is_one_person_over_outlets_and_days(sample: SampleRun) -> None:
    (row,) = rows(
        sample.published,
        "SELECT role_text, country_iso3, sector, gender, aliases, article_count FROM dim_entity"
        " WHERE canonical_name = 'Sigrid Haugestad'",
    )
    assert row == ("Norwegian Fisheries Minister", "NOR", "GOV", "f", ["Haugestad"], 4)


def test_every_value_of_an_entity_has_its_words(sample: SampleRun) -> None:
    unfounded = """
        SELECT canonical_name, attribute FROM (
            UNPIVOT (SELECT entity_id, canonical_name, country_iso3 AS country, sector, role_text AS role FROM dim_entity)
            ON country, sector, role INTO NAME attribute VALUE said
        ) AS known
        ANTI JOIN fct_entity_evidence AS evidence
            ON evidence.entity_id = known.entity_id AND evidence.attribute = known.attribute AND evidence.value = known.said
    """
    assert rows(sample.published, unfounded) == []


def test_pronouns_and_noun_phrases_mean_people_of_their_article(sample: SampleRun) -> None:
    query = (
        "SELECT mention_kind, count(*) FROM fct_mention AS m WHERE mention_kind <> 'name' AND EXISTS (FROM fct_mention AS n"
        " WHERE n.article_id = m.article_id AND n.entity_id = m.entity_id AND n.mention_kind = 'name') GROUP BY 1"
    )
    linked = dict(rows(sample.published, query))
    assert dict(rows(sample.published, query.split(" AND EXISTS")[0] + " GROUP BY 1")) == linked
    assert set(linked) == {"pronoun", "nominal"}


def test_places_have_coordinates(sample: SampleRun) -> None:
    query = "SELECT geonames_id, country_iso3, round(latitude), round(longitude) FROM dim_entity WHERE canonical_name = '{}'"
    assert rows(sample.published, query.format("Bamako")) == [("2460596", "MLI", 13.0, -8.0)]


def test_the_users_own_list_goes_before_the_text(tmp_path: Path) -> None:
    page, data, listed = (
        SAMPLE / "strait-dispatch" / "kenya-sends-grain-to-sudan.html",
        tmp_path / "data",
        tmp_path / "names.csv",
    )
    dateline("run", page, "--data", data)
    published = data / "published" / "dateline.duckdb"
    name = value(
        published, "SELECT max(canonical_name) FROM dim_entity WHERE entity_type = 'PERSON' AND NOT is_partial"
    )
    listed.write_text(f"name,type,country,sector,wikidata_qid\n{name},PERSON,ISL,REL,Q999902\n", encoding="utf-8")
    again = dateline("run", page, "--data", data, env={"DATELINE_ENTITY_LIST": str(listed)})
    assert again.returncode == 0, again.stderr
    query = "SELECT country_iso3, sector, wikidata_qid FROM dim_entity WHERE canonical_name = ?"
    assert rows(published, query, [name]) == [("ISL", "REL", "Q999902")]
