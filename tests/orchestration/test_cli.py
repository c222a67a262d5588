"""The command `dateline` on a published file: questions, status, explanations. Stays out: runs (tests/end_to_end)."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from orchestration.cli import app
from tests.end_to_end.product import COMMAND, ROOT, SampleRun, dateline, environment, rows, sample_run, value

QUESTION = """
SELECT DATE '2026-09-14' AS "day", 'Łódź, “quoted”' AS "text", NULL AS nothing, 1.5::DOUBLE AS number
UNION ALL SELECT DATE '2026-09-15', 'two' || chr(10) || 'lines', NULL, 2 ORDER BY 1
"""
COMMANDS = ("run", "rerun", "sql", "status", "explain", "ui", "dashboard", "version")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """`dateline run sample/pages`, shared with the tests of the whole way."""
    return sample_run(tmp_path_factory)


@pytest.fixture
def ask(sample: SampleRun, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The command in this process, on the sample."""
    monkeypatch.setenv("DATELINE_DATA", str(sample.data))
    monkeypatch.setenv("COLUMNS", "120")
    return Ask()


class Ask:
    """Runs a command and gives its result."""

    def __call__(self, *arguments: str | Path) -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def printed(self, *arguments: str | Path) -> str:
        """What a command that succeeds prints, silent on standard error."""
        result = self(*arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    def refused(self, *arguments: str | Path) -> str:
        """What a command that fails says on standard error, silent on standard output."""
        result = self(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "Traceback" not in result.stderr
        return result.stderr


# ----------------------------------------------------------------------------------------------------------------- sql


def test_a_result_is_a_table_for_people(ask: Ask) -> None:
    lines = ask.printed("sql", QUESTION).splitlines()
    assert re.split(r" {2,}", lines[0].strip()) == ["day", "text", "nothing", "number"]
    assert re.split(r" {2,}", lines[1].strip()) == ["2026-09-14", "Łódź, “quoted”", "1.5"]
    assert "two lines" in lines[2]


def test_a_wide_result_is_a_record_a_row(ask: Ask) -> None:
    wide = ask.printed("sql", "SELECT repeat('long ', 30) AS evidence, repeat('wide ', 30) AS reason FROM range(2)")
    assert wide.count("evidence") == 2
    assert wide.count("reason") == 2


def test_a_long_table_says_that_there_is_more(ask: Ask) -> None:
    assert "There are more rows" in ask.printed("sql", "FROM range(500)")
    assert "There are more rows" not in ask.printed("sql", "FROM range(20)")
    assert "no rows" in ask.printed("sql", "FROM fct_quote WHERE false")


def test_csv_holds_every_row(ask: Ask) -> None:
    found = list(csv.reader(io.StringIO(ask.printed("sql", QUESTION, "--format", "csv"))))
    assert found == [
        ["day", "text", "nothing", "number"],
        ["2026-09-14", "Łódź, “quoted”", "", "1.5"],
        ["2026-09-15", "two\nlines", "", "2.0"],
    ]
    assert len(ask.printed("sql", "FROM range(25000)", "--format", "csv").splitlines()) == 25_001
    assert ask("sql", "SELECT 1 AS n", "--format", "csv").stdout_bytes == b"n\n1\n"


def test_json_is_a_list_of_objects(ask: Ask) -> None:
    assert json.loads(ask.printed("sql", QUESTION, "--format", "json")) == [
        {"day": "2026-09-14", "text": "Łódź, “quoted”", "nothing": None, "number": 1.5},
        {"day": "2026-09-15", "text": "two\nlines", "nothing": None, "number": 2.0},
    ]
    assert json.loads(ask.printed("sql", "FROM fct_quote WHERE false", "--format", "json")) == []


def test_json_holds_decimals_as_numbers_and_what_is_no_number_as_null(ask: Ask) -> None:
    query = "SELECT 1.25 AS price, 'nan'::DOUBLE AS share, ['inf'::DOUBLE, 2.0] AS list, {'d': 0.5} AS struct"
    assert json.loads(ask.printed("sql", query, "--format", "json")) == [
        {"price": 1.25, "share": None, "list": [None, 2.0], "struct": {"d": 0.5}}
    ]


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_result_can_be_written_into_a_file(ask: Ask, tmp_path: Path, form: str) -> None:
    output = tmp_path / f"answer.{form}"
    query = "SELECT canonical_name, entity_type FROM dim_entity ORDER BY entity_id"
    assert ask.printed("sql", query, "--format", form, "--output", output) == ""
    read = {"csv": pl.read_csv, "json": pl.read_json, "parquet": pl.read_parquet}[form]
    frame = read(output)
    assert frame.columns == ["canonical_name", "entity_type"]
    assert frame.height > 100
    assert "Elena Marchetti" in frame["canonical_name"]


def test_a_file_without_a_format_is_csv(ask: Ask, tmp_path: Path) -> None:
    ask.printed("sql", "SELECT 1 AS a", "--output", tmp_path / "answer")
    assert (tmp_path / "answer").read_text(encoding="utf-8").split() == ["a", "1"]


def test_a_file_that_cannot_be_written_is_named(ask: Ask, tmp_path: Path) -> None:
    for form in ("csv", "parquet"):
        place = tmp_path / "nowhere" / "answer"
        assert str(place) in ask.refused("sql", "SELECT 1", "--format", form, "--output", place)


def test_parquet_goes_into_a_pipe_but_not_onto_a_terminal(sample: SampleRun) -> None:
    command = [*COMMAND, "sql", "SELECT 42 AS answer", "--format", "parquet", "--data", str(sample.data)]
    piped = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment())
    assert pl.read_parquet(piped.stdout).rows() == [(42,)]
    terminal, its_end = pty.openpty()
    try:
        shown = subprocess.run(
            command, stdout=its_end, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT, env=environment()
        )
    finally:
        os.close(its_end)
        os.close(terminal)
    assert shown.returncode == 1
    assert "--output" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_a_reader_that_has_seen_enough_ends_the_command_in_silence(sample: SampleRun) -> None:
    command = [*COMMAND, "sql", "FROM range(1000000)", "--format", "csv", "--data", str(sample.data)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment()
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "range\n"
    process.stdout.close()
    assert process.stderr.read() == ""
    process.wait()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC 1", 'syntax error at or near "SELEC"'),
        ("FROM fct_quotes", "fct_quotes does not exist"),
        ("SELECT speaker FROM fct_quote", 'Referenced column "speaker" not found'),
        ("SELECT 'x'::INT FROM fct_quote", "Could not convert string 'x' to INT32"),
        ("", "no statement"),
        (" \n/* nothing */", "no statement"),
    ],
)
def test_bad_sql_gives_duckdbs_own_words(ask: Ask, query: str, said: str) -> None:
    assert said in ask.refused("sql", query)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM fct_quote",
        "UPDATE dim_entity SET gender = 'f'",
        "INSERT INTO about VALUES ('a', 'b')",
        "CREATE TABLE mine AS SELECT 1",
        "DROP TABLE core.pages",
        "ALTER TABLE fct_quote ADD COLUMN mine INT",
    ],
)
def test_the_published_file_cannot_be_changed(ask: Ask, sample: SampleRun, statement: str) -> None:
    before = sample.published.stat().st_mtime_ns
    assert "read-only" in ask.refused("sql", statement)
    assert sample.published.stat().st_mtime_ns == before


