"""Scores on gold folders of a few invented sentences: names and lines of the prediction files, and whose figures come back.

Stays out: how well the product does; that is what the command is for.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import peers, quote_readers, score
from orchestration.engine import Engine

PRESS = "Spain accused Portugal of hiding the harbour accounts."
TALK = '"We shall open the lock on Friday," said Marta Ferrolini, the mayor of Turin.'
SAID = {"content": [[0, 34]], "speaker": "Marta Ferrolini"}
HEADED = "Mayor: lock to open on Friday\n\nRowers had waited for it for four years."
PAGE = """<html lang="en"><head><title>Mayor opens canal lock</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Mayor opens canal lock",
"datePublished": "2026-05-04T09:00:00Z", "author": {"@type": "Person", "name": "Ines Caldwell"}}</script></head>
<body><article><h1>Mayor opens canal lock</h1>
<p>The canal lock in Turin was opened on Monday after four years of work, the city's mayor told a crowd of rowers.</p>
<p>Barges had been carried around it by lorry, which cost the shippers more than the freight itself, officials said.</p>
</article></body></html>"""

JUDGE = """
import json, pathlib, sys

def frag_words(text, start, end):
    return set(text[start:end].strip('",').split())

def fragments(text, spans):
    return [frag_words(text, *span) for span in spans]

def speaker_ok(text, gold, predicted):
    return gold["speaker"] == predicted["resolved"]
"""
SCORER = (
    JUDGE
    + """
if __name__ == "__main__":
    arguments = sys.argv[1:]
    figures = {"scorer": pathlib.Path(sys.argv[0]).name, "arguments": [pathlib.Path(a).name for a in arguments]}
    if "--manifest" in arguments:  # this scorer writes its figures into a file
        pathlib.Path(arguments[arguments.index("--json") + 1]).write_text(json.dumps(figures))
        print("a table for people")
    else:
        print("figures: " + json.dumps(figures))
"""
)
QUOTE_SCORER = (
    JUDGE
    + """
if __name__ == "__main__":
    print(json.dumps({"n_gold": 1, "resolved": {"recall": 0.0}}))
"""
)


@pytest.fixture
def gold(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gold folders of all tasks, without scorers."""
    monkeypatch.setattr(score, "_loaded", [engine])
    write = {
        "extraction/manifest.jsonl": [
            {"id": "p1", "html": "html/p1.html.gz", "url": "https://canal.example/lock", "lang": "en"}
        ],
        "entities/invented.jsonl": [{"id": "e1", "text": TALK, "spans": []}, {"id": "e2", "text": PRESS, "spans": []}],
        "entities/notes.jsonl": [{"id": "n1", "remark": "no spans: not a set"}],
        "quotes/polnear.jsonl": [
            {"id": "q1", "text": TALK, "date": "2026-05-04", "title": "Lock to open", "quotes": [SAID]}
        ],
        "events/plv.jsonl": [{"id": "r1", "text": PRESS, "source_spans": [[0, 5]], "target_spans": [[14, 22]]}],
        "events/gsr.jsonl": [{"id": "c1", "text": PRESS}, {"id": "c2", "text": "The weather was mild."}],
        "events/cameo5.jsonl": [{"id": "f1", "text": PRESS}, {"id": "f2", "text": "The weather was mild."}],
        "events/actors.jsonl": [{"id": "a1", "text": "Portugal"}],
        "events/dates.jsonl": [{"id": "d1", "text": "yesterday", "pub": "2026-05-04"}],
    }
    for name, lines in write.items():
        file = tmp_path / "gold" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    html = tmp_path / "gold" / "extraction" / "html" / "p1.html.gz"
    html.parent.mkdir()
    html.write_bytes(gzip.compress(PAGE.encode()))
    return tmp_path / "gold"


@pytest.fixture
def seed(gold: Path) -> Path:
    """The seed folder beside the tasks: a page of scraped text with its events."""
    folder = gold / "seed"
    folder.mkdir()
    about = {"document": "page.txt", "publication_date": "2026-05-04"}
    (folder / "events_gold.json").write_text(json.dumps(about), encoding="utf-8")
    (folder / "page.txt").write_text(
        f"Accounts of the harbour\n\n{PRESS} The minister of ports in Madrid read the charge out to a full hall.\n\n"
        f"{TALK} She spoke to rowers and shippers on the old quay, where nobody had been told of it.\n",
        encoding="utf-8",
    )
    return folder


