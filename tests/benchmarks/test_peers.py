"""The comparison with other readers: how each is asked, what is counted, and how the table reads.

Stays out: the extractors of the `bench` extra themselves, which need not be installed; trafilatura stands for them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import articles, peers, quote_readers, report, score

ROOT = Path(__file__).resolve().parents[2]
BODY = "".join(
    f"<p>The harbour board met on the {day} of May and heard what the rowers of the old quay had to say about it.</p>"
    for day in ("third", "fourth", "fifth", "sixth")
)
PAGE = (
    f"<html><head><title>Rowers heard</title></head><body><article><h1>Rowers heard</h1>{BODY}</article></body></html>"
)


def locked(file: str) -> dict[str, str]:
    """Version of every distribution of a lock file."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))


OLDER_FOR_PEERS = {"chardet"}
"""readability-lxml takes no chardet from 6 on; of Dateline's own requirements only the SQL linter asks for it."""


def test_both_locks_hold_the_same_versions_of_what_dateline_needs() -> None:
    own, with_peers = locked("requirements.lock"), locked("requirements-bench.lock")
    assert {name for name in own if own[name] != with_peers.get(name)} == OLDER_FOR_PEERS
    needed = {peer.distribution for task in peers.PEERS.values() for peer in task} - {"dateline"}
    assert needed <= with_peers.keys()


def test_a_peer_reads_the_pages_in_a_process_of_its_own() -> None:
    run = peers.run(peers.PEERS["extraction"][0], {"p1": (PAGE, "https://example.com/a"), "p2": (PAGE, None)})
    assert (run.failed, run.note, sorted(run.lines)) == (0, None, ["p1", "p2"])
    assert "heard what the rowers" in run.lines["p1"]["text"]
    assert run.lines["p1"]["title"] == "Rowers heard"
    assert run.cpu_seconds > 0


def test_a_page_on_which_a_peer_raises_is_counted() -> None:
    def load() -> peers.Reader:
        def read(markup: str, _url: str | None) -> peers.Line:
            if not markup:
                raise ValueError("nothing to read")
            return {"text": markup}

        return read

    run = peers._read_all(peers.Peer("made up", "made-up", load), [("p1", ("a line", None)), ("p2", ("", None))])
    assert (run.lines, run.failed) == ({"p1": {"text": "a line"}}, 1)


def test_a_reader_of_pieces_says_itself_on_how_many_it_raised() -> None:
    peer = peers.Peer("made up", "made-up", lambda: lambda text: {"quotes": [], quote_readers.RAISED: len(text)})
    run = peers._read_all(peer, [("a1", ("abc",)), ("a2", ("",))])
    assert (run.lines, run.failed) == ({"a1": {"quotes": []}, "a2": {"quotes": []}}, 3)


def test_a_peer_that_is_not_installed_is_a_line_that_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "manifest.jsonl").write_text("", encoding="utf-8")
    absent = peers.Peer("made up", "no-such-distribution", lambda: None)  # type: ignore[arg-type, return-value]
    monkeypatch.setattr(peers, "PEERS", {"extraction": (absent,)})
    figures = score.extraction_with_peers(tmp_path, tmp_path, None)
    assert figures["made up"] == {}
    assert "| made up | – | not installed: make bench |" in capsys.readouterr().out


def test_the_table_marks_the_best_figure_and_leaves_out_what_a_reader_does_not_give() -> None:
    rows = [
        report.Reader("one", "1.0", {"F1": 0.9668, "P": 0.96, "title": 0.5}, 12.34),
        report.Reader("two", "2.0", {"F1": 0.9, "P": 0.97}, 1.0, failed=3),
    ]
    text = report.table(rows, report.COLUMNS["extraction"], "2 pages.").splitlines()
    assert text[2] == "| one | 1.0 | **.9668** | .9600 | – | – | **.5000** | – | – | 12.3 | 0 |"
    assert text[3] == "| two | 2.0 | .9000 | **.9700** | – | – | – | – | – | 1.0 | 3 |"
    assert text[-1] == "2 pages."


def test_the_table_of_quotes_takes_its_figures_from_where_the_scorer_puts_them() -> None:
    figures = {
        "o80": [60.9, 26.0, 36.5],
        "joint": [56.9, 24.3, 34.0],
        "mark_joint": [92.6, 58.6, 71.8],
        "recall_by_type": {"direct": {"n": 2, "o80": 62.6}, "indirect": {"n": 3, "o80": 0.0}},
        "resolved": {"n": 2, "recall": 50.0},
    }
    rows = [
        report.Reader("one", "1.0", figures, 4.44),
        report.Reader("two", "2.0", {**figures, "o80": [1.0, 1.0, 1.0], "resolved": {}}, 3.0, failed=34),
        report.Reader("three", None, note="not installed"),
    ]
    head, _, one, two, three, *_ = report.table(rows, report.COLUMNS["quotes"], "2 articles.").splitlines()
    assert head == (
        "| reader | version | overlap F1 (o80) | joint F1 | marked joint F1 | direct recall | indirect recall | "
        "resolved recall | CPU-s | raised on |"
    )
    assert one == "| one | 1.0 | **36.5** | **34.0** | **71.8** | **62.6** | **0.0** | **50.0** | 4.4 | 0 |"
    assert two.replace("*", "") == "| two | 2.0 | 1.0 | 34.0 | 71.8 | 62.6 | 0.0 | – | 3.0 | 34 |"
    assert three.count("|") == head.count("|")