# -------------------------------------------------------------------------------------------------------------- status


def test_status_shows_days_counts_versions_and_the_last_publish(ask: Ask, sample: SampleRun) -> None:
    printed = ask.printed("status")
    for day, pages in rows(
        sample.published, "SELECT fetched_on::VARCHAR, count(*) FROM core.pages GROUP BY 1 ORDER BY 1"
    ):
        assert re.search(rf"^{day} +{pages} ", printed, flags=re.MULTILINE)
    for name in ("extractor version", "parser version", "rules version", "models version", "published at"):
        assert re.search(rf"^{name} +\S", printed, flags=re.MULTILINE)
    assert str(value(sample.published, "SELECT value FROM about WHERE name = 'published_at'")) in printed


# ------------------------------------------------------------------------------------------------------------- explain


@pytest.mark.parametrize(
    ("kind", "query", "legend"),
    [
        (
            "quote",
            "SELECT quote_id, quotation, method FROM fct_quote WHERE contains(quotation, 'both capitals have learned')"
            " ORDER BY quote_id LIMIT 1",
            ["content", "cue", "speaker"],
        ),
        (
            "event",
            "SELECT e.event_id, e.trigger_text, e.method FROM fct_event e JOIN bridge_event_actor x ON x.event_id ="
            " e.event_id AND x.role = 'actor' AND x.country_iso3 = 'TUR' WHERE e.event_type = 'ACCUSE' AND e.zone = 'body'"
            " ORDER BY 1 LIMIT 1",
            ["trigger", "actor"],
        ),
        (
            "mention",
            "SELECT mention_id, mention_text, method FROM fct_mention WHERE mention_text = 'Elena Marchetti' AND zone ="
            " 'body' ORDER BY mention_id LIMIT 1",
            ["mention"],
        ),
    ],
)
def test_a_fact_is_explained_by_its_paragraph_its_page_and_its_rule(
    ask: Ask, sample: SampleRun, kind: str, query: str, legend: list[str]
) -> None:
    ((row_id, surface, method),) = rows(sample.published, query)
    assert isinstance(row_id, str)
    printed = ask.printed("explain", row_id)
    assert printed.startswith(f"{kind} {row_id}\n")
    flat = " ".join(printed.split())
    assert str(surface) in flat
    assert re.search(rf"method +{re.escape(str(method))}", printed)
    assert re.search(r"file +\S+\.(html|txt)", printed)
    assert re.search(r"url +https?://\S+\.example/", printed)
    assert printed.rstrip().splitlines()[-1].split()[: len(legend)] == legend
    assert ask.printed("explain", row_id[:8]) == printed