def lines(file: Path) -> list[dict[str, Any]]:
    """The prediction lines of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def scorer(folder: Path, task: str) -> None:
    """Put a scorer into a gold folder that tells how it was called."""
    (folder / f"score_{task}.py").write_text(SCORER, encoding="utf-8")


# ---------------------------------------------------------------------------------------------------- prediction lines


def test_extraction_writes_text_title_date_and_authors(gold: Path, tmp_path: Path) -> None:
    figures = score.extraction(gold / "extraction", tmp_path)
    assert "predictions written, not scored" in figures["note"]
    (line,) = lines(tmp_path / "extraction.jsonl")
    assert list(line) == ["id", "text", "title", "date", "authors"]
    assert (line["id"], line["title"], line["authors"]) == ("p1", "Mayor opens canal lock", ["Ines Caldwell"])
    assert line["date"].startswith("2026-05-04")
    assert [text[:16] for text in line["text"].split("\n")] == ["The canal lock i", "Barges had been "]


def test_scraped_reads_the_lines_of_english_pages_without_their_markup(gold: Path, tmp_path: Path) -> None:
    assert "predictions written, not scored" in score.scraped(gold / "extraction", tmp_path)["note"]
    (line,) = lines(tmp_path / "scraped.jsonl")
    assert (line["id"], line["title"], line["date"], line["authors"]) == ("p1", "Mayor opens canal lock", "", [])
    assert [text[:16] for text in line["text"].split("\n")] == ["The canal lock i", "Barges had been "]
    manifest = gold / "extraction" / "manifest.jsonl"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"en"', '"it"'), encoding="utf-8")
    score.scraped(gold / "extraction", tmp_path)
    assert lines(tmp_path / "scraped.jsonl") == []


def test_entities_writes_a_file_a_set_with_spans_in_conll_types(gold: Path, tmp_path: Path) -> None:
    figures = score.entities(gold / "entities", tmp_path)
    assert list(figures) == ["invented"]
    assert sorted(file.name for file in tmp_path.glob("*.jsonl")) == [
        "entities_invented.jsonl",
        "model_alone_invented.jsonl",
    ]
    talk, press = lines(tmp_path / "entities_invented.jsonl")
    assert [(TALK[start:end], kind) for start, end, kind in talk["spans"]] == [
        ("Marta Ferrolini", "PER"),
        ("Turin", "LOC"),
    ]
    assert [(PRESS[start:end], kind) for start, end, kind in press["spans"]] == [("Spain", "LOC"), ("Portugal", "LOC")]


def test_quotes_writes_spans_of_content_cue_and_source_with_the_speakers_name(gold: Path, tmp_path: Path) -> None:
    score.quotes(gold / "quotes", tmp_path)
    (line,) = lines(tmp_path / "quotes.jsonl")
    assert line["id"] == "q1"
    (quote,) = line["quotes"]
    assert list(quote) == ["content", "cue", "source", "speaker", "resolved", "confidence"]
    ((start, end),) = quote["content"]
    assert "We shall open the lock on Friday" in TALK[start:end]
    assert [TALK[start:end] for start, end in quote["cue"]] == ["said"]
    assert TALK[quote["source"][0][0] :].startswith("Marta Ferrolini")
    assert quote["resolved"] == "Marta Ferrolini"


def test_a_first_line_that_is_the_articles_title_is_read_as_its_headline(gold: Path, tmp_path: Path) -> None:
    def found(title: str) -> list[str]:
        row = {"id": "q1", "text": HEADED, "date": "2026-05-04", "title": title}
        (gold / "quotes" / "polnear.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
        score.quotes(gold / "quotes", tmp_path)
        (line,) = lines(tmp_path / "quotes.jsonl")
        return [HEADED[slice(*quote["content"][0])] for quote in line["quotes"]]

    assert found("Mayor: lock to open on Friday") == ["lock to open on Friday"]
    assert found("Rowers wait") == []


def test_rows_are_counted_by_confidence_and_by_what_the_scorer_takes_for_right(gold: Path, tmp_path: Path) -> None:
    (gold / "quotes" / "score_quotes.py").write_text(QUOTE_SCORER, encoding="utf-8")
    figures = score.quotes(gold / "quotes", tmp_path)["calibration"]
    assert (figures["rows"], [tenth["precision"] for tenth in figures["tenths"]]) == (1, [1.0])
    assert figures["expected_error"] == pytest.approx(1 - figures["tenths"][0]["confidence"], abs=1e-4)


def test_quotes_with_peers_writes_a_file_a_reader_and_puts_the_table_into_the_document(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = peers.Peer("made up", "no-such-distribution", quote_readers.patterns)
    patterns = peers.Peer("patterns", "dateline", quote_readers.patterns)
    monkeypatch.setattr(peers, "PEERS", {"quotes": (absent, patterns)})
    (gold / "quotes" / "score_quotes.py").write_text(QUOTE_SCORER, encoding="utf-8")
    document = tmp_path / "figures.md"
    sections = ("calibration", "quotes")
    document.write_text("".join(f"<!-- {name} -->\n<!-- /{name} -->\n" for name in sections), encoding="utf-8")
    figures = score.quotes_with_peers(gold / "quotes", tmp_path, document)
    assert list(figures) == ["Dateline", "made up", "patterns"]
    assert figures["patterns"] == {"n_gold": 1}
    (line,) = lines(tmp_path / "quotes_peer_1.jsonl")
    assert line["id"] == "q1"
    assert [TALK[slice(*quote["source"][0])] for quote in line["quotes"]] == ["Marta Ferrolini"]
    written = document.read_text(encoding="utf-8")
    assert "| made up | – | not installed: make bench |" in written
    assert "1 articles, " in written
    assert "1 rows; expected calibration error" in written


def test_figures_on_what_a_peer_does_not_give_are_left_out(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_no_one = peers.Peer("patterns", "dateline", quote_readers.patterns)
    names_all = peers.Peer("names all", "dateline", quote_readers.patterns, frozenset(("resolved",)))
    monkeypatch.setattr(peers, "PEERS", {"quotes": (names_no_one, names_all)})
    (gold / "quotes" / "score_quotes.py").write_text(QUOTE_SCORER, encoding="utf-8")
    figures = score.quotes_with_peers(gold / "quotes", tmp_path, None)
    assert {name: sorted(given) for name, given in figures.items()} == {
        "Dateline": ["calibration", "n_gold", "resolved"],
        "patterns": ["n_gold"],
        "names all": ["n_gold", "resolved"],
    }


def test_events_writes_a_file_a_task(gold: Path, tmp_path: Path) -> None:
    figures = score.events(gold / "events", tmp_path)
    tasks = ["relation", "e2e", "codes", "penta", "actors", "dates"]
    assert list(figures) == tasks
    assert {file.name for file in tmp_path.glob("*.jsonl")} == {f"events_{task}.jsonl" for task in tasks}
    written = {task: lines(tmp_path / f"events_{task}.jsonl") for task in tasks}
    assert written["relation"] == [{"id": "r1", "root": "ACCUSE"}]
    (triple,) = written["e2e"][0]["events"]
    assert triple["plover"] == "ACCUSE"
    assert [PRESS[slice(*triple[party])] for party in ("source", "target")] == ["Spain", "Portugal"]
    assert written["codes"] == [
        {"id": "c1", "events": [{"plover": "ACCUSE", "source_code": "ESP", "target_code": "PRT"}]},
        {"id": "c2", "events": []},
    ]
    assert written["penta"] == [{"id": "f1", "pentas": [3]}, {"id": "f2", "pentas": []}]
    assert [(line["id"], line["code"]) for line in written["actors"]] == [("a1", "PRT")]
    assert written["dates"] == [{"id": "d1", "value": "2026-05-03"}]


def test_the_seed_page_is_scored_where_it_lies_beside_the_events(gold: Path, seed: Path, tmp_path: Path) -> None:
    figures = score.events(gold / "events", tmp_path)
    assert "seed" in figures
    raw = (seed / "page.txt").read_text(encoding="utf-8")
    found = lines(tmp_path / "events_seed.jsonl")
    accusation = next(line for line in found if line["plover"] == "ACCUSE")
    assert list(accusation) == ["trigger_start", "plover", "source_code", "target_code", "date", "status"]
    assert raw[accusation["trigger_start"] :].startswith("accused")
    assert (accusation["source_code"], accusation["target_code"]) == ("ESP", "PRT")
    assert accusation["status"] == "actual"


def test_a_request_counts_as_neutral(gold: Path, tmp_path: Path) -> None:
    (gold / "events" / "cameo5.jsonl").write_text(
        json.dumps({"id": "f1", "text": "France asked Italy to open the border."}) + "\n", encoding="utf-8"
    )
    score.events(gold / "events", tmp_path)
    assert lines(tmp_path / "events_penta.jsonl") == [{"id": "f1", "pentas": [0]}]


# ------------------------------------------------------------------------------------------------------------- figures


@pytest.mark.parametrize(
    ("task", "arguments"),
    [
        ("extraction", ["extraction.jsonl", "--manifest", "manifest.jsonl", "--json", "extraction_scores.json"]),
        ("quotes", ["polnear.jsonl", "quotes.jsonl", "--json"]),
    ],
)
def test_the_scorers_figures_come_back(gold: Path, tmp_path: Path, task: str, arguments: list[str]) -> None:
    scorer(gold / task, task)
    run = {"extraction": score.extraction, "quotes": score.quotes}[task]
    figures = run(gold / task, tmp_path)
    assert (figures["scorer"], figures["arguments"]) == (f"score_{task}.py", arguments)


def test_figures_come_back_by_set_and_by_task(gold: Path, tmp_path: Path) -> None:
    for task in ("entities", "events"):
        scorer(gold / task, task)
    entities = score.entities(gold / "entities", tmp_path)
    assert entities["invented"]["arguments"] == ["invented.jsonl", "entities_invented.jsonl", "--json"]
    events = score.events(gold / "events", tmp_path)
    assert events["codes"]["arguments"] == ["codes", "gsr.jsonl", "events_codes.jsonl"]
    assert events["relation"]["arguments"] == ["relation", "plv.jsonl", "events_relation.jsonl"]


def test_a_scorer_that_fails_is_named_with_its_last_words(gold: Path, tmp_path: Path) -> None:
    (gold / "quotes" / "score_quotes.py").write_text("raise SystemExit('no such set')", encoding="utf-8")
    with pytest.raises(score.MissingGold, match=r"score_quotes\.py failed: no such set"):
        score.quotes(gold / "quotes", tmp_path)


def test_sets_that_the_gold_folder_lacks_are_left_out(gold: Path, tmp_path: Path) -> None:
    for file in ("plv", "gsr", "cameo5", "actors"):
        (gold / "events" / f"{file}.jsonl").unlink()
    assert list(score.events(gold / "events", tmp_path)) == ["dates"]
    (gold / "events" / "dates.jsonl").unlink()
    with pytest.raises(score.MissingGold, match="holds none of the event sets"):
        score.events(gold / "events", tmp_path)


# ------------------------------------------------------------------------------------------------------------- command


def command(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> None:
    monkeypatch.setattr(sys, "argv", ["score", *map(str, arguments)])
    score.main()


def test_the_last_line_printed_is_one_json_object(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scorer(gold / "quotes", "quotes")
    for folder in (gold, gold / "quotes"):  # the folder above the tasks will do
        command(monkeypatch, "quotes", "--gold", folder, "--out", tmp_path / "out" / "deep")
        assert json.loads(capsys.readouterr().out.splitlines()[-1])["scorer"] == "score_quotes.py"
    assert (tmp_path / "out" / "deep" / "quotes.jsonl").is_file()


def test_peers_beside_a_task_that_has_none_are_refused(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command(monkeypatch, "events", "--gold", gold, "--out", tmp_path / "out", "--peers")
    assert "--peers is for the tasks extraction and quotes." in capsys.readouterr().err


@pytest.mark.parametrize("task", ["extraction", "quotes", "events"])
def test_a_folder_that_is_no_gold_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, task: str) -> None:
    with pytest.raises(SystemExit) as ended:
        command(monkeypatch, task, "--gold", tmp_path / "nothing", "--out", tmp_path / "out")
    assert str(tmp_path / "nothing") in str(ended.value)