def test_a_table_replaces_the_one_between_its_markers_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("before\n<!-- t -->\nold\n<!-- /t -->\nafter\n", encoding="utf-8")
    report.replace_section(file, "t", r"new \1")
    assert file.read_text(encoding="utf-8") == "before\n<!-- t -->\nnew \\1\n<!-- /t -->\nafter\n"
    with pytest.raises(report.NoSection, match="other"):
        report.replace_section(file, "other", "new")


@pytest.mark.parametrize("name", peers.PEERS)
def test_the_document_has_the_table_of_every_task_with_peers(name: str) -> None:
    text = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
    assert [peer.name for peer in peers.PEERS[name] if f"| {peer.name} | " not in section] == []


def test_the_article_step_is_timed_beside_trafilatura(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    figures = articles.compare(tmp_path, None, 1)
    assert figures["pages"] == 1
    assert set(figures) == {"pages", "plain_ms_a_page", "dateline_ms_a_page", "ratio", "ratio_by_round"}


def test_a_folder_without_pages_stops_the_timing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no HTML pages"):
        articles.compare(tmp_path, None, 1)


# ------------------------------------------------------------------------------------------- the readers of quotations


def found(read: quote_readers.Reader, text: str) -> list[tuple[str, ...]]:
    """Content, cue and source of each quotation as the words they stand for."""

    def words(spans: list[list[int]] | None) -> str:
        return " ".join(text[start:end] for start, end in spans or [])

    quotes: list[dict[str, Any]] = read(text)["quotes"]
    return [tuple(words(quote[part]) for part in ("content", "cue", "source")) for quote in quotes]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("“We shall open the lock,” said Mayor Marta Ferrolini.", "said", "Mayor Marta Ferrolini"),
        ('"We shall open the lock," Ferrolini told the rowers.', "told", "Ferrolini"),
        ("''We shall open the lock,'' she added.", "added", "she"),
        ("“We shall open the lock,” harbour chief Ivo K. Brandt quickly noted.", "noted", "Ivo K. Brandt"),
        ("Marta Ferrolini said on Friday that “we shall open the lock.”", "said", "Marta Ferrolini"),
        ("Asked about barges, said Sen. Ivo Brandt: “We shall open the lock.”", "said", "Sen. Ivo Brandt"),
        ("A notice on the quay read “we shall open the lock” in red.", "", ""),
    ],
)
def test_patterns_find_the_name_beside_the_verb(text: str, cue: str, source: str) -> None:
    ((content, *rest),) = found(quote_readers.patterns(), text)
    assert content[1:].strip("'").casefold().startswith("we shall open the lock")
    assert rest == [cue, source]


def test_patterns_take_short_stretches_for_no_quotation() -> None:
    assert found(quote_readers.patterns(), "Brandt called it “the lock” and left.") == []


def test_patterns_let_the_last_speaker_go_on_over_paragraphs() -> None:
    text = "“The lock is open,” said Brandt.\n\n“Barges may pass at noon.\n\n“Rowers must wait for them.”"
    assert found(quote_readers.patterns(), text) == [
        ("“The lock is open,”", "said", "Brandt"),
        ("“Barges may pass at noon.", "", "Brandt"),
        ("“Rowers must wait for them.”", "", "Brandt"),
    ]


def test_textacy_reads_a_paragraph_at_a_time_and_its_places_are_those_of_the_text() -> None:
    pytest.importorskip("textacy", reason="of the extra bench")
    text = (
        "The lock in Turin was closed.\n\n"
        "“We shall open the old lock on Friday,” Marta Ferrolini said.\n"
        "“It was closed for far too long, said the rowers.\n"
        "“Barges will pass at noon,” Brandt said."
    )
    line = quote_readers.textacy()(text)
    assert line[quote_readers.RAISED] == 1
    contents = [text[slice(*quote["content"][0])] for quote in line["quotes"]]
    assert contents == ["“We shall open the old lock on Friday,”", "“Barges will pass at noon,”"]
    first = line["quotes"][0]
    assert [text[start:end] for start, end in first["cue"]] == ["said"]
    assert [text[start:end] for start, end in first["source"]] == ["Marta", "Ferrolini"]
    assert first["speaker"] == "Marta Ferrolini"


def test_textacy_finds_nothing_in_an_empty_text() -> None:
    pytest.importorskip("textacy", reason="of the extra bench")
    assert quote_readers.textacy()(" \n") == {"quotes": [], quote_readers.RAISED: 0}