@pytest.mark.parametrize("part", ["addressee", "venue", "said"])
def test_to_whom_where_and_when_are_marked(ask: Ask, sample: SampleRun, part: str) -> None:
    query = f"SELECT quote_id FROM fct_quote WHERE {part}_text IS NOT NULL ORDER BY quote_id LIMIT 1"
    ((quote_id,),) = rows(sample.published, query)
    assert part in ask.printed("explain", str(quote_id)).rstrip().splitlines()[-1].split()


def test_an_article_is_explained_by_what_was_made_of_it(ask: Ask, sample: SampleRun) -> None:
    ((article_id, headline),) = rows(
        sample.published, "SELECT article_id, headline FROM dim_article WHERE headline LIKE 'Turkey deploys%'"
    )
    assert isinstance(article_id, str)
    printed = ask.printed("explain", article_id[:8])
    assert printed.startswith(f"article {article_id}\n")
    assert str(headline) in printed
    assert re.search(r"file +northgate-ledger/turkey-deploys-coast-guard-aegean.html.gz", printed)
    for name in ("blocks", "mentions", "quotes", "events"):
        assert re.search(rf"^ *{name} +[1-9]", printed, flags=re.MULTILINE)


def test_an_id_that_nothing_has_is_said_to_be_unknown(ask: Ask) -> None:
    assert "No article, mention, quote, event or evidence has the id 00000000ffff" in ask.refused(
        "explain", "00000000ffff"
    )
    assert "too short" in ask.refused("explain", "ab12")


# ---------------------------------------------------------------------------------------------------------- everything


def test_nothing_is_published_yet(ask: Ask, tmp_path: Path) -> None:
    for arguments in (("sql", "SELECT 1"), ("status",), ("explain", "deadbeef")):
        said = ask.refused(*arguments, "--data", tmp_path)
        assert f"Nothing is published yet at {tmp_path / 'published' / 'dateline.duckdb'}" in said
        assert "dateline run" in said


def test_version_names_all_that_rows_depend_on(ask: Ask) -> None:
    versions = dict(line.split() for line in ask.printed("version").splitlines())
    assert list(versions) == ["dateline", "extractor", "parser", "rules", "models"]
    assert versions["extractor"].startswith("trafilatura-2.3")
    assert versions["parser"].startswith("spacy-3.8")


def test_the_installed_command_is_this_one() -> None:
    module = [sys.executable, "-m", "orchestration.cli", "version"]
    done = subprocess.run(module, capture_output=True, text=True, check=True, cwd=ROOT, env=environment())
    assert done.stdout == dateline("version").stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(ask: Ask, command: str) -> None:
    printed = ask.printed(command, "--help")
    assert f"{command} [OPTIONS]" in printed
    assert len(printed.splitlines()) > 5
    assert re.search(rf"\b{command} +[A-Z]", ask.printed("--help"))
